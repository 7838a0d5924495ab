//! All answers on one page, and the button that sends them.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::error::FieldError;

use super::{
    answers::Answers,
    steps::{draft, goes_on, unheard},
    summary::{Entry, entries},
};
use crate::{
    app::{App, AppError, Conflict, drafts::DraftView},
    problem::Fault,
    web::{errors::Errors, form::Form, frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "ask/review.html")]
struct ReviewPage {
    f: Rc<Frame>,
    errors: Errors,
    entries: Vec<Entry>,
    code: String,
    /// Whether a child asks who is alone.
    child: bool,
    /// Whether somebody is signed in, who may file for others.
    account: bool,
    /// For whom: `me`, `asked`, or `kept`: for me, and kept in the account.
    filed_for: String,
    /// Whether the account may keep it: of a child who is alone none does.
    may_keep: bool,
}

async fn page(
    visit: &Visit,
    draft: &DraftView,
    errors: Vec<FieldError>,
    filed_for: &str,
) -> Result<ReviewPage, Fault> {
    let ids: Vec<_> = [draft.written.place_id, draft.written.to_place_id]
        .into_iter()
        .flatten()
        .collect();
    let places = visit.app.list_places(&visit.caller, &ids).await?;
    let child = draft.written.is_unaccompanied_minor(visit.app.today());
    Ok(ReviewPage {
        f: visit.frame.clone(),
        errors: Errors(errors),
        entries: entries(&visit.frame, &draft.written, &places, visit.app.today()),
        child,
        code: draft.code.clone(),
        account: visit.frame.person.account,
        filed_for: filed_for.to_owned(),
        may_keep: !child && App::may_keep(&visit.anybody()).is_ok(),
    })
}

#[get("/ask/review")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let draft = draft(&visit).await?;
    let to = goes_on(&visit, &draft);
    if to != "/ask/review" {
        return Ok(visit.go(&to));
    }
    let page = page(&visit, &draft, Vec::new(), "").await?;
    visit.show(&page)
}

/// Files the draft. It is bound to one request: sent twice, also at the same time, it gives that one.
#[post("/ask/review")]
pub(super) async fn answer(mut visit: Visit, form: Form<Answers>) -> Result<HttpResponse, Fault> {
    let found = draft(&visit).await?;
    if found.filed.is_none() && unheard(&visit, &found).await? {
        return Ok(visit.go("/ask/people"));
    }
    let filed_for = form.value.one("filed_for").to_owned();
    // A helper says that it was asked to; the request and its code are the other person's.
    if visit.frame.person.account
        && found.filed.is_none()
        && !matches!(filed_for.as_str(), "me" | "asked" | "kept")
    {
        let errors = vec![FieldError::new("/filed_for", "required")];
        let page = page(&visit, &found, errors, &filed_for).await?;
        return visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let keep = filed_for == "kept";
    match visit.app.file_draft(&visit.anybody(), found.id, keep).await {
        Ok((request, _)) => {
            visit.open_request(request, Some(found.id)).await?;
            visit.session.keep();
            Ok(visit.go("/ask/sent"))
        }
        // An answer is missing or does not hold any more, as a day that has passed meanwhile.
        Err(AppError::Conflict(Conflict::IllegalState) | AppError::Invalid(_)) => {
            let to = found.written.finish(visit.app.today()).err().map_or_else(
                || goes_on(&visit, &found),
                |step| format!("/ask/{}", step.as_str()),
            );
            visit.session.say("ask-look-again");
            Ok(visit.go(&to))
        }
        // The account keeps as many as one may: it is sent all the same, with one tap more.
        Err(AppError::Conflict(Conflict::TooManyKept)) => {
            let errors = vec![FieldError::new("/filed_for", "too-many-kept")];
            let page = page(&visit, &found, errors, "").await?;
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
