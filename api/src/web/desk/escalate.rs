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
    app::{
        AppError, Conflict, Once,
        reviews::{EscalationBody, ReviewDetailView},
    },
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
    let mut done = send(visit, &once, id, body.clone()).await;
    if typed.retake && matches!(done, Err(AppError::Conflict(Conflict::LeaseLost))) {
        done = match visit.app.claim_item(&visit.caller, None, id).await {
            Ok(_) => send(visit, &once, id, body).await,
            Err(error) => Err(error),
        };
    }
    match done {
        Ok(_) => {
            visit.session.say("desk-handed-on");
            take::next(visit).await
        }
        Err(AppError::Invalid(errors)) => {
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

async fn send(
    visit: &Visit,
    once: &Once,
    id: ReviewItemId,
    body: EscalationBody,
) -> Result<ReviewDetailView, AppError> {
    visit
        .app
        .escalate_item(&visit.caller, Some(once), id, body)
        .await
}

/// An error at its field on the page, where a decision has a note of its own.
fn on_page(error: FieldError) -> FieldError {
    if error.pointer == "/note" {
        FieldError {
            pointer: "/escalation_note".to_owned(),
            ..error
        }
    } else {
        error
    }
}
