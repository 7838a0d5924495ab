//! `POST /matches/{id}/decline`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::MatchId;

use crate::{
    app::{
        App,
        matches::{EndBody, MatchView},
    },
    extract::{
        Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, IfMatch, IfMatchHeader, PathId,
        SignedIn,
    },
    problem::Fault,
    rest::answer,
};

/// Say no.
#[utoipa::path(
    operation_id = "declineMatch",
    tag = "matches",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader, IdempotencyKeyHeader),
    request_body = EndBody,
    responses((status = 200, description = "The match", body = MatchView))
)]
#[post("/matches/{id}/decline")]
pub(super) async fn decline_match(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<MatchId>,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
    body: Body<EndBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "declineMatch", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .decline(&caller, once.as_ref(), id, version, body.value)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
