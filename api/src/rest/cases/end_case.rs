//! `POST /cases/{id}/end`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::CaseId;

use crate::{
    app::{App, case_work::EndCaseBody},
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
};

/// Stop following a request.
///
/// What was noted is erased, and where it was opened with the case it closes at once. The household is told.
#[utoipa::path(
    operation_id = "endCase",
    tag = "cases",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = EndCaseBody,
    responses((status = 204, description = "The case ended"))
)]
#[post("/cases/{id}/end")]
pub(super) async fn end_case(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<CaseId>,
    key: IdempotencyKey,
    body: Body<EndCaseBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "endCase", &[id.0.as_bytes(), &body.digest]);
    app.end_case(&caller, once.as_ref(), id, body.value).await?;
    Ok(HttpResponse::NoContent().finish())
}
