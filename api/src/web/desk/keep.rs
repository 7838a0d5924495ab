//! Keeping what was answered to the checklist of the item of a page, to decide later.

use actix_web::{HttpResponse, http::StatusCode};
use punte_core::id::ReviewItemId;

use super::{
    decide::refused,
    item::{Around, page},
    typed::Typed,
};
use crate::{app::AppError, problem::Fault, web::visit::Visit};

/// Keeps the answers, says so, and goes back to the queue: the item stays in the moderator's hands for the rest of its time.
pub async fn keep(
    visit: &mut Visit,
    id: ReviewItemId,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let done = match typed.to_keep() {
        Ok(body) => visit.app.keep_answers(&visit.caller, id, &body).await,
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match done {
        Ok(_) => {
            visit.session.say("desk-answers-kept");
            Ok(visit.go("/desk"))
        }
        Err(AppError::Invalid(errors)) => {
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
