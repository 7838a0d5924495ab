//! `POST /accounts/password-resets`

use actix_web::{HttpResponse, post, web::Data};

use super::{AddressBody, visitor};
use crate::{
    app::App,
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader},
    problem::Fault,
};

/// Ask for another password. If the address has an account, a mail goes there, with a code for `resetPassword`; the answer does not
/// tell.
#[utoipa::path(
    operation_id = "requestPasswordReset",
    tag = "accounts",
    security(()),
    params(IdempotencyKeyHeader),
    request_body = AddressBody,
    responses((status = 202, description = "If the address has an account, a mail goes there"))
)]
#[post("/accounts/password-resets")]
pub(super) async fn request_password_reset(
    app: Data<App>,
    key: IdempotencyKey,
    body: Body<AddressBody>,
) -> Result<HttpResponse, Fault> {
    let caller = visitor(body.value.locale);
    let once = key.bind(&caller, "requestPasswordReset", &[&body.digest]);
    app.ask_for_reset(&caller, once.as_ref(), &body.value.email)
        .await?;
    Ok(HttpResponse::Accepted().finish())
}
