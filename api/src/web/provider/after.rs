//! How it was, for the provider.

use actix_web::{HttpResponse, get, http::StatusCode, post};
use punte_core::{booking::Side, id::MatchId, message::Thread};

use super::proposal::one;
use crate::{
    app::AppError,
    extract::PathId,
    problem::Fault,
    web::{
        feedback::{FeedbackPage, Sent},
        form::Form,
        messages::{self, Place, Written},
        visit::Visit,
    },
};

fn home(id: MatchId) -> String {
    format!("/provider/matches/{id}")
}

#[get("/provider/matches/{id}/feedback")]
pub(super) async fn ask(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
) -> Result<HttpResponse, Fault> {
    let asked = one(&visit, id).await?;
    if !asked.view.feedback_open {
        return Ok(visit.go(&home(id)));
    }
    let page = FeedbackPage::new(visit.frame.clone(), home(id), Sent::default(), Vec::new());
    visit.show(&page)
}

#[post("/provider/matches/{id}/feedback")]
pub(super) async fn answer(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
    form: Form<Sent>,
) -> Result<HttpResponse, Fault> {
    one(&visit, id).await?;
    let (app, caller) = (visit.app.clone(), visit.caller.clone());
    let once = form.once(&caller, "give_feedback");
    let said = match form.value.draft() {
        Ok(draft) => app.give_feedback(&caller, Some(&once), id, draft).await,
        Err(errors) => Err(errors.into()),
    };
    match said {
        Ok(_) => {
            visit.session.say("after-feedback");
            Ok(visit.go(&home(id)))
        }
        Err(AppError::Invalid(errors)) => {
            let page = FeedbackPage::new(visit.frame.clone(), home(id), form.value, errors);
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Where the provider writes.
async fn place(visit: &Visit, id: MatchId) -> Result<Place, Fault> {
    one(visit, id).await?;
    Ok(Place {
        side: Side::Provider,
        caller: visit.caller.clone(),
        page: format!("{}/messages", home(id)),
        back: home(id),
        title: None,
    })
}

#[get("/provider/matches/{id}/messages")]
pub(super) async fn show_messages(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
) -> Result<HttpResponse, Fault> {
    let place = place(&visit, id).await?;
    messages::show(&mut visit, place, Thread::Match(id)).await
}

#[post("/provider/matches/{id}/messages")]
pub(super) async fn send_message(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    let place = place(&visit, id).await?;
    messages::send(&mut visit, place, Thread::Match(id), form).await
}
