//! Cases of children who ask for help alone, for child protection: the list with its clock, and one case. To everybody else there is
//! no such page.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::ServiceConfig};
use askama::Template;
use jiff::Timestamp;
use punte_core::{
    child_case::{CaseOutcome, ContactReason},
    error::FieldError,
    id::ChildCaseId,
    request::ContactDraft,
};
use serde::Deserialize;

use super::{
    desk::waiting::{age, due},
    errors::Errors,
    form::{Choice, Form},
    frame::Frame,
    visit::Visit,
};
use crate::{
    app::{
        AppError,
        child_cases::{
            ChildCaseKey, ChildCaseLine, ChildCaseView, CloseCaseBody, ContactViewBody, NoteBody,
        },
    },
    extract::{PathId, Query, decode, encode},
    problem::Fault,
};

/// Mounts them.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(list)
        .service(show)
        .service(answer)
        .service(former)
        .service(former_list);
}

/// Rows on a page.
const ROWS: u32 = 25;

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    closed: String,
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "child_cases/list.html")]
struct ListPage {
    f: Rc<Frame>,
    closed: bool,
    cases: Vec<ChildCaseLine>,
    /// Where the first page is, if this is another one.
    first: Option<String>,
    next: Option<String>,
    now: Timestamp,
}

/// Where they are, as coarse as the list says it.
fn region(f: &Frame, case: &ChildCaseLine) -> String {
    let country = case.country.as_deref().map(|code| f.country(code));
    match (&case.region, country) {
        (Some(region), Some(country)) if !region.is_empty() => format!("{region}, {country}"),
        (_, Some(country)) => country,
        (_, None) => f.t("child-cases-nowhere"),
    }
}

/// How old they are, in words.
fn age_of(f: &Frame, case: &ChildCaseLine) -> String {
    case.age_band.map_or_else(
        || f.t("child-cases-erased"),
        |band| f.word("age-band", &band),
    )
}

impl ListPage {
    fn who(&self, case: &ChildCaseLine) -> String {
        age_of(&self.f, case)
    }

    fn region(&self, case: &ChildCaseLine) -> String {
        region(&self.f, case)
    }

    fn age(&self, at: &Timestamp) -> String {
        age(&self.f, *at, self.now)
    }

    fn due(&self, at: &Timestamp) -> String {
        due(&self.f, *at, self.now).0
    }

    fn late(&self, at: &Timestamp) -> bool {
        *at < self.now
    }
}

#[get("/child-cases")]
async fn list(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let Query(asked) = asked;
    let closed = asked.closed == "yes";
    // A mark of a page that cannot be read begins at the first one.
    let mark = Some(asked.after.as_str()).filter(|a| !a.is_empty());
    let after: Option<ChildCaseKey> = decode(mark).unwrap_or(None);
    let found = visit
        .app
        .list_child_cases(&visit.caller, closed, after, ROWS)
        .await?;
    let f = visit.frame.clone();
    let (own, more) = if closed {
        ("/child-cases?closed=yes", "&after=")
    } else {
        ("/child-cases", "?after=")
    };
    let own = f.to(own);
    let page = ListPage {
        next: found
            .next
            .and_then(|key| encode(&key))
            .map(|mark| format!("{own}{more}{mark}")),
        first: after.map(|_| own),
        closed,
        cases: found.items,
        now: visit.app.now(),
        f,
    };
    visit.show(&page)
}

#[derive(Template)]
#[template(path = "child_cases/one.html")]
struct CasePage {
    f: Rc<Frame>,
    it: ChildCaseView,
    around: Around,
    errors: Errors,
    outcomes: Vec<Choice>,
    reasons: Vec<Choice>,
    now: Timestamp,
}

impl CasePage {
    fn address(&self) -> String {
        self.f.to(&format!("/child-cases/{}", self.it.case.id))
    }

    fn who(&self) -> String {
        age_of(&self.f, &self.it.case)
    }

    fn region(&self) -> String {
        region(&self.f, &self.it.case)
    }

    fn due(&self) -> String {
        due(&self.f, self.it.case.due_at, self.now).0
    }
}

