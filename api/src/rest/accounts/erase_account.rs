//! `POST /accounts/me/erasure`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{App, rights::ErasureBody},
    extract::{Body, SignedIn},
    problem::Fault,
};

/// Erase one's own account.
///
/// At once, with the private person who offers help with it: their offers are withdrawn and their matches end. `last-administrator` if an
/// organisation would be without anybody who runs it: name somebody else first. `under-review` while a report or a block is looked into;
/// `still-helping` while people are helped by them: say first that the help is over, and have it confirmed.
#[utoipa::path(
    operation_id = "eraseAccount",
    tag = "accounts",
    security(("bearer" = [])),
    request_body = ErasureBody,
    responses((status = 204, description = "Erased"))
)]
#[post("/accounts/me/erasure")]
pub(super) async fn erase_account(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    body: Body<ErasureBody>,
) -> Result<HttpResponse, Fault> {
    app.erase_account(&caller, body.value.password()).await?;
    Ok(HttpResponse::NoContent().finish())
}
