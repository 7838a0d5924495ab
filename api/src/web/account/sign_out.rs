//! Signing out: the account, and the request that is open on this phone.

use actix_web::{HttpResponse, post};
use serde::Deserialize;

use crate::{
    problem::Fault,
    web::{form::Form, visit::Visit},
};

#[derive(Deserialize)]
struct Nothing {}

#[post("/account/sign-out")]
pub(super) async fn answer(mut visit: Visit, _form: Form<Nothing>) -> Result<HttpResponse, Fault> {
    let account = visit.session.account.is_some();
    visit.sign_out().await?;
    visit.close_request().await?;
    visit.session.become_new();
    // Without an account it is the request alone that is closed, and its code opens it again.
    visit
        .session
        .say(if account { "signed-out" } else { "my-closed" });
    Ok(visit.go(""))
}