/// What the page shows besides the case.
#[derive(Default)]
struct Around {
    /// How they can be reached, once it was asked for.
    contact: Option<ContactDraft>,
    /// A note that was not kept.
    note: String,
    /// Somebody else was faster: the code of what is in the way.
    trouble: Option<&'static str>,
}

#[derive(Default, Deserialize)]
struct Pressed {
    #[serde(rename = "do", default)]
    step: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    reason: String,
}

#[get("/child-cases/{id}")]
async fn show(mut visit: Visit, id: PathId<ChildCaseId>) -> Result<HttpResponse, Fault> {
    let around = Around::default();
    page(&mut visit, id.0, StatusCode::OK, Vec::new(), around).await
}

/// Where the list was: people keep addresses.
#[get("/cases")]
async fn former_list(visit: Visit) -> HttpResponse {
    visit.go("/child-cases")
}

/// Where a case was: mails that were sent lead here.
#[get("/cases/{id}")]
async fn former(visit: Visit, id: PathId<ChildCaseId>) -> HttpResponse {
    visit.go(&format!("/child-cases/{}", id.0))
}

#[post("/child-cases/{id}")]
async fn answer(
    mut visit: Visit,
    id: PathId<ChildCaseId>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Fault> {
    let id = id.0;
    let caller = visit.caller.clone();
    let sent = &form.value;
    let required = |pointer: &str| AppError::from(FieldError::new(pointer, "required"));
    let done = match sent.step.as_str() {
        "take" => {
            let once = form.once(&caller, "take_child_case");
            let taken = visit.app.take_child_case(&caller, Some(&once), id).await;
            taken.map(|_| "child-cases-taken")
        }
        "note" => {
            let once = form.once(&caller, "note_child_case");
            let body = NoteBody {
                text: sent.text.clone(),
            };
            if body.text.trim().is_empty() {
                Err(required("/text"))
            } else {
                let app = &visit.app;
                let noted = app.note_child_case(&caller, Some(&once), id, &body).await;
                noted.map(|_| "child-cases-noted")
            }
        }
        "close" => match CaseOutcome::from_name(&sent.outcome) {
            None => Err(required("/outcome")),
            Some(outcome) => {
                let once = form.once(&caller, "close_child_case");
                let (app, body) = (&visit.app, CloseCaseBody { outcome });
                let closed = app.close_child_case(&caller, Some(&once), id, body).await;
                closed.map(|_| "child-cases-closed")
            }
        },
        "contact" => match ContactReason::from_name(&sent.reason) {
            None => Err(required("/reason")),
            Some(reason) => {
                let body = ContactViewBody { reason };
                match visit.app.open_child_contact(&caller, id, body).await {
                    Ok(contact) => {
                        let around = Around {
                            contact: Some(contact),
                            ..Around::default()
                        };
                        return page(&mut visit, id, StatusCode::OK, Vec::new(), around).await;
                    }
                    Err(error) => Err(error),
                }
            }
        },
        _ => return Err(AppError::NotFound.into()),
    };
    let mut around = Around {
        note: sent.text.clone(),
        ..Around::default()
    };
    match done {
        Ok(said) => {
            visit.session.say(said);
            Ok(visit.go(&format!("/child-cases/{id}")))
        }
        Err(AppError::Invalid(errors)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&mut visit, id, status, errors, around).await
        }
        Err(AppError::Conflict(conflict)) => {
            around.trouble = Some(conflict.code());
            page(&mut visit, id, StatusCode::CONFLICT, Vec::new(), around).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    visit: &mut Visit,
    id: ChildCaseId,
    status: StatusCode,
    errors: Vec<FieldError>,
    around: Around,
) -> Result<HttpResponse, Fault> {
    let it = visit.app.read_child_case(&visit.caller, id).await?;
    let f = visit.frame.clone();
    let page = CasePage {
        it,
        around,
        errors: Errors(errors),
        outcomes: CaseOutcome::ALL
            .map(|o| Choice::new(o.as_str(), f.word("case-outcome", &o), false))
            .into(),
        reasons: ContactReason::ALL
            .map(|r| Choice::new(r.as_str(), f.word("contact-reason", &r), false))
            .into(),
        now: visit.app.now(),
        f,
    };
    visit.show_as(status, &page)
}
