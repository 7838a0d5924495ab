//! `POST /requests/{id}/consent-withdrawals`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{App, requests::RequestView, rights::ConsentWithdrawalBody},
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Take a consent back.
///
/// What was stored for it is deleted at once, and offers are ranked without it.
#[utoipa::path(
    operation_id = "withdrawConsent",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = ConsentWithdrawalBody,
    responses((status = 201, description = "The request without it", body = RequestView))
)]
#[post("/requests/{id}/consent-withdrawals")]
pub(super) async fn withdraw_consent(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
    key: IdempotencyKey,
    body: Body<ConsentWithdrawalBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "withdrawConsent", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .withdraw_consent(&caller, once.as_ref(), id, body.value.purpose)
        .await?;
    Ok(answer::created(&view, Some(view.version)))
}
