//! `POST /needs/{id}/proposals`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::NeedId;

use crate::{
    app::{
        App,
        matches::{MatchView, ProposalBody},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Choose an offer: the provider is asked.
///
/// Nothing is held before the provider accepts. At most three proposals of a household wait at a time. A doctor's place is chosen in the week
/// that was seen (`week_from`); if it is gone, `week-gone` says which is the first now.
#[utoipa::path(
    operation_id = "proposeMatch",
    tag = "needs",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = ProposalBody,
    responses((status = 201, description = "The proposal", body = MatchView))
)]
#[post("/needs/{id}/proposals")]
pub(super) async fn propose_match(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<NeedId>,
    key: IdempotencyKey,
    body: Body<ProposalBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "proposeMatch", &[id.0.as_bytes(), &body.digest]);
    let view = app.propose(&caller, once.as_ref(), id, body.value).await?;
    Ok(answer::created(&view, Some(view.version)))
}
