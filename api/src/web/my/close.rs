//! Closing the request on this phone: phones are shared. The account that may be signed in beside stays.

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
    (visit.session.request, visit.session.draft) = (None, None);
    visit.session.become_new();
    visit.session.say("my-closed");
    Ok(visit.go(""))
}
