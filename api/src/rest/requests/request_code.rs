//! `POST /lost-codes`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::App,
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader},
    problem::Fault,
    rest::accounts::{AddressBody, visitor},
};

/// Ask for another code of a request. If it wants to be reached at the address, a mail goes there, with a code for `renewCode`, one for each
/// open request that does; the answer does not tell.
#[utoipa::path(
    operation_id = "requestCode",
    tag = "requests",
    security(()),
    params(IdempotencyKeyHeader),
    request_body = AddressBody,
    responses((status = 202, description = "If a request has the address, a mail goes there"))
)]
#[post("/lost-codes")]
pub(super) async fn request_code(
    app: Data<App>,
    key: IdempotencyKey,
    body: Body<AddressBody>,
) -> Result<HttpResponse, Fault> {
    let caller = visitor(body.value.locale);
    let once = key.bind(&caller, "requestCode", &[&body.digest]);
    app.ask_for_code(&caller, once.as_ref(), &body.value.email)
        .await?;
    Ok(HttpResponse::Accepted().finish())
}
