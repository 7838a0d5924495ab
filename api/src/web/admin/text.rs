//! One version of a guide as visitors would read it; its author hands it in, the second reader publishes it or sends it back.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::Path};
use askama::{Template, filters::Safe};
use jiff::civil::Date;
use serde::Deserialize;

use super::{address, text_name};
use crate::{
    app::{
        AppError,
        guide_texts::{GuideTextView, TextName, TextStep},
    },
    problem::Fault,
    web::{errors::Errors, form::Form, frame::Frame, guides::markdown, visit::Visit},
};

#[derive(Default, Deserialize)]
struct Asked {
    #[serde(rename = "do", default)]
    step: String,
    #[serde(default)]
    note: String,
}

#[derive(Template)]
#[template(path = "admin/text.html")]
struct TextPage {
    f: Rc<Frame>,
    text: GuideTextView,
    body: Safe<String>,
    /// Below the language.
    address: String,
    /// Another version was published since this one was begun.
    overtaken: bool,
    errors: Errors,
    /// What was typed, if it has to be shown again.
    note: String,
    /// It stands otherwise than the page said.
    stale: bool,
}

impl TextPage {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    fn day(&self, day: &Date) -> String {
        self.f.day(*day)
    }

    fn review_by(&self) -> String {
        self.f.day(self.text.review_by)
    }
}

#[get("/admin/guides/{theme}/{tag}/{version}")]
pub(super) async fn show(
    mut visit: Visit,
    path: Path<(String, String, String, String)>,
) -> Result<HttpResponse, Fault> {
    let name = text_name(&path)?;
    page(&mut visit, &name, StatusCode::OK, String::new(), None).await
}

#[post("/admin/guides/{theme}/{tag}/{version}")]
pub(super) async fn answer(
    mut visit: Visit,
    path: Path<(String, String, String, String)>,
    form: Form<Asked>,
) -> Result<HttpResponse, Fault> {
    let name = text_name(&path)?;
    let (step, said, next) = match form.value.step.as_str() {
        "submit" => (TextStep::Submit, "admin-submitted", address(&name)),
        "publish" => (
            TextStep::Publish,
            "admin-published",
            "/admin/guides".to_owned(),
        ),
        "return" => (
            TextStep::Return(form.value.note.clone()),
            "admin-returned",
            "/admin/guides".to_owned(),
        ),
        _ => return Err(AppError::NotFound.into()),
    };
    let once = form.once(&visit.caller, "step_guide_text");
    let done = visit
        .app
        .step_guide_text(&visit.caller, Some(&once), &name, &step)
        .await;
    let status = match &done {
        Ok(()) => {
            visit.session.say(said);
            return Ok(visit.go(&next));
        }
        Err(AppError::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        Err(_) => StatusCode::CONFLICT,
    };
    match done {
        Err(error @ (AppError::Invalid(_) | AppError::Conflict(_))) => {
            page(&mut visit, &name, status, form.value.note, Some(error)).await
        }
        Err(error) => Err(error.into()),
        Ok(()) => Ok(visit.go(&next)),
    }
}

async fn page(
    visit: &mut Visit,
    name: &TextName,
    status: StatusCode,
    note: String,
    error: Option<AppError>,
) -> Result<HttpResponse, Fault> {
    let versions = visit
        .app
        .list_guide_versions(&visit.caller, &name.theme, name.language)
        .await?;
    let text = versions
        .iter()
        .find(|text| text.name == *name)
        .cloned()
        .ok_or(Fault::App(AppError::NotFound))?;
    let overtaken = text.published_at.is_none()
        && versions.iter().any(|other| {
            other.state == "published" && other.published_at.is_some_and(|at| at > text.created_at)
        });
    let stale = matches!(error, Some(AppError::Conflict(_)));
    let errors = match error {
        Some(AppError::Invalid(errors)) => Errors(errors),
        _ => Errors::default(),
    };
    let page = TextPage {
        f: visit.frame.clone(),
        body: markdown::html(&text.body, text.sources.len()),
        address: visit.frame.to(&address(name)),
        text,
        overtaken,
        errors,
        note,
        stale,
    };
    visit.show_as(status, &page)
}
