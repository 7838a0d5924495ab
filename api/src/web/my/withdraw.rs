//! Taking the request back.

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
#[template(path = "my/withdraw.html")]
struct WithdrawPage {
    f: Rc<Frame>,
    version: i64,
}

#[get("/my/withdraw")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let request = visit.app.read_request(&household, id).await?;
    if request.state != "open" {
        return Ok(visit.go("/my/request"));
    }
    let page = WithdrawPage {
        f: visit.frame.clone(),
        version: request.version,
    };
    visit.show(&page)
}

#[derive(Deserialize)]
struct Withdraw {
    version: String,
}

#[post("/my/withdraw")]
pub(super) async fn answer(mut visit: Visit, form: Form<Withdraw>) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let once = form.once(&household, "withdraw_request");
    let version = form
        .value
        .version
        .parse()
        .map_err(|_e| Fault::App(AppError::Stale))?;
    match visit
        .app
        .withdraw_request(&household, Some(&once), id, version)
        .await
    {
        Ok(_) => visit.session.say("my-withdrawn"),
        Err(AppError::KeyInFlight) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(visit.go("/my/request"))
}
