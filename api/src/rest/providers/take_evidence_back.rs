//! `POST /evidence/{id}/withdrawal`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::EvidenceId;

use crate::{
    app::{App, providers::StandingView, vetting::TakeBackBody},
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Take back evidence that was wrong.
///
/// For moderators who are not members of its provider. The level falls at once to what is left, and offers that need more are hidden; what
/// waits for an answer there ends. The provider is told that it does not count, not why. Taking back what counts no more finds it done.
#[utoipa::path(
    operation_id = "takeEvidenceBack",
    tag = "providers",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = TakeBackBody,
    responses((status = 201, description = "The provider with its new standing", body = StandingView))
)]
#[post("/evidence/{id}/withdrawal")]
pub(super) async fn take_evidence_back(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<EvidenceId>,
    key: IdempotencyKey,
    body: Body<TakeBackBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(
        &caller,
        "takeEvidenceBack",
        &[id.0.as_bytes(), &body.digest],
    );
    let view = app
        .take_evidence_back(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(answer::created(&view, Some(view.version)))
}
