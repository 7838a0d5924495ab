//! The PIN of a request: set, changed, taken away; and shown, for what takes one, then on to where one was, or on with the form that was sent.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::Query};
use askama::Template;
use punte_core::{error::FieldError, sensitive::Sensitive};
use serde::Deserialize;

use crate::{
    app::AppError,
    problem::Fault,
    web::{
        account::Asked,
        errors::Errors,
        form::Form,
        frame::Frame,
        proof::{After, Proof},
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

/// The page that asks for it.
#[derive(Template)]
#[template(path = "my/pin_show.html")]
pub struct ShowPinPage {
    f: Rc<Frame>,
    errors: Errors,
    after: After,
}

impl ShowPinPage {
    /// The page, with what comes then and what was wrong.
    pub fn new(visit: &Visit, after: After, errors: Errors) -> Self {
        Self {
            f: visit.frame.clone(),
            errors,
            after,
        }
    }
}

#[derive(Deserialize)]
struct Pin {
    #[serde(default)]
    pin: String,
    /// The same once more: a slip would shut its household out.
    #[serde(default)]
    again: String,
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
    let Pin { pin, again } = form.value;
    if pin.trim() != again.trim() {
        let errors = vec![FieldError::new("/again", "pin-again")];
        return page(&mut visit, StatusCode::UNPROCESSABLE_ENTITY, Errors(errors)).await;
    }
    let pin = Sensitive::new(pin.trim().to_owned());
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

/// Takes it away.
#[post("/my/pin/off")]
pub(super) async fn remove(mut visit: Visit, _form: Form<Pin>) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    visit.app.remove_pin(&household, id).await?;
    visit.session.say("pin-removed");
    Ok(visit.go("/my/data"))
}

#[get("/my/pin/show")]
pub(super) async fn ask_shown(
    mut visit: Visit,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    visit.own_request()?;
    let page = ShowPinPage::new(&visit, After::page(&asked.next), Errors::default());
    visit.show(&page)
}

#[post("/my/pin/show")]
pub(super) async fn show(mut visit: Visit, form: Form<Proof>) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let Proof { typed, mut after } = form.value;
    let pin = Sensitive::new(typed.trim().to_owned());
    match visit.app.show_pin(&household, id, pin).await {
        Ok(()) => {
            visit.session.say("pin-shown");
            if after.next.is_empty() {
                after = After::page("/my/request");
            }
            Ok(after.go(&visit))
        }
        Err(AppError::Invalid(errors)) => {
            let page = ShowPinPage::new(&visit, after, Errors(errors));
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
