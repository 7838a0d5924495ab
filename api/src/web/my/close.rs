//! Closing the request on this phone, or on all others: phones are shared. The account that may be signed in beside stays.

use actix_web::{HttpResponse, post};
use serde::Deserialize;

use crate::{
    problem::Fault,
    web::{form::Form, visit::Visit},
};

#[derive(Deserialize)]
struct Nothing {}

#[post("/my/close")]
pub(super) async fn answer(mut visit: Visit, _form: Form<Nothing>) -> Result<HttpResponse, Fault> {
    visit.close_request().await?;
    visit.session.become_new();
    visit.session.say("my-closed");
    Ok(visit.go(""))
}

#[post("/my/close-elsewhere")]
pub(super) async fn elsewhere(
    mut visit: Visit,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Fault> {
    let (household, request) = visit.own_request()?;
    visit.app.close_elsewhere(&household, request).await?;
    visit.session.say("my-closed-elsewhere");
    Ok(visit.go("/my/request"))
}
