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
/// For moderators who are not its members. No copy of a document is kept. A level counts once there is something for each level below it:
/// an identity document (of an organisation, or its entry in the register) for 1; with that a criminal record or a register entry for 2;
/// with both a visit (of an organisation, or a contract with it) for 3.
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
