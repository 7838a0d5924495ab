//! The PIN of a request: set, changed, taken away; and shown, for what takes one, then back to where one was.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::Query};
use askama::Template;
use punte_core::sensitive::Sensitive;
use serde::Deserialize;

use crate::{
    app::AppError,
    problem::Fault,
    web::{
        account::{Asked, own_path},
        form::Form,
        frame::{Errors, Frame},
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "my/pin.html")]
struct PinPage {
    f: Rc<Frame>,
    errors: Errors,
    /// Whether one is set.
    is_set: bool,
}

#[derive(Template)]
#[template(path = "my/pin_show.html")]
struct ShowPage<'a> {
    f: Rc<Frame>,
    errors: Errors,
    next: &'a str,
}

#[derive(Deserialize)]
struct Pin {
    #[serde(default)]
    pin: String,
    #[serde(default)]
    next: String,
}

async fn page(
    visit: &mut Visit,
    status: StatusCode,
    errors: Errors,
) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let page = PinPage {
        f: visit.frame.clone(),
        errors,
        is_set: visit.app.pin_is_set(&household, id).await?,
    };
    visit.show_as(status, &page)
}

#[get("/my/pin")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    page(&mut visit, StatusCode::OK, Errors::default()).await
}

#[post("/my/pin")]
pub(super) async fn set(mut visit: Visit, form: Form<Pin>) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let pin = Sensitive::new(form.value.pin.trim().to_owned());
    match visit.app.set_pin(&household, id, pin).await {
        Ok(()) => {
            visit.session.say("pin-set");
            Ok(visit.go("/my/data"))
        }
        Err(AppError::Invalid(errors)) => {
            page(&mut visit, StatusCode::UNPROCESSABLE_ENTITY, Errors(errors)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes it away: one box on the page of it, so that a form leads back there.
#[post("/my/pin/off")]
pub(super) async fn remove(mut visit: Visit, _form: Form<Pin>) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    match visit.app.remove_pin(&household, id).await {
        Ok(()) => {
            visit.session.say("pin-removed");
            Ok(visit.go("/my/data"))
        }
        Err(AppError::PinNeeded) => Ok(visit.go("/my/pin/show?next=/my/pin")),
        Err(error) => Err(error.into()),
    }
}

#[get("/my/pin/show")]
pub(super) async fn ask_shown(
    mut visit: Visit,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    visit.own_request()?;
    let page = ShowPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        next: own_path(&asked.next),
    };
    visit.show(&page)
}

#[post("/my/pin/show")]
pub(super) async fn show(mut visit: Visit, form: Form<Pin>) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let Pin { pin, next } = form.value;
    let next = own_path(&next);
    let pin = Sensitive::new(pin.trim().to_owned());
    match visit.app.show_pin(&household, id, pin).await {
        Ok(()) => {
            visit.session.say("pin-shown");
            let next = if next.is_empty() { "/my/request" } else { next };
            Ok(visit.go(next))
        }
        Err(AppError::Invalid(errors)) => {
            let page = ShowPage {
                f: visit.frame.clone(),
                errors: Errors(errors),
                next,
            };
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
