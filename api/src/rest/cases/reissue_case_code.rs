//! `POST /cases/{id}/reissued-codes`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::CaseId;

use crate::{
    app::{App, case_work::CaseReissueBody, lost_codes::NewCodeView},
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Replace the lost code of a request that the caller follows, for its household that stands there.
///
/// The old one opens nothing any more; it is written down who did it, and why, and the household is told. Its PIN stays. The case goes on.
#[utoipa::path(
    operation_id = "reissueCaseCode",
    tag = "cases",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = CaseReissueBody,
    responses((status = 201, description = "What opens it from now on", body = NewCodeView))
)]
#[post("/cases/{id}/reissued-codes")]
pub(super) async fn reissue_case_code(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<CaseId>,
    key: IdempotencyKey,
    body: Body<CaseReissueBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "reissueCaseCode", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .reissue_case_code(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(answer::created(&view, None))
}
