//! `POST /providers/{id}/evidence`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{
        App,
        providers::{EvidenceBody, StandingView},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Record that evidence about a provider was seen.
///
/// For moderators who are not its members. No copy of a document is kept.
#[utoipa::path(
    operation_id = "recordEvidence",
    tag = "providers",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = EvidenceBody,
    responses((status = 201, description = "The provider with its new standing", body = StandingView))
)]
#[post("/providers/{id}/evidence")]
pub(super) async fn record_evidence(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
    key: IdempotencyKey,
    body: Body<EvidenceBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "recordEvidence", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .record_evidence(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(answer::created(&view, Some(view.version)))
}
