//! One remark: what was said, what was done about it, and what can be done now.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::Path};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    app::{
        AppError,
        remarks::{ClosedReason, NoteView, RemarkStep, RemarkView},
    },
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form},
        frame::Frame,
        visit::Visit,
    },
};

#[derive(Default, Deserialize)]
struct Asked {
    #[serde(rename = "do", default)]
    step: String,
    #[serde(default)]
    seen: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    reason: String,
}

#[derive(Template)]
#[template(path = "admin/remark.html")]
struct RemarkPage {
    f: Rc<Frame>,
    remark: RemarkView,
    notes: Vec<NoteView>,
    reasons: Vec<Choice>,
    /// What was typed, if it has to be shown again.
    note: String,
    errors: Errors,
    /// Somebody else changed it in the meantime.
    stale: bool,
}

impl RemarkPage {
    /// Yes, no or nothing, by question.
    fn answers(&self) -> Vec<(&'static str, bool)> {
        ["clear", "useful", "complete"]
            .into_iter()
            .filter_map(|question| Some((question, *self.remark.answers.get(question)?)))
            .collect()
    }
}

#[get("/admin/remarks/{id}")]
pub(super) async fn show(
    mut visit: Visit,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let id = id_of(&path)?;
    page(&mut visit, id, StatusCode::OK, Asked::default(), None).await
}

#[post("/admin/remarks/{id}")]
pub(super) async fn answer(
    mut visit: Visit,
    path: Path<(String, String)>,
    form: Form<Asked>,
) -> Result<HttpResponse, Fault> {
    let id = id_of(&path)?;
    let asked = &form.value;
    let (step, said) = match asked.step.as_str() {
        "take" => (RemarkStep::Take, "admin-taken"),
        "note" => (RemarkStep::Note(asked.note.clone()), "admin-noted"),
        "close" => (
            RemarkStep::Close(ClosedReason::from_name(&asked.reason)),
            "admin-closed",
        ),
        "reopen" => (RemarkStep::Reopen, "admin-reopened"),
        _ => return Err(AppError::NotFound.into()),
    };
    let once = form.once(&visit.caller, "step_remark");
    let done = visit
        .app
        .step_remark(&visit.caller, Some(&once), id, &asked.seen, &step)
        .await;
    match done {
        Ok(()) => {
            visit.session.say(said);
            Ok(visit.go(&format!("/admin/remarks/{id}")))
        }
        Err(error @ (AppError::Invalid(_) | AppError::Stale | AppError::Conflict(_))) => {
            let status = if matches!(error, AppError::Invalid(_)) {
                StatusCode::UNPROCESSABLE_ENTITY
            } else {
                StatusCode::CONFLICT
            };
            page(&mut visit, id, status, form.value, Some(error)).await
        }
        Err(error) => Err(error.into()),
    }
}

fn id_of(path: &Path<(String, String)>) -> Result<Uuid, Fault> {
    Uuid::try_parse(&path.1).map_err(|_e| Fault::App(AppError::NotFound))
}

async fn page(
    visit: &mut Visit,
    id: Uuid,
    status: StatusCode,
    typed: Asked,
    error: Option<AppError>,
) -> Result<HttpResponse, Fault> {
    let (remark, notes) = visit.app.read_remark(&visit.caller, id).await?;
    let f = visit.frame.clone();
    let stale = error
        .as_ref()
        .is_some_and(|e| !matches!(e, AppError::Invalid(_)));
    let errors = match error {
        Some(AppError::Invalid(errors)) => Errors(errors),
        _ => Errors::default(),
    };
    let reasons = ClosedReason::ALL
        .map(|reason| {
            let name = reason.as_str();
            Choice::new(name, f.tt("admin-reason", name), name == typed.reason)
        })
        .into();
    let page = RemarkPage {
        remark,
        notes,
        reasons,
        note: typed.note,
        errors,
        stale,
        f,
    };
    visit.show_as(status, &page)
}
