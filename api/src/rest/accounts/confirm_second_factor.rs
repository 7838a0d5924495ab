//! `POST /accounts/me/second-factor/confirmation`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{App, factors::RecoveryCodes},
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::{answer, sessions::CodeBody},
};

/// Confirm a second factor with a code of the app. Other sign-ins of the account end.
#[utoipa::path(
    operation_id = "confirmSecondFactor",
    tag = "accounts",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = CodeBody,
    responses((status = 201, description = "Codes for when the phone is lost", body = RecoveryCodes))
)]
#[post("/accounts/me/second-factor/confirmation")]
pub(super) async fn confirm_second_factor(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
    body: Body<CodeBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "confirmSecondFactor", &[&body.digest]);
    let codes = app
        .confirm_factor(&caller, once.as_ref(), &body.value.code)
        .await?;
    Ok(answer::created(&codes, None))
}
