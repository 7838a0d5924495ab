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
    visit.sign_out().await?;
    visit.close_request().await?;
    visit.session.become_new();
    visit.session.say("signed-out");
    Ok(visit.go(""))
}
