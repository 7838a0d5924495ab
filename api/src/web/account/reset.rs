//! A password that was forgotten: the address first, and another password once the mail has arrived.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::sensitive::Sensitive;
use serde::Deserialize;

use super::link::{self, Link, LinkPage};
use crate::{
    app::AppError,
    problem::Fault,
    web::{errors::Errors, form::Form, frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "account/forgot.html")]
struct ForgotPage<'a> {
    f: Rc<Frame>,
    errors: Errors,
    email: &'a str,
}

#[derive(Deserialize)]
struct Forgot {
    email: String,
}

#[get("/account/forgot")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    visit.show(&ForgotPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        email: "",
    })
}

#[post("/account/forgot")]
pub(super) async fn answer(mut visit: Visit, form: Form<Forgot>) -> Result<HttpResponse, Fault> {
    let caller = link::nobody(&visit);
    let once = form.once(&caller, "request_password_reset");
    let Forgot { email } = form.value;
    match visit.app.ask_for_reset(&caller, Some(&once), &email).await {
        Ok(()) => {
            visit.session.say("reset-sent");
            Ok(visit.go("/account/reset"))
        }
        Err(AppError::Invalid(errors)) => {
            let page = ForgotPage {
                f: visit.frame.clone(),
                errors: Errors(errors),
                email: &email,
            };
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

#[get("/account/reset")]
pub(super) async fn ask_code(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let page = LinkPage::new(&visit, "reset", "", "", Errors::default());
    visit.show(&page)
}

/// Changes the password. One signs in with it, and with the second factor that is set.
#[post("/account/reset")]
pub(super) async fn change(mut visit: Visit, form: Form<Link>) -> Result<HttpResponse, Fault> {
    let caller = link::nobody(&visit);
    let once = form.once(&caller, "reset_password");
    let Link { code, password, .. } = form.value;
    let changed = visit
        .app
        .reset_password(
            &caller,
            Some(&once),
            &code,
            Sensitive::new(password),
            visit.origin,
        )
        .await;
    match changed {
        Ok(()) => {
            visit.session.say("password-reset");
            Ok(visit.go("/account/sign-in"))
        }
        Err(AppError::Invalid(errors)) => {
            let page = LinkPage::new(&visit, "reset", &code, "", Errors(errors));
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
