//! The second half of signing in: a code of the authenticator app, or a recovery code. The password is known to have been right.

use std::rc::Rc;

use actix_web::{
    HttpResponse, get,
    http::StatusCode,
    post,
    web::{Data, Query},
};
use askama::Template;
use serde::Deserialize;

use super::sign_in::{Asked, go_on, own_path, with_next};
use crate::{
    app::AppError,
    demo::DemoView,
    problem::Fault,
    web::{errors::Errors, form::Form, frame::Frame, visit::Visit},
};

/// The page that asks for a code.
#[derive(Template)]
#[template(path = "account/code.html")]
struct CodePage<'a> {
    f: Rc<Frame>,
    errors: Errors,
    next: &'a str,
    /// What the app of the demo's staff shows now.
    demo: Option<String>,
}

impl<'a> CodePage<'a> {
    /// The page, with what was wrong.
    fn new(visit: &Visit, demo: &DemoView, next: &'a str, errors: Errors) -> Self {
        Self {
            f: visit.frame.clone(),
            errors,
            next,
            demo: demo.staff_code(visit.app.now()),
        }
    }
}

/// A code.
#[derive(Deserialize)]
pub(super) struct Code {
    /// As it was typed.
    pub code: String,
    /// Where to go afterwards.
    #[serde(default)]
    pub next: String,
}

#[get("/account/code")]
pub(super) async fn ask(
    mut visit: Visit,
    demo: Data<DemoView>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let next = own_path(&asked.next);
    if visit.session.halfway(visit.app.now()).is_none() {
        return Ok(visit.go(&with_next("/account/sign-in", next)));
    }
    let page = CodePage::new(&visit, &demo, next, Errors::default());
    visit.show(&page)
}

#[post("/account/code")]
pub(super) async fn answer(
    mut visit: Visit,
    demo: Data<DemoView>,
    form: Form<Code>,
) -> Result<HttpResponse, Fault> {
    let next = own_path(&form.value.next);
    match visit.sign_in_with(&form.value.code).await {
        Ok(session) => go_on(&visit, session, next).await,
        // It took too long: the password is asked again.
        Err(AppError::Unauthenticated) => Ok(visit.go(&with_next("/account/sign-in", next))),
        Err(AppError::Invalid(errors)) => {
            let page = CodePage::new(&visit, &demo, next, Errors(errors));
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
