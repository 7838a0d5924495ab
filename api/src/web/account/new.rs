//! A new account: the address first, and a password once the mail has arrived.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::Query};
use askama::Template;
use punte_core::sensitive::Sensitive;
use serde::Deserialize;

use super::{
    link::{self, Link, LinkPage},
    sign_in::{Asked, own_path, with_next},
};
use crate::{
    app::{AppError, Conflict},
    problem::Fault,
    web::{errors::Errors, form::Form, frame::Frame, visit::Visit},
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
    let caller = link::nobody(&visit);
    let once = form.once(&caller, "create_account");
    let New { email, next } = form.value;
    let next = own_path(&next);
    match visit
        .app
        .ask_for_account(&caller, Some(&once), &email)
        .await
    {
        Ok(()) => {
            visit.session.say("link-sent");
            Ok(visit.go(&with_next("/account/confirm", next)))
        }
        Err(AppError::Invalid(errors)) => {
            let page = NewPage {
                f: visit.frame.clone(),
                errors: Errors(errors),
                email: &email,
                next,
            };
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

#[get("/account/confirm")]
pub(super) async fn ask_code(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let page = LinkPage::new(
        &visit,
        "confirm",
        "",
        own_path(&asked.next),
        Errors::default(),
    );
    visit.show(&page)
}

/// Makes the account, and signs in on this browser: whoever is here read the mail and chose the password.
#[post("/account/confirm")]
pub(super) async fn confirm(mut visit: Visit, form: Form<Link>) -> Result<HttpResponse, Fault> {
    let caller = link::nobody(&visit);
    let once = form.once(&caller, "confirm_account");
    let Link {
        code,
        password,
        next,
    } = form.value;
    let next = own_path(&next);
    let made = visit
        .app
        .confirm_account(
            &caller,
            Some(&once),
            &code,
            Sensitive::new(password),
            visit.origin,
        )
        .await;
    match made {
        Ok(account) => {
            visit.enter(account.id, None).await?;
            visit.session.say("account-made");
            // Whoever makes an account has something to offer, or was sent by the page that they come back to.
            Ok(visit.go(if next.is_empty() {
                "/provider/new"
            } else {
                next
            }))
        }
        // Somebody else made one of this address in this very moment: who has the code can have a new password, too.
        Err(AppError::Conflict(Conflict::EmailTaken)) => Ok(visit.go("/account/sign-in")),
        Err(AppError::Invalid(errors)) => {
            let page = LinkPage::new(&visit, "confirm", &code, next, Errors(errors));
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
