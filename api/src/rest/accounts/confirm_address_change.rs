//! `POST /accounts/address-confirmations`

use actix_web::{HttpResponse, post, web::Data};

use super::LinkCodeBody;
use crate::{
    app::{App, limits::Origin},
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
};

/// Give one's own account the address that a mail went to, with the code of the mail: once, within an hour, by a sign-in of the account
/// that asked. To any other the code is wrong. Sign-ins stay, and the former address is told.
#[utoipa::path(
    operation_id = "confirmAddressChange",
    tag = "accounts",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = LinkCodeBody,
    responses((status = 204, description = "Changed"))
)]
#[post("/accounts/address-confirmations")]
pub(super) async fn confirm_address_change(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
    origin: Origin,
    body: Body<LinkCodeBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "confirmAddressChange", &[&body.digest]);
    app.confirm_new_address(&caller, once.as_ref(), &body.value.code, origin)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
