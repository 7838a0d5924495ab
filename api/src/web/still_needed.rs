//! Where the link of a mail leads: does a household still need help? One tap answers, without its code. What the link carries stands
//! behind the #, which no server sees, and is typed where there is no script. The page says nothing of whose need it is, or of what.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::ServiceConfig};
use askama::Template;
use punte_core::{error::FieldError, id::NeedId, request::StillNeeded};
use serde::Deserialize;

use super::{errors::Errors, form::Form, frame::Frame, visit::Visit};
use crate::{app::AppError, extract::PathId, problem::Fault};

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config.service(ask).service(take_answer);
}

#[derive(Template)]
#[template(path = "still_needed/ask.html")]
struct AskPage {
    f: Rc<Frame>,
    id: NeedId,
    code: String,
    errors: Errors,
}

#[expect(clippy::unused_self, reason = "templates call methods")]
impl AskPage {
    const fn answers(&self) -> [StillNeeded; 3] {
        StillNeeded::ALL
    }
}

#[derive(Template)]
#[template(path = "still_needed/done.html")]
struct DonePage {
    f: Rc<Frame>,
    /// The key of what was done.
    said: &'static str,
}

/// The key of what an answer did.
pub(super) const fn said(answer: StillNeeded) -> &'static str {
    match answer {
        StillNeeded::Needed => "need-stands",
        StillNeeded::DoneByOthers | StillNeeded::Irrelevant => "need-closed",
    }
}

#[get("/still-needed/{id}")]
async fn ask(mut visit: Visit, PathId(id): PathId<NeedId>) -> Result<HttpResponse, Fault> {
    let page = AskPage {
        f: visit.frame.clone(),
        id,
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

#[post("/still-needed/{id}")]
async fn take_answer(
    mut visit: Visit,
    PathId(id): PathId<NeedId>,
    form: Form<Answer>,
) -> Result<HttpResponse, Fault> {
    let caller = visit.anybody();
    let Answer { code, answer } = &form.value;
    let done = match StillNeeded::from_name(answer) {
        Some(answer) => {
            let once = form.once(&caller, "answer_question");
            visit
                .app
                .answer_question(&caller, Some(&once), visit.origin, id, code, answer)
                .await
        }
        None => Err(FieldError::new("/answer", "required").into()),
    };
    match done {
        // Not after a redirect: the code is in no address.
        Ok(done) => {
            let page = DonePage {
                f: visit.frame.clone(),
                said: said(done),
            };
            visit.show(&page)
        }
        Err(AppError::Invalid(errors)) => {
            let page = AskPage {
                f: visit.frame.clone(),
                id,
                code: code.clone(),
                errors: Errors(errors),
            };
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
