//! Showing the second factor again, for what takes one of the last five minutes; then on to where one was, or on with the form that was sent.

use std::rc::Rc;

use actix_web::{
    HttpResponse, get,
    http::StatusCode,
    post,
    web::{Data, Query},
};
use askama::Template;
use punte_core::policy::Actor;

use super::sign_in::Asked;
use crate::{
    app::AppError,
    demo::DemoView,
    problem::Fault,
    web::{
        errors::Errors,
        form::Form,
        frame::Frame,
        proof::{After, Proof},
        visit::Visit,
    },
};

/// The page that asks for it.
#[derive(Template)]
#[template(path = "account/step_up.html")]
pub struct StepUpPage {
    f: Rc<Frame>,
    errors: Errors,
    after: After,
    /// What the app of the demo's staff shows now.
    demo: Option<String>,
}

impl StepUpPage {
    /// The page, with what comes then and what was wrong.
    pub fn new(visit: &Visit, demo: &DemoView, after: After, errors: Errors) -> Self {
        Self {
            f: visit.frame.clone(),
            errors,
            after,
            demo: demo.staff_code(visit.app.now()),
        }
    }
}

#[get("/account/step-up")]
pub(super) async fn ask(
    mut visit: Visit,
    demo: Data<DemoView>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    if !matches!(visit.caller.actor, Actor::Account { .. }) {
        return Err(AppError::Unauthenticated.into());
    }
    let after = After::page(&asked.next);
    let page = StepUpPage::new(&visit, &demo, after, Errors::default());
    visit.show(&page)
}

#[post("/account/step-up")]
pub(super) async fn answer(
    mut visit: Visit,
    demo: Data<DemoView>,
    form: Form<Proof>,
) -> Result<HttpResponse, Fault> {
    let Proof { typed, after } = form.value;
    match visit.app.show_factor(&visit.caller, &typed).await {
        Ok(()) => {
            visit.session.say("stepped-up");
            Ok(after.go(&visit))
        }
        Err(AppError::Invalid(errors)) => {
            let page = StepUpPage::new(&visit, &demo, after, Errors(errors));
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
