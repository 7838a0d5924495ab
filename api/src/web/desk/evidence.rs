//! Writing down that evidence was seen.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use jiff::civil::Date;
use punte_core::{
    clock::day_begins,
    error::FieldError,
    id::ProviderId,
    provider::{EvidenceKind, VettingLevel},
    vetting::EvidenceResult,
};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    app::{AppError, providers::EvidenceBody, reviews::DeskProvider},
    extract::{PathId, Query},
    problem::Fault,
    web::{errors::Errors, form::Form, frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "desk/evidence.html")]
struct EvidencePage {
    f: Rc<Frame>,
    errors: Errors,
    typed: Typed,
    it: DeskProvider,
    /// Whether they have another name or register entry since the caller looked who they are.
    unseen: bool,
}

#[expect(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    reason = "templates call methods, and pass references"
)]
impl EvidencePage {
    const fn kinds(&self) -> [EvidenceKind; 6] {
        EvidenceKind::ALL
    }

    const fn results(&self) -> [EvidenceResult; 2] {
        EvidenceResult::ALL
    }

    fn level(&self, kind: &EvidenceKind) -> String {
        let level: VettingLevel = kind.level();
        self.f.n("desk-evidence-level", i64::from(level.number()))
    }
}

/// Whence one came.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    item: String,
}

#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    result: String,
    #[serde(default)]
    last4: String,
    #[serde(default)]
    seen: String,
    #[serde(default)]
    item: String,
}

impl Typed {
    fn body(&self, today: Date) -> Result<EvidenceBody, Vec<FieldError>> {
        let mut errors = Vec::new();
        let kind = EvidenceKind::from_name(&self.kind);
        if kind.is_none() {
            errors.push(FieldError::new("/kind", "required"));
        }
        let result = EvidenceResult::from_name(&self.result);
        if result.is_none() {
            errors.push(FieldError::new("/result", "required"));
        }
        let seen = self.seen.trim();
        let mut seen_at = None;
        // Today is now: the day has begun before somebody saw a paper in it.
        if !seen.is_empty() && seen != today.to_string() {
            seen_at = seen.parse::<Date>().ok().and_then(day_begins);
            if seen_at.is_none() {
                errors.push(FieldError::new("/seen_at", "invalid"));
            }
        }
        match (kind, result) {
            (Some(kind), Some(result)) if errors.is_empty() => Ok(EvidenceBody {
                kind,
                result,
                document_last4: Some(self.last4.trim().to_owned()).filter(|l| !l.is_empty()),
                seen_at,
            }),
            _ => Err(errors),
        }
    }
}

async fn page(
    visit: &mut Visit,
    id: ProviderId,
    status: StatusCode,
    errors: Vec<FieldError>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let unseen = status == StatusCode::PRECONDITION_FAILED;
    let it = visit.app.read_desk_provider(&visit.caller, id).await?;
    if it.own {
        return Err(AppError::Forbidden.into());
    }
    let page = EvidencePage {
        f: visit.frame.clone(),
        errors: Errors(errors),
        typed,
        it,
        unseen,
    };
    visit.show_as(status, &page)
}

#[get("/desk/providers/{id}/evidence")]
pub(super) async fn ask(
    mut visit: Visit,
    id: PathId<ProviderId>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let typed = Typed {
        item: asked.0.item,
        seen: visit.frame.today.to_string(),
        ..Typed::default()
    };
    page(&mut visit, id.0, StatusCode::OK, Vec::new(), typed).await
}

#[post("/desk/providers/{id}/evidence")]
pub(super) async fn answer(
    mut visit: Visit,
    id: PathId<ProviderId>,
    form: Form<Typed>,
) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "record_evidence");
    let typed = form.value;
    let id = id.0;
    let recorded = match typed.body(visit.frame.today) {
        Ok(body) => {
            visit
                .app
                .record_evidence(&visit.caller, Some(&once), id, body)
                .await
        }
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match recorded {
        Ok(_) => {
            visit
                .session
                .say(if typed.result == EvidenceResult::Failed.as_str() {
                    "desk-evidence-failed"
                } else {
                    "desk-evidence"
                });
            Ok(match Uuid::try_parse(&typed.item) {
                Ok(item) => visit.go(&format!("/desk/items/{item}")),
                Err(_) => visit.go(&format!("/desk/providers/{id}")),
            })
        }
        Err(AppError::Invalid(errors)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&mut visit, id, status, errors, typed).await
        }
        // What was seen is of who they were before.
        Err(AppError::Stale) => {
            let status = StatusCode::PRECONDITION_FAILED;
            page(&mut visit, id, status, Vec::new(), typed).await
        }
        Err(error) => Err(error.into()),
    }
}
