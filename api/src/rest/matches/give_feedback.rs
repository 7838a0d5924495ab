//! `POST /matches/{id}/feedback`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::{aftercare::FeedbackDraft, id::MatchId};

use crate::{
    app::{App, matches::FeedbackView},
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Say how it was, once, from either side.
///
/// Once the help began, or should have; a household also where its provider called off what it had agreed to. The other side never sees
/// it; what a household says counts for how far the provider can be relied on.
#[utoipa::path(
    operation_id = "giveFeedback",
    tag = "matches",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = FeedbackDraft,
    responses((status = 201, description = "What was said", body = FeedbackView))
)]
#[post("/matches/{id}/feedback")]
pub(super) async fn give_feedback(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<MatchId>,
    key: IdempotencyKey,
    body: Body<FeedbackDraft>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "giveFeedback", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .give_feedback(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(answer::created(&view, None))
}
