//! `POST /accounts/me/address-changes`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::sensitive::Sensitive;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
};

/// Another address. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressChangeBody {
    /// The new one.
    #[schema(max_length = 254, example = "olena@example.org")]
    pub email: String,
    /// The password that counts now.
    #[schema(max_length = 256, example = "a long phrase of one's own")]
    pub current_password: String,
}

/// Ask for another address of one's own account. A mail goes there, with a code for `confirmAddressChange`, which takes a sign-in of this
/// account; the answer does not tell whether the address has an account already. The present address is told, and another password calls
/// it off.
#[utoipa::path(
    operation_id = "requestAddressChange",
    tag = "accounts",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = AddressChangeBody,
    responses((status = 202, description = "A mail goes to the new address"))
)]
#[post("/accounts/me/address-changes")]
pub(super) async fn request_address_change(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
    body: Body<AddressChangeBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "requestAddressChange", &[&body.digest]);
    let AddressChangeBody {
        email,
        current_password,
    } = body.value;
    let password = Sensitive::new(current_password);
    app.ask_for_new_address(&caller, once.as_ref(), &email, password)
        .await?;
    Ok(HttpResponse::Accepted().finish())
}
