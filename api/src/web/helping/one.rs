use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use jiff::Timestamp;
use punte_core::{case_work::CaseEnd, error::FieldError, id::CaseId, request::ContactDraft};
use serde::Deserialize;

use super::list::name;
use crate::{
    app::{
        AppError,
        case_work::{CaseCodeView, CaseNoteBody, CasePlanBody, CaseView, EndCaseBody},
    },
    extract::PathId,
    problem::Fault,
    web::{
        day::read_day,
        desk::waiting::due,
        errors::Errors,
        form::{Choice, Form},
        frame::Frame,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "helping/one.html")]
struct CasePage {
    f: Rc<Frame>,
    it: CaseView,
    around: Around,
    errors: Errors,
    /// What the form of the plan says: what is kept, or what was sent and is wrong.
    called: String,
    follow_up: String,
    reasons: Vec<Choice>,
    now: Timestamp,
}

impl CasePage {
    fn address(&self) -> String {
        self.f.to(&format!("/helping/{}", self.it.case.id))
    }

    fn name(&self) -> String {
        name(&self.f, &self.it.case)
    }

    fn people(&self) -> String {
        self.f.n("helping-people", self.it.case.people)
    }

    fn due(&self) -> String {
        due(&self.f, self.it.case.due_at, self.now).0
    }

    fn late(&self) -> bool {
        self.it.case.due_at < self.now
    }
}

/// What the page shows besides the case.
#[derive(Default)]
struct Around {
    /// How they can be reached, once it was asked for.
    contact: Option<ContactDraft>,
    /// A code that hands the case over, just made.
    code: Option<CaseCodeView>,
    /// What was sent, where it was not kept.
    sent: Option<Pressed>,
    /// The code of what is in the way.
    trouble: Option<&'static str>,
}

impl Around {
    /// A note that was not kept.
    fn note(&self) -> &str {
        self.sent.as_ref().map_or("", |sent| sent.text.as_str())
    }
}

#[derive(Default, Clone, Deserialize)]
pub(super) struct Pressed {
    #[serde(rename = "do", default)]
    step: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    follow_up: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    version: i64,
}

#[get("/helping/{id}")]
pub(super) async fn show(mut visit: Visit, id: PathId<CaseId>) -> Result<HttpResponse, Fault> {
    page(
        &mut visit,
        id.0,
        StatusCode::OK,
        Vec::new(),
        Around::default(),
    )
    .await
}

#[post("/helping/{id}")]
pub(super) async fn answer(
    mut visit: Visit,
    id: PathId<CaseId>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Fault> {
    let id = id.0;
    let (app, caller) = (visit.app.clone(), visit.caller.clone());
    let sent = &form.value;
    let mut around = Around::default();
    let required = |pointer: &str| AppError::from(FieldError::new(pointer, "required"));
    let done = match sent.step.as_str() {
        "open" => {
            visit.open_followed(id).await?;
            return Ok(visit.go("/my/request"));
        }
        "contact" => {
            around.contact = Some(app.open_case_contact(&caller, id).await?);
            return page(&mut visit, id, StatusCode::OK, Vec::new(), around).await;
        }
        "code" => {
            let once = form.once(&caller, "hand_over_case");
            match app.hand_over_case(&caller, Some(&once), id).await {
                Ok(code) => {
                    around.code = Some(code);
                    return page(&mut visit, id, StatusCode::OK, Vec::new(), around).await;
                }
                Err(error) => Err(error),
            }
        }
        "plan" => plan(&visit, id, &form).await.map(|()| "helping-kept"),
        "note" if sent.text.trim().is_empty() => Err(required("/text")),
        "note" => {
            let once = form.once(&caller, "note_case");
            let body = CaseNoteBody {
                text: sent.text.clone(),
            };
            let noted = app.note_case(&caller, Some(&once), id, &body).await;
            noted.map(|_| "helping-noted")
        }
        "end" => match CaseEnd::from_name(&sent.reason) {
            None => Err(required("/reason")),
            Some(reason) => {
                let once = form.once(&caller, "end_case");
                let body = EndCaseBody { reason };
                app.end_case(&caller, Some(&once), id, body).await?;
                visit.session.say("helping-ended");
                return Ok(visit.go("/helping"));
            }
        },
        _ => Err(AppError::NotFound),
    };
    around.sent = Some(sent.clone());
    match done {
        Ok(said) => {
            visit.session.say(said);
            Ok(visit.go(&format!("/helping/{id}")))
        }
        Err(AppError::Invalid(errors)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&mut visit, id, status, errors, around).await
        }
        Err(AppError::Stale) => {
            around.trouble = Some("stale-version");
            page(&mut visit, id, StatusCode::CONFLICT, Vec::new(), around).await
        }
        Err(AppError::Conflict(conflict)) => {
            around.trouble = Some(conflict.code());
            page(&mut visit, id, StatusCode::CONFLICT, Vec::new(), around).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn plan(visit: &Visit, id: CaseId, form: &Form<Pressed>) -> Result<(), AppError> {
    let sent = &form.value;
    let (label, day) = (sent.label.trim(), sent.follow_up.trim());
    let follow_up_on = if day.is_empty() {
        None
    } else {
        let day = read_day(day, visit.frame.today)
            .ok_or_else(|| FieldError::new("/follow_up_on", "written-day"))?;
        Some(day)
    };
    let body = CasePlanBody {
        label: (!label.is_empty()).then(|| label.to_owned()),
        follow_up_on,
    };
    let once = form.once(&visit.caller, "plan_case");
    visit
        .app
        .plan_case(&visit.caller, Some(&once), id, sent.version, &body)
        .await?;
    Ok(())
}

async fn page(
    visit: &mut Visit,
    id: CaseId,
    status: StatusCode,
    errors: Vec<FieldError>,
    around: Around,
) -> Result<HttpResponse, Fault> {
    let it = visit.app.read_case(&visit.caller, id).await?;
    let f = visit.frame.clone();
    let plan = around.sent.as_ref().filter(|sent| sent.step == "plan");
    let (called, follow_up) = match plan {
        Some(sent) => (sent.label.clone(), sent.follow_up.clone()),
        None => (
            it.case.label.clone().unwrap_or_default(),
            it.case
                .follow_up_on
                .map_or_else(String::new, |day| day.to_string()),
        ),
    };
    let page = CasePage {
        it,
        around,
        errors: Errors(errors),
        called,
        follow_up,
        reasons: CaseEnd::SAID
            .map(|r| Choice::new(r.as_str(), f.word("case-end", &r), false))
            .into(),
        now: visit.app.now(),
        f,
    };
    visit.show_as(status, &page)
}
