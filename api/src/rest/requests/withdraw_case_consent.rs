//! `POST /requests/{id}/case-withdrawals`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{App, case_work::CaseWithdrawalBody},
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
};

/// Take back the consent that a case worker follows one's own request: they are out at once.
#[utoipa::path(
    operation_id = "withdrawCaseConsent",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = CaseWithdrawalBody,
    responses((status = 204, description = "Nobody follows it by that case any more"))
)]
#[post("/requests/{id}/case-withdrawals")]
pub(super) async fn withdraw_case_consent(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
    key: IdempotencyKey,
    body: Body<CaseWithdrawalBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(
        &caller,
        "withdrawCaseConsent",
        &[id.0.as_bytes(), &body.digest],
    );
    app.withdraw_case_consent(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
