//! `POST /accounts/password-resets/confirmations`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::sensitive::Sensitive;

use super::{LinkBody, visitor};
use crate::{
    app::{App, limits::Origin},
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader},
    middleware::current,
    problem::Fault,
};

/// Choose another password, with the code of a mail: once, within an hour. Every sign-in ends; a second factor stays as it is.
#[utoipa::path(
    operation_id = "resetPassword",
    tag = "accounts",
    security(()),
    params(IdempotencyKeyHeader),
    request_body = LinkBody,
    responses((status = 204, description = "Changed"))
)]
#[post("/accounts/password-resets/confirmations")]
pub(super) async fn reset_password(
    app: Data<App>,
    key: IdempotencyKey,
    origin: Origin,
    body: Body<LinkBody>,
) -> Result<HttpResponse, Fault> {
    let caller = visitor(current().locale);
    let once = key.bind(&caller, "resetPassword", &[&body.digest]);
    let LinkBody { code, password } = body.value;
    let password = Sensitive::new(password);
    app.reset_password(&caller, once.as_ref(), &code, password, origin)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
