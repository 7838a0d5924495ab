//! Where the link of a mail leads that asks how people are: one tap answers, without the code of their request. What the link carries stands
//! behind the #, which no server sees, and is typed where there is no script. The page says nothing of who is asked, or of what.

use std::rc::Rc;

use actix_web::{
    HttpResponse, get,
    http::StatusCode,
    post,
    web::{Path, ServiceConfig},
};
use askama::Template;
use punte_core::{
    check_in::{CheckIn, CheckInAnswer},
    error::FieldError,
    id::MatchId,
};
use serde::Deserialize;

use super::{errors::Errors, form::Form, frame::Frame, report, visit::Visit};
use crate::{
    app::{AppError, matches::CheckInBody},
    extract::PathId,
    problem::Fault,
};

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config.service(ask).service(take_answer);
}

#[derive(Template)]
#[template(path = "check_in/ask.html")]
struct AskPage {
    f: Rc<Frame>,
    id: MatchId,
    kind: CheckIn,
    code: String,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "check_in/done.html")]
struct DonePage {
    f: Rc<Frame>,
    id: MatchId,
    /// The key of what was done.
    said: &'static str,
}

/// The key of what an answer did, where there is nothing below to go on with.
const fn said(answer: CheckInAnswer) -> &'static str {
    match answer {
        CheckInAnswer::Over | CheckInAnswer::MovedOn => "after-over",
        CheckInAnswer::Looking | CheckInAnswer::HadToLeave => "check-in-looking",
        CheckInAnswer::Well | CheckInAnswer::StillThere | CheckInAnswer::NotSafe => "after-well",
    }
}

/// The language, the match, and which question.
type Asked = Path<(String, String, String)>;

fn kind_of(path: &Asked) -> Result<CheckIn, Fault> {
    CheckIn::from_name(&path.2).ok_or(Fault::App(AppError::NotFound))
}

#[get("/check-in/{id}/{kind}")]
async fn ask(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
    path: Asked,
) -> Result<HttpResponse, Fault> {
    let page = AskPage {
        f: visit.frame.clone(),
        id,
        kind: kind_of(&path)?,
        code: String::new(),
        errors: Errors::default(),
    };
    visit.show(&page)
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    code: String,
    #[serde(default)]
    answer: String,
}

/// "Not safe" shows the code of the report and whom to call, at once.
#[post("/check-in/{id}/{kind}")]
async fn take_answer(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
    path: Asked,
    form: Form<Answer>,
) -> Result<HttpResponse, Fault> {
    let caller = visit.anybody();
    let kind = kind_of(&path)?;
    let Answer { code, answer } = &form.value;
    let done = match CheckInAnswer::from_name(answer) {
        Some(answer) => {
            let once = form.once(&caller, "answer_check_in_by_link");
            let body = CheckInBody { kind, answer };
            visit
                .app
                .answer_check_in_by_link(&caller, Some(&once), visit.origin, id, code, &body)
                .await
                .map(|done| (answer, done))
        }
        None => Err(FieldError::new("/answer", "required").into()),
    };
    match done {
        // Not after a redirect: the codes are in no address.
        Ok((answer, done)) => {
            if let Some(made) = done.report {
                return report::done(&mut visit, made);
            }
            let page = DonePage {
                f: visit.frame.clone(),
                id,
                said: said(answer),
            };
            visit.show(&page)
        }
        Err(AppError::Invalid(errors)) => {
            let page = AskPage {
                f: visit.frame.clone(),
                id,
                kind,
                code: code.clone(),
                errors: Errors(errors),
            };
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
