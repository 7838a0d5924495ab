//! `POST /matches/{id}/steps`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::MatchId;

use crate::{
    app::{
        App,
        matches::{MatchView, StepBody},
    },
    extract::{
        Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, IfMatch, IfMatchHeader, PathId,
        SignedIn,
    },
    problem::Fault,
    rest::answer,
};

/// Say what happens after both agreed, from either side.
///
/// `confirm`: it stays as agreed; once both say so, the match is confirmed. `start`: the help has begun. `complete`: it took place and is
/// over; once both say so, or the other side says nothing for three days, the match is completed. Where both said so before the last day
/// of a stay, the nights after that day are free for others. `not_over`: it is not over, though a side said so; it goes on. `no_show`:
/// the other side did not come; what was held is given back. `steps` of the match names what can be said now: nothing begins before its
/// first day.
#[utoipa::path(
    operation_id = "takeMatchStep",
    tag = "matches",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader, IdempotencyKeyHeader),
    request_body = StepBody,
    responses((status = 200, description = "The match", body = MatchView))
)]
#[post("/matches/{id}/steps")]
pub(super) async fn take_match_step(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<MatchId>,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
    body: Body<StepBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "takeMatchStep", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .take_step(&caller, once.as_ref(), id, version, body.value)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
