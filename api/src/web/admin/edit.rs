//! Writing a guide: what is kept is a draft, until a second person has read it.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::Path};
use askama::Template;
use punte_core::guide::{Source, TypedGuide};
use serde::Deserialize;

use super::{address, text_name};
use crate::{
    app::{
        AppError,
        guide_texts::{GuideTextView, TextName},
    },
    problem::Fault,
    web::{day::read_day, errors::Errors, form::Form, frame::Frame, visit::Visit},
};

/// A text of the greatest length in letters of six bytes each, as forms send them, with its sources.
const LONGEST: usize = 512 * 1024;

#[derive(Debug, Default, Deserialize)]
struct Typed {
    #[serde(default)]
    title: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    sources: String,
    #[serde(default)]
    review_by: String,
}

#[derive(Template)]
#[template(path = "admin/edit.html")]
struct EditPage {
    f: Rc<Frame>,
    text: GuideTextView,
    /// Below the language.
    address: String,
    typed: Typed,
    errors: Errors,
}

#[get("/admin/guides/{theme}/{tag}/{version}/edit")]
pub(super) async fn show(
    mut visit: Visit,
    path: Path<(String, String, String, String)>,
) -> Result<HttpResponse, Fault> {
    let text = text_of(&visit, &text_name(&path)?).await?;
    let lines: Vec<String> = text
        .sources
        .iter()
        .map(|s| {
            let source = Source {
                title: s.title.clone(),
                publisher: s.publisher.clone(),
                url: s.url.clone(),
                dated: s.dated,
                retrieved: s.retrieved,
            };
            source.line()
        })
        .collect();
    let typed = Typed {
        title: text.title.clone(),
        summary: text.summary.clone(),
        body: text.body.clone(),
        sources: lines.join("\n"),
        review_by: text.review_by.to_string(),
    };
    page(&mut visit, StatusCode::OK, text, typed, Errors::default())
}

#[post("/admin/guides/{theme}/{tag}/{version}/edit")]
pub(super) async fn answer(
    mut visit: Visit,
    path: Path<(String, String, String, String)>,
    form: Form<Typed, LONGEST>,
) -> Result<HttpResponse, Fault> {
    let name = text_name(&path)?;
    let once = form.once(&visit.caller, "save_guide_text");
    let typed = &form.value;
    let guide = TypedGuide {
        title: typed.title.trim().to_owned(),
        summary: typed.summary.trim().to_owned(),
        body: typed.body.trim().replace("\r\n", "\n"),
        sources: typed.sources.replace("\r\n", "\n"),
        review_by: read_day(&typed.review_by, visit.frame.today),
    };
    let saved = visit
        .app
        .save_guide_text(&visit.caller, Some(&once), &name, &guide)
        .await;
    match saved {
        Ok(version) => {
            visit.session.say("admin-draft-kept");
            Ok(visit.go(&address(&TextName { version, ..name })))
        }
        Err(AppError::Invalid(errors)) => {
            let text = text_of(&visit, &name).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&mut visit, status, text, form.value, Errors(errors))
        }
        Err(error) => Err(error.into()),
    }
}

async fn text_of(visit: &Visit, name: &TextName) -> Result<GuideTextView, Fault> {
    Ok(visit.app.read_guide_text(&visit.caller, name).await?)
}

fn page(
    visit: &mut Visit,
    status: StatusCode,
    text: GuideTextView,
    typed: Typed,
    errors: Errors,
) -> Result<HttpResponse, Fault> {
    let page = EditPage {
        f: visit.frame.clone(),
        address: visit.frame.to(&address(&text.name)),
        text,
        typed,
        errors,
    };
    visit.show_as(status, &page)
}
