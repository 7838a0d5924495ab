//! A new account.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::Query};
use askama::Template;
use punte_core::{error::FieldError, sensitive::Sensitive};
use serde::Deserialize;

use super::sign_in::{Asked, own_path};
use crate::{
    app::{AppError, Conflict, accounts::SignUp},
    problem::Fault,
    web::{
        form::Form,
        frame::{Errors, Frame},
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "account/new.html")]
struct NewPage<'a> {
    f: Rc<Frame>,
    errors: Errors,
    email: &'a str,
    next: &'a str,
}

#[derive(Deserialize)]
struct New {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

#[get("/account/new")]
pub(super) async fn ask(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    visit.show(&NewPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        email: "",
        next: own_path(&asked.next),
    })
}

#[post("/account/new")]
pub(super) async fn answer(mut visit: Visit, form: Form<New>) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "create_account");
    let New {
        email,
        password,
        next,
    } = form.value;
    let next = own_path(&next);
    let new = SignUp {
        email: email.clone(),
        password: Sensitive::new(password.clone()),
        locale: visit.frame.locale,
    };
    let errors = match visit.app.sign_up(&visit.caller, Some(&once), new).await {
        Ok(_) => {
            visit
                .sign_in(&email, Sensitive::new(password), None)
                .await?;
            visit.session.say("account-made");
            return Ok(visit.go(next));
        }
        Err(AppError::Invalid(errors)) => errors,
        Err(AppError::Conflict(Conflict::EmailTaken)) => {
            vec![FieldError::new("/email", "email-taken")]
        }
        Err(error) => return Err(error.into()),
    };
    let page = NewPage {
        f: visit.frame.clone(),
        errors: Errors(errors),
        email: &email,
        next,
    };
    visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
