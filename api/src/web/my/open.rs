//! Opening a request with its code.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use serde::Deserialize;

use crate::{
    app::AppError,
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
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[get("/my")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    visit.show(&OpenPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        code: "",
    })
}

#[post("/my")]
pub(super) async fn answer(mut visit: Visit, form: Form<Code>) -> Result<HttpResponse, Fault> {
    match visit.app.find_request_by_code(&form.value.code).await {
        Ok(request) => {
            visit.session.request = Some(request);
            visit.session.become_new();
            Ok(visit.go("/my/request"))
        }
        Err(AppError::Invalid(errors)) => {
            let page = OpenPage {
                f: visit.frame.clone(),
                errors: Errors(errors),
                code: &form.value.code,
            };
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
