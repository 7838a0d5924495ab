//! What is held about an account: to take along, or to have erased.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{error::FieldError, sensitive::Sensitive};
use serde::Deserialize;

use crate::{
    app::{AppError, Conflict},
    problem::Fault,
    web::{errors::Errors, form::Form, frame::Frame, my::file, visit::Visit},
};

#[derive(Template)]
#[template(path = "account/data.html")]
struct DataPage {
    f: Rc<Frame>,
    errors: Errors,
}

#[get("/account/data")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    visit.app.own_account(&visit.anybody()).await?;
    let page = DataPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
    };
    visit.show(&page)
}

#[get("/account/data/export")]
pub(super) async fn export(visit: Visit) -> Result<HttpResponse, Fault> {
    Ok(file(&visit.app.export_account(&visit.anybody()).await?))
}

#[derive(Deserialize)]
struct Erasure {
    password: String,
}

#[post("/account/erase")]
pub(super) async fn erase(mut visit: Visit, form: Form<Erasure>) -> Result<HttpResponse, Fault> {
    let password = Sensitive::new(form.value.password);
    let errors = match visit.app.erase_account(&visit.anybody(), password).await {
        Ok(()) => {
            visit.session.account = None;
            visit.session.become_new();
            visit.session.say("account-erased");
            return Ok(visit.go(""));
        }
        Err(AppError::Invalid(errors)) => errors,
        Err(AppError::Conflict(
            why @ (Conflict::AdministratorNeeded
            | Conflict::LastAdministrator
            | Conflict::UnderReview
            | Conflict::StillHelping),
        )) => {
            vec![FieldError::new("/password", why.code())]
        }
        Err(error) => return Err(error.into()),
    };
    let page = DataPage {
        f: visit.frame.clone(),
        errors: Errors(errors),
    };
    visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
