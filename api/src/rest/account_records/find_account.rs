//! `POST /account-searches`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{
        App,
        administration::{AccountRecordView, AccountSearchBody},
    },
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Find the account of an e-mail address.
///
/// For administrators. The address has to be whole; accounts are not listed. The look is written down.
#[utoipa::path(
    operation_id = "findAccount",
    tag = "administration",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = AccountSearchBody,
    responses((status = 201, description = "The account", body = AccountRecordView))
)]
#[post("/account-searches")]
pub(super) async fn find_account(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
    body: Body<AccountSearchBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "findAccount", &[&body.digest]);
    let view = app
        .find_account(&caller, once.as_ref(), &body.value)
        .await?;
    Ok(answer::created(&view, None))
}
