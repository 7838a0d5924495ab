//! `POST /accounts/address-confirmations`

use actix_web::{HttpResponse, post, web::Data};

use super::{LinkCodeBody, visitor};
use crate::{
    app::{App, limits::Origin},
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader},
    middleware::current,
    problem::Fault,
};

/// Give an account the address that a mail went to, with the code of the mail: once, within an hour. Sign-ins stay.
#[utoipa::path(
    operation_id = "confirmAddressChange",
    tag = "accounts",
    security(()),
    params(IdempotencyKeyHeader),
    request_body = LinkCodeBody,
    responses((status = 204, description = "Changed"))
)]
#[post("/accounts/address-confirmations")]
pub(super) async fn confirm_address_change(
    app: Data<App>,
    key: IdempotencyKey,
    origin: Origin,
    body: Body<LinkCodeBody>,
) -> Result<HttpResponse, Fault> {
    let caller = visitor(current().locale);
    let once = key.bind(&caller, "confirmAddressChange", &[&body.digest]);
    app.confirm_new_address(&caller, once.as_ref(), &body.value.code, origin)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
