//! Stopping the offer of a page that was looked at again, with what was answered there.

use actix_web::{HttpResponse, http::StatusCode};
use punte_core::id::ReviewItemId;

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

/// Stops the offer, says so, and goes on to the next item.
pub async fn stop(
    visit: &mut Visit,
    id: ReviewItemId,
    form: &Form<Vec<(String, String)>>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let done = match typed.suspension() {
        Ok(body) => {
            let once = form.once(&visit.caller, "suspend_offer");
            let offer = visit
                .app
                .read_review(&visit.caller, id)
                .await?
                .item
                .offer_id;
            let (app, caller) = (&visit.app, &visit.caller);
            app.suspend_offer(caller, Some(&once), offer, body).await
        }
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match done {
        Ok(_) => {
            visit.session.say("desk-stopped");
            take::next(visit).await
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
