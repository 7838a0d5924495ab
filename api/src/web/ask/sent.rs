//! After sending: the code, and what happens next. Before it: saved, and stopped for now. And a person who helps.

use std::rc::Rc;

use actix_web::{HttpResponse, get, post};
use askama::Template;

use super::{
    answers::Answers,
    steps::{draft, goes_on},
};
use crate::{
    app::AppError,
    problem::Fault,
    web::{
        form::Form,
        frame::Frame,
        my::{Square, square},
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "ask/sent.html")]
struct SentPage {
    f: Rc<Frame>,
    code: String,
    /// Whether a person gets in touch, instead of a list.
    child: bool,
    square: Option<Square>,
}

#[derive(Template)]
#[template(path = "ask/stopped.html")]
struct StoppedPage {
    f: Rc<Frame>,
    code: String,
    until: jiff::civil::Date,
    next: String,
}

#[derive(Template)]
#[template(path = "ask/people.html")]
struct PeoplePage {
    f: Rc<Frame>,
    /// Whether somebody here would get in touch.
    answered: bool,
    advice: String,
}

#[derive(Template)]
#[template(path = "ask/discard.html")]
struct DiscardPage {
    f: Rc<Frame>,
}

#[get("/ask/sent")]
pub(super) async fn sent(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let draft = draft(&visit).await?;
    if draft.filed.is_none() {
        return Ok(visit.go(&goes_on(&visit, &draft)));
    }
    let page = SentPage {
        f: visit.frame.clone(),
        child: draft.child,
        square: square(&visit, &draft.code),
        code: draft.code,
    };
    visit.show(&page)
}

#[get("/ask/stopped")]
pub(super) async fn stopped(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let draft = draft(&visit).await?;
    let next = goes_on(&visit, &draft);
    if draft.filed.is_some() {
        return Ok(visit.go(&next));
    }
    let page = StoppedPage {
        f: visit.frame.clone(),
        until: visit.app.draft_kept_until(),
        code: draft.code,
        next,
    };
    visit.show(&page)
}

#[get("/ask/people")]
pub(super) async fn people(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let draft = draft(&visit).await?;
    let alone = draft.written.is_unaccompanied_minor(visit.app.today());
    if draft.filed.is_some() || !alone {
        return Ok(visit.go(&goes_on(&visit, &draft)));
    }
    let page = PeoplePage {
        f: visit.frame.clone(),
        answered: visit.app.has_child_protection().await?,
        advice: visit.app.people_help_advice(visit.frame.locale).text,
    };
    visit.show(&page)
}

#[get("/ask/discard")]
pub(super) async fn discard(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let draft = draft(&visit).await?;
    if draft.filed.is_some() {
        return Ok(visit.go("/ask/sent"));
    }
    let page = DiscardPage {
        f: visit.frame.clone(),
    };
    visit.show(&page)
}

/// Throws the draft away. The second time there is none: the same.
#[post("/ask/discard")]
pub(super) async fn discard_now(
    mut visit: Visit,
    _form: Form<Answers>,
) -> Result<HttpResponse, Fault> {
    match draft(&visit).await {
        Ok(draft) if draft.filed.is_none() => visit.app.discard_draft(draft.id).await?,
        Ok(_) | Err(Fault::App(AppError::Unauthenticated)) => {}
        Err(fault) => return Err(fault),
    }
    visit.session.draft = None;
    visit.session.say("ask-discarded");
    Ok(visit.go(""))
}
