//! `POST /accounts`

use actix_web::{HttpResponse, post, web::Data};

use super::{AddressBody, visitor};
use crate::{
    app::App,
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader},
    problem::Fault,
};

/// Ask for an account. A mail goes to the address, with a code for `confirmAccount`; the answer does not tell whether there is an
/// account already.
#[utoipa::path(
    operation_id = "createAccount",
    tag = "accounts",
    security(()),
    params(IdempotencyKeyHeader),
    request_body = AddressBody,
    responses((status = 202, description = "A mail goes to the address"))
)]
#[post("/accounts")]
pub(super) async fn create_account(
    app: Data<App>,
    key: IdempotencyKey,
    body: Body<AddressBody>,
) -> Result<HttpResponse, Fault> {
    let caller = visitor(body.value.locale);
    let once = key.bind(&caller, "createAccount", &[&body.digest]);
    app.ask_for_account(&caller, once.as_ref(), &body.value.email)
        .await?;
    Ok(HttpResponse::Accepted().finish())
}
