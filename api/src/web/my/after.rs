//! After both agreed, for the household: steps, how they are, how it was, and looking for what comes next.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use jiff::civil::Date;
use punte_core::{
    aftercare::Step,
    booking::{MatchState, Side},
    check_in::{CheckIn, CheckInAnswer},
    error::FieldError,
    id::{MatchId, NeedId},
    message::Thread,
    period::Period,
};
use serde::Deserialize;

use super::need::own;
use crate::{
    app::{
        AppError,
        matches::{CheckInBody, MoveOnBody, StepBody},
        requests::NeedView,
    },
    extract::PathId,
    problem::Fault,
    web::{
        day::read_day,
        errors::Errors,
        feedback::{FeedbackPage, Sent},
        form::Form,
        frame::Frame,
        messages::{self, Place, Written},
        report,
        visit::Visit,
    },
};

#[derive(Deserialize)]
struct Taken {
    version: i64,
    step: String,
}

#[post("/my/matches/{id}/step")]
pub(super) async fn take_step(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
    form: Form<Taken>,
) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    let once = form.once(&household, "take_match_step");
    let step = Step::from_name(&form.value.step)
        .ok_or_else(|| Fault::BadRequest(FieldError::new("/step", "unknown-value")))?;
    let (version, body) = (form.value.version, StepBody { step });
    let taken = visit
        .app
        .take_step(&household, Some(&once), id, version, body)
        .await;
    match taken {
        Ok(m) => visit.session.say(match step {
            Step::Confirm => "after-confirm",
            Step::Start => "after-start",
            Step::Complete if m.state == MatchState::Completed => "after-complete",
            Step::Complete => "after-asked",
            Step::NotOver => "after-not-over",
            Step::NoShow => "after-no-show",
        }),
        Err(AppError::KeyInFlight) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(visit.go(&format!("/my/matches/{id}")))
}

#[derive(Deserialize)]
struct Checked {
    kind: String,
    answer: String,
}

/// One tap. "Not safe" shows the code of the report and whom to call, at once.
#[post("/my/matches/{id}/check-in")]
pub(super) async fn answer_check_in(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
    form: Form<Checked>,
) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    let once = form.once(&household, "answer_check_in");
    let unknown = |pointer| Fault::BadRequest(FieldError::new(pointer, "unknown-value"));
    let kind = CheckIn::from_name(&form.value.kind).ok_or_else(|| unknown("/kind"))?;
    let answer = CheckInAnswer::from_name(&form.value.answer).ok_or_else(|| unknown("/answer"))?;
    let body = CheckInBody { kind, answer };
    let checked = visit
        .app
        .answer_check_in(&household, Some(&once), id, body)
        .await?;
    if let Some(made) = checked.report {
        return report::done(&mut visit, made);
    }
    visit.session.say(match answer {
        CheckInAnswer::Over | CheckInAnswer::MovedOn => "after-over",
        CheckInAnswer::Looking | CheckInAnswer::HadToLeave => "after-looking",
        CheckInAnswer::Well | CheckInAnswer::StillThere | CheckInAnswer::NotSafe => "after-well",
    });
    Ok(visit.go(&format!("/my/matches/{id}")))
}

fn home(id: MatchId) -> String {
    format!("/my/matches/{id}")
}

#[get("/my/matches/{id}/feedback")]
pub(super) async fn ask_feedback(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
) -> Result<HttpResponse, Fault> {
    let m = visit.app.read_match(&visit.household()?, id).await?;
    if !m.feedback_open {
        return Ok(visit.go(&home(id)));
    }
    let page = FeedbackPage::new(visit.frame.clone(), home(id), Sent::default(), Vec::new());
    visit.show(&page)
}

#[post("/my/matches/{id}/feedback")]
pub(super) async fn give_feedback(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
    form: Form<Sent>,
) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    let once = form.once(&household, "give_feedback");
    let said = match form.value.draft() {
        Ok(draft) => {
            visit
                .app
                .give_feedback(&household, Some(&once), id, draft)
                .await
        }
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

#[derive(Template)]
#[template(path = "my/again.html")]
struct AgainPage {
    f: Rc<Frame>,
    errors: Errors,
    need: NeedView,
    from: String,
    to: String,
    problem: Option<&'static str>,
}

#[derive(Default, Deserialize)]
struct Days {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

#[get("/my/needs/{id}/again")]
pub(super) async fn ask_again(
    mut visit: Visit,
    PathId(id): PathId<NeedId>,
) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    let (_, need) = own(&visit, &household, id).await?;
    // The next home begins where this one ends.
    let today = visit.app.today();
    let from = need.need.dates.map(|d| d.to().max(today).to_string());
    let page = AgainPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        from: from.unwrap_or_default(),
        to: String::new(),
        problem: None,
        need,
    };
    visit.show(&page)
}

/// The days that were written, where the need has days.
fn days(need: &NeedView, sent: &Days, today: Date) -> Result<MoveOnBody, Vec<FieldError>> {
    if need.need.dates.is_none() {
        return Ok(MoveOnBody { dates: None });
    }
    let day = |text: &str, pointer| {
        let code = if text.trim().is_empty() {
            "required"
        } else {
            "written-day"
        };
        read_day(text, today).ok_or_else(|| FieldError::new(pointer, code))
    };
    match (day(&sent.from, "/dates/from"), day(&sent.to, "/dates")) {
        (Ok(from), Ok(to)) => Period::new(from, to)
            .map(|dates| MoveOnBody { dates: Some(dates) })
            .map_err(|_e| vec![FieldError::new("/dates", "dates-reversed")]),
        (from, to) => Err([from.err(), to.err()].into_iter().flatten().collect()),
    }
}

#[post("/my/needs/{id}/again")]
pub(super) async fn move_on(
    mut visit: Visit,
    PathId(id): PathId<NeedId>,
    form: Form<Days>,
) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    let once = form.once(&household, "continue_need");
    let (_, need) = own(&visit, &household, id).await?;
    let moved = match days(&need, &form.value, visit.frame.today) {
        Ok(body) => visit.app.move_on(&household, Some(&once), id, body).await,
        Err(errors) => Err(errors.into()),
    };
    let (status, errors, problem) = match moved {
        Ok(next) => {
            visit.session.say("after-again");
            return Ok(visit.go(&format!("/my/needs/{}", next.id)));
        }
        Err(AppError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors, None),
        Err(AppError::Conflict(conflict)) => {
            (StatusCode::CONFLICT, Vec::new(), Some(conflict.code()))
        }
        Err(error) => return Err(error.into()),
    };
    let page = AgainPage {
        f: visit.frame.clone(),
        errors: Errors(errors),
        need,
        from: form.value.from,
        to: form.value.to,
        problem,
    };
    visit.show_as(status, &page)
}

/// Where the household writes.
fn place(visit: &Visit, id: MatchId) -> Result<Place, Fault> {
    Ok(Place {
        side: Side::Refugee,
        caller: visit.household()?,
        page: format!("{}/messages", home(id)),
        back: home(id),
        title: None,
    })
}

#[get("/my/matches/{id}/messages")]
pub(super) async fn show_messages(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
) -> Result<HttpResponse, Fault> {
    let place = place(&visit, id)?;
    messages::show(&mut visit, place, Thread::Match(id)).await
}

#[post("/my/matches/{id}/messages")]
pub(super) async fn send_message(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    let place = place(&visit, id)?;
    messages::send(&mut visit, place, Thread::Match(id), form).await
}
