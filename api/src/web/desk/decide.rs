//! Deciding on the item of a page.

use actix_web::{HttpResponse, http::StatusCode};
use punte_core::{id::ReviewItemId, verification::Decision};

use super::{
    item::{Around, page, trouble_of},
    take,
    typed::Typed,
};
use crate::{
    app::AppError,
    problem::Fault,
    web::{form::Form, visit::Visit},
};

/// Decides, says so, and goes on to the next item.
pub async fn decide(
    visit: &mut Visit,
    id: ReviewItemId,
    form: &Form<Vec<(String, String)>>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let body = match typed.decision() {
        Ok(decision) => decision,
        Err(errors) => {
            // Asked before anything is looked up, but never of somebody who may not see the item.
            let around = Around {
                errors,
                typed,
                ..Around::default()
            };
            return page(visit, id, StatusCode::UNPROCESSABLE_ENTITY, around).await;
        }
    };
    let decision = body.decision;
    let once = form.once(&visit.caller, "decide_review_item");
    let (app, caller) = (&visit.app, &visit.caller);
    let send = || app.decide(caller, Some(&once), id, body.clone());
    let done = take::held(visit, id, typed.retake, send).await;
    match done {
        Ok(item) => {
            visit.session.say(match decision {
                Decision::Approve if item.is_recheck() => "desk-rechecked",
                Decision::Approve if item.state == "open" => "desk-approved-first",
                Decision::Approve => "desk-approved",
                Decision::RequestChanges => "desk-changes-asked",
                Decision::Reject => "desk-rejected",
            });
            if typed.then == "queue" {
                Ok(visit.go("/desk"))
            } else {
                take::next(visit).await
            }
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

/// Says why nothing was decided, beside what was typed. Where the provider changed the offer meanwhile, the new version is shown with what
/// is different in it: everything typed stays, but whether to approve is said again by whoever has seen that.
pub(super) async fn refused(
    visit: &mut Visit,
    id: ReviewItemId,
    error: AppError,
    mut typed: Typed,
) -> Result<HttpResponse, Fault> {
    let Some(trouble) = trouble_of(&error) else {
        return Err(error.into());
    };
    let (id, newer) = match error {
        AppError::Newer(newer) => {
            typed.decision.clear();
            (newer.item, Some(newer))
        }
        _ => (id, None),
    };
    let around = Around {
        trouble: Some(trouble),
        typed,
        newer,
        ..Around::default()
    };
    page(visit, id, StatusCode::CONFLICT, around).await
}
