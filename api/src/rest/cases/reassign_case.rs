//! `POST /cases/{id}/holder`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::CaseId;

use crate::{
    app::{App, case_work::CaseHolderBody},
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
};

/// Give a case of one's organisation to another member who may follow requests.
///
/// For case workers who administer the organisation, with a second factor shown a moment ago. The household is told, and what was noted goes
/// along.
#[utoipa::path(
    operation_id = "reassignCase",
    tag = "cases",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = CaseHolderBody,
    responses((status = 204, description = "The case is theirs"))
)]
#[post("/cases/{id}/holder")]
pub(super) async fn reassign_case(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<CaseId>,
    key: IdempotencyKey,
    body: Body<CaseHolderBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "reassignCase", &[id.0.as_bytes(), &body.digest]);
    app.reassign_case(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
