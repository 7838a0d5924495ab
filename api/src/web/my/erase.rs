//! Erasing a household: what goes, what stays and why, and then it is done.

use std::rc::Rc;

use actix_web::{HttpResponse, get, post};
use askama::Template;
use serde::Deserialize;

use crate::{
    app::AppError,
    problem::Fault,
    web::{form::Form, frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "my/erase.html")]
struct ErasePage {
    f: Rc<Frame>,
}

#[get("/my/erase")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    visit.app.read_request(&household, id).await?;
    let page = ErasePage {
        f: visit.frame.clone(),
    };
    visit.show(&page)
}

#[derive(Deserialize)]
struct Nothing {}

#[post("/my/erase")]
pub(super) async fn answer(mut visit: Visit, _form: Form<Nothing>) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    match visit.app.erase_request(&household, id).await {
        // Sent twice: it is gone already.
        Ok(()) | Err(AppError::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    visit.close_request().await?;
    visit.session.become_new();
    visit.session.say("my-erased");
    Ok(visit.go(""))
}
