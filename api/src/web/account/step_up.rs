//! Showing the second factor again, for what takes one of the last five minutes; then back to where one was.

use actix_web::{
    HttpResponse, get,
    http::StatusCode,
    post,
    web::{Data, Query},
};
use punte_core::policy::Actor;

use super::{
    code::{Code, CodePage},
    sign_in::{Asked, own_path},
};
use crate::{
    app::AppError,
    demo::DemoView,
    problem::Fault,
    web::{form::Form, frame::Errors, visit::Visit},
};

#[get("/account/step-up")]
pub(super) async fn ask(
    mut visit: Visit,
    demo: Data<DemoView>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    if !matches!(visit.caller.actor, Actor::Account { .. }) {
        return Err(AppError::Unauthenticated.into());
    }
    let next = own_path(&asked.next);
    let page = CodePage::new(&visit, &demo, "step-up", next, Errors::default());
    visit.show(&page)
}

#[post("/account/step-up")]
pub(super) async fn answer(
    mut visit: Visit,
    demo: Data<DemoView>,
    form: Form<Code>,
) -> Result<HttpResponse, Fault> {
    let next = own_path(&form.value.next);
    match visit.app.show_factor(&visit.caller, &form.value.code).await {
        Ok(()) => {
            visit.session.say("stepped-up");
            Ok(visit.go(next))
        }
        Err(AppError::Invalid(errors)) => {
            let page = CodePage::new(&visit, &demo, "step-up", next, Errors(errors));
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
