//! Opening a request with its code.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use serde::Deserialize;

use crate::{
    app::{AppError, drafts::Opened},
    problem::Fault,
    web::{
        form::Form,
        frame::{Errors, Frame},
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "my/open.html")]
struct OpenPage<'a> {
    f: Rc<Frame>,
    errors: Errors,
    code: &'a str,
    /// To the request that is open on this phone.
    way: Option<&'a str>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

fn way(visit: &Visit) -> Option<&'static str> {
    match (visit.session.request(), visit.session.draft) {
        (Some(_), _) => Some("/my/request"),
        (None, Some(_)) => Some("/ask/stopped"),
        (None, None) => None,
    }
}

#[get("/my")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let page = OpenPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        code: "",
        way: way(&visit),
    };
    visit.show(&page)
}

#[post("/my")]
pub(super) async fn answer(mut visit: Visit, form: Form<Code>) -> Result<HttpResponse, Fault> {
    match visit.app.open_by_code(&form.value.code, visit.origin).await {
        Ok(opened) => {
            let to = match opened {
                Opened::Draft(draft) => {
                    visit.close_request().await?;
                    visit.session.draft = Some(draft);
                    let draft = visit.app.read_draft(draft).await?;
                    // A code can be handed out by somebody who wants to read what others answer.
                    visit.session.say("ask-opened");
                    super::super::ask::goes_on(&visit, &draft)
                }
                Opened::Request(request, draft) => {
                    visit.open_request(request, draft).await?;
                    "/my/request".to_owned()
                }
            };
            visit.session.become_new();
            Ok(visit.go(&to))
        }
        Err(AppError::Invalid(errors)) => {
            let page = OpenPage {
                f: visit.frame.clone(),
                errors: Errors(errors),
                code: &form.value.code,
                way: way(&visit),
            };
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
