//! Answering a household: yes, no, or calling off what was agreed. Each asks once more, and says what follows.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::Path};
use askama::Template;
use punte_core::{
    aftercare::Step,
    booking::{EndReason, MatchState},
    error::FieldError,
    id::MatchId,
};
use serde::Deserialize;
use uuid::Uuid;

use super::proposal::{Asked, one};
use crate::{
    app::{
        AppError,
        matches::{EndBody, StepBody},
    },
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form},
        frame::Frame,
        visit::Visit,
    },
};

/// What the provider does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Yes,
    No,
    Cancel,
    /// What is said after both agreed.
    Step(Step),
}

impl How {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Cancel => "cancel",
            Self::Step(Step::Confirm) => "confirm",
            Self::Step(Step::Start) => "start",
            Self::Step(Step::Complete) => "complete",
            Self::Step(Step::NotOver) => "not-over",
            Self::Step(Step::NoShow) => "no-show",
        }
    }
}

/// Reasons that a provider may give.
const REASONS: [EndReason; 5] = [
    EndReason::NoLongerFree,
    EndReason::DoesNotFit,
    EndReason::DatesChanged,
    EndReason::Emergency,
    EndReason::NoReason,
];

#[derive(Template)]
#[template(path = "provider/answer.html")]
struct AnswerPage {
    f: Rc<Frame>,
    errors: Errors,
    asked: Asked,
    how: How,
    reasons: Vec<Choice>,
    problem: Option<String>,
}

impl AnswerPage {
    fn words(&self, key: &str) -> String {
        self.f.t(&format!("provider-{}-{key}", self.how.as_str()))
    }

    /// Whether it wants a reason.
    const fn asks_why(&self) -> bool {
        matches!(self.how, How::No | How::Cancel)
    }

    /// Whether it can be done as things stand.
    fn possible(&self) -> bool {
        match self.how {
            How::Yes | How::No => self.asked.waits(),
            How::Cancel => self.asked.can_cancel(),
            How::Step(step) => self.asked.view.steps.contains(&step),
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    version: i64,
    #[serde(default)]
    reason: String,
}

fn read(path: &Path<(String, String, String)>) -> Result<(MatchId, How), Fault> {
    let how = match path.2.as_str() {
        "yes" => How::Yes,
        "no" => How::No,
        "cancel" => How::Cancel,
        "confirm" => How::Step(Step::Confirm),
        "start" => How::Step(Step::Start),
        "complete" => How::Step(Step::Complete),
        "not-over" => How::Step(Step::NotOver),
        "no-show" => How::Step(Step::NoShow),
        _ => return Err(AppError::NotFound.into()),
    };
    let id = Some(path.1.as_str()).filter(|id| id.len() == 36);
    let id = id.and_then(|id| Uuid::try_parse(id).ok());
    Ok((MatchId(id.ok_or(AppError::NotFound)?), how))
}

fn page(
    visit: &Visit,
    asked: Asked,
    how: How,
    reason: &str,
    errors: Vec<FieldError>,
) -> AnswerPage {
    let f = visit.frame.clone();
    let reasons = REASONS
        .into_iter()
        .map(|r| {
            let words = f.word("end-reason", &r);
            Choice::new(r.as_str(), words, r.as_str() == reason)
        })
        .collect();
    AnswerPage {
        f,
        errors: Errors(errors),
        asked,
        how,
        reasons,
        problem: None,
    }
}

#[get("/provider/matches/{id}/{how}")]
pub(super) async fn ask(
    mut visit: Visit,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, Fault> {
    let (id, how) = read(&path)?;
    let asked = one(&visit, id).await?;
    let page = page(&visit, asked, how, "", Vec::new());
    visit.show(&page)
}

#[post("/provider/matches/{id}/{how}")]
pub(super) async fn answer(
    mut visit: Visit,
    path: Path<(String, String, String)>,
    form: Form<Answer>,
) -> Result<HttpResponse, Fault> {
    let (id, how) = read(&path)?;
    let reason = EndReason::from_name(&form.value.reason);
    let (app, caller, version) = (visit.app.clone(), visit.caller.clone(), form.value.version);
    let done = match (how, reason) {
        (How::Yes, _) => {
            let once = form.once(&caller, "accept_match");
            app.accept(&caller, Some(&once), id, version).await
        }
        (How::Step(step), _) => {
            let once = form.once(&caller, "take_match_step");
            let body = StepBody { step };
            app.take_step(&caller, Some(&once), id, version, body).await
        }
        (_, None) => Err(FieldError::new("/reason", "required").into()),
        (How::No, Some(reason)) => {
            let once = form.once(&caller, "decline_match");
            let body = EndBody { reason };
            app.decline(&caller, Some(&once), id, version, body).await
        }
        (How::Cancel, Some(reason)) => {
            let once = form.once(&caller, "cancel_match");
            let body = EndBody { reason };
            app.cancel(&caller, Some(&once), id, version, body).await
        }
    };
    let (status, errors, problem) = match done {
        Ok(m) => {
            visit.session.say(match how {
                How::Yes => "provider-yes",
                How::No => "provider-no",
                How::Cancel => "provider-cancel",
                How::Step(Step::Confirm) => "after-confirm",
                How::Step(Step::Start) => "after-start",
                How::Step(Step::Complete) if m.state == MatchState::Completed => "after-complete",
                How::Step(Step::Complete) => "after-asked",
                How::Step(Step::NotOver) => "after-not-over",
                How::Step(Step::NoShow) => "after-no-show",
            });
            return Ok(visit.go(&format!("/provider/matches/{id}")));
        }
        Err(AppError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors, None),
        Err(AppError::Conflict(conflict)) => {
            (StatusCode::CONFLICT, Vec::new(), Some(conflict.code()))
        }
        Err(AppError::Stale) => (
            StatusCode::PRECONDITION_FAILED,
            Vec::new(),
            Some("stale-version"),
        ),
        Err(error) => return Err(error.into()),
    };
    let asked = one(&visit, id).await?;
    let mut page = page(&visit, asked, how, &form.value.reason, errors);
    page.problem = problem.map(|code| page.f.tt("problem", code));
    visit.show_as(status, &page)
}
