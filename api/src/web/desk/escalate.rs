//! Handing the item of a page to somebody else who checks.

use actix_web::{HttpResponse, http::StatusCode};
use punte_core::{error::FieldError, id::ReviewItemId};

use super::{
    decide::refused,
    item::{Around, page},
    take,
    typed::Typed,
};
use crate::{
    app::AppError,
    problem::Fault,
    web::{form::Form, visit::Visit},
};

/// Hands the item on, says so, and goes on to the next one.
pub async fn escalate(
    visit: &mut Visit,
    id: ReviewItemId,
    form: &Form<Vec<(String, String)>>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let body = match typed.escalation() {
        Ok(body) => body,
        Err(errors) => {
            let around = Around {
                errors,
                typed,
                ..Around::default()
            };
            return page(visit, id, StatusCode::UNPROCESSABLE_ENTITY, around).await;
        }
    };
    let once = form.once(&visit.caller, "escalate_review_item");
    let (app, caller) = (&visit.app, &visit.caller);
    let send = || app.escalate_item(caller, Some(&once), id, body.clone());
    let done = take::held(visit, id, typed.retake, send).await;
    match done {
        Ok(_) => {
            visit.session.say("desk-handed-on");
            take::next(visit).await
        }
        Err(AppError::Invalid(errors)) => {
            // A decision has a note of its own.
            let on_page = |error: FieldError| error.moved("/note", "/escalation_note");
            let errors = errors.into_iter().map(on_page).collect();
            let around = Around {
                errors,
                typed,
                ..Around::default()
            };
            page(visit, id, StatusCode::UNPROCESSABLE_ENTITY, around).await
        }
        Err(error) => refused(visit, id, error, typed).await,
    }
}
