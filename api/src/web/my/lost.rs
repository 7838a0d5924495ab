//! A code that was lost: the address first, another code once the mail has arrived. And what the short number tells.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::policy::Actor;
use serde::Deserialize;

use super::card::CardPage;
use crate::{
    app::{AppError, Caller},
    problem::Fault,
    web::{errors::Errors, form::Form, frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "my/lost.html")]
struct LostPage<'a> {
    f: Rc<Frame>,
    errors: Errors,
    email: &'a str,
}

#[derive(Template)]
#[template(path = "my/renew.html")]
struct RenewPage<'a> {
    f: Rc<Frame>,
    errors: Errors,
    code: &'a str,
}

#[derive(Template)]
#[template(path = "my/number.html")]
struct NumberPage<'a> {
    f: Rc<Frame>,
    errors: Errors,
    number: &'a str,
    /// Where the request stands, once it was asked.
    state: Option<String>,
}

#[derive(Deserialize)]
struct Lost {
    email: String,
}

#[derive(Deserialize)]
struct Renew {
    code: String,
}

#[derive(Deserialize)]
struct Number {
    number: String,
}

/// Whoever lost a code acts for nobody, whatever is open on this phone.
fn nobody(visit: &Visit) -> Caller {
    Caller {
        actor: Actor::Visitor,
        locale: visit.frame.locale,
    }
}

#[get("/my/lost")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    visit.show(&LostPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        email: "",
    })
}

#[post("/my/lost")]
pub(super) async fn answer(mut visit: Visit, form: Form<Lost>) -> Result<HttpResponse, Fault> {
    let caller = nobody(&visit);
    let once = form.once(&caller, "request_code");
    let Lost { email } = form.value;
    match visit.app.ask_for_code(&caller, Some(&once), &email).await {
        Ok(()) => {
            visit.session.say("code-sent");
            Ok(visit.go("/my/renew"))
        }
        Err(AppError::Invalid(errors)) => {
            let page = LostPage {
                f: visit.frame.clone(),
                errors: Errors(errors),
                email: &email,
            };
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

#[get("/my/renew")]
pub(super) async fn ask_code(mut visit: Visit) -> Result<HttpResponse, Fault> {
    visit.show(&RenewPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        code: "",
    })
}

/// Shows the card with the new code, this once, and opens the request on this phone.
#[post("/my/renew")]
pub(super) async fn renew(mut visit: Visit, form: Form<Renew>) -> Result<HttpResponse, Fault> {
    let caller = nobody(&visit);
    let once = form.once(&caller, "renew_code");
    let Renew { code } = form.value;
    match visit
        .app
        .renew_code(&caller, Some(&once), &code, visit.origin)
        .await
    {
        Ok(view) => {
            visit.open_request(view.request_id, None).await?;
            visit.session.become_new();
            let page = CardPage::new(&visit, view.tracking_code, Some(view.number), "/my/request");
            visit.show(&page)
        }
        Err(AppError::Invalid(errors)) => {
            let page = RenewPage {
                f: visit.frame.clone(),
                errors: Errors(errors),
                code: &code,
            };
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

#[get("/my/number")]
pub(super) async fn ask_number(mut visit: Visit) -> Result<HttpResponse, Fault> {
    visit.show(&NumberPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        number: "",
        state: None,
    })
}

#[post("/my/number")]
pub(super) async fn tell(mut visit: Visit, form: Form<Number>) -> Result<HttpResponse, Fault> {
    let Number { number } = form.value;
    let (status, errors, state) = match visit.app.state_by_number(&number, visit.origin).await {
        Ok(view) => (StatusCode::OK, Vec::new(), Some(view.state)),
        Err(AppError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors, None),
        Err(error) => return Err(error.into()),
    };
    let page = NumberPage {
        f: visit.frame.clone(),
        errors: Errors(errors),
        number: &number,
        state,
    };
    visit.show_as(status, &page)
}
