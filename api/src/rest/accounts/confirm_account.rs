//! `POST /accounts/confirmations`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::sensitive::Sensitive;

use super::{LinkBody, visitor};
use crate::{
    app::{App, accounts::AccountView, limits::Origin},
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader},
    middleware::current,
    problem::Fault,
    rest::answer,
};

/// Make the account that a mail was about, with a password. The code is used once, within 24 hours.
#[utoipa::path(
    operation_id = "confirmAccount",
    tag = "accounts",
    security(()),
    params(IdempotencyKeyHeader),
    request_body = LinkBody,
    responses((status = 201, description = "The account", body = AccountView))
)]
#[post("/accounts/confirmations")]
pub(super) async fn confirm_account(
    app: Data<App>,
    key: IdempotencyKey,
    origin: Origin,
    body: Body<LinkBody>,
) -> Result<HttpResponse, Fault> {
    let caller = visitor(current().locale);
    let once = key.bind(&caller, "confirmAccount", &[&body.digest]);
    let LinkBody { code, password } = body.value;
    let password = Sensitive::new(password);
    let account = app
        .confirm_account(&caller, once.as_ref(), &code, password, origin)
        .await?;
    Ok(answer::created(&account, None))
}
