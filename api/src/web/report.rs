//! Reporting a danger: one tap leads here, the second one reports. Then a code, something more to say, and what came of it.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::ServiceConfig};
use askama::Template;
use jiff::Timestamp;
use punte_core::{
    danger::DangerKind,
    error::FieldError,
    id::{InquiryId, MatchId, OfferId},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{errors::Errors, form::Form, frame::Frame, visit::Visit};
use crate::{
    app::{
        AppError, Caller,
        danger::{FollowedReport, MoreBody, NewReportView, ReportBody},
    },
    extract::Query,
    problem::Fault,
};

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(ask)
        .service(answer)
        .service(say_more)
        .service(follow)
        .service(followed);
}

/// What it is about, as an address or a form names it.
#[derive(Debug, Clone, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    offer: String,
    #[serde(rename = "match", default)]
    of_match: String,
    #[serde(default)]
    inquiry: String,
    #[serde(default)]
    reference: String,
    #[serde(default)]
    kind: String,
}

impl Asked {
    fn of_match(&self) -> Option<MatchId> {
        Uuid::try_parse(&self.of_match).ok().map(MatchId)
    }

    fn inquiry(&self) -> Option<InquiryId> {
        let inquiry = Uuid::try_parse(&self.inquiry).ok().map(InquiryId);
        inquiry.filter(|_| self.of_match().is_none())
    }

    fn offer(&self) -> Option<OfferId> {
        Uuid::try_parse(&self.offer).ok().map(OfferId)
    }

    /// Whether it is known already what it is about.
    fn known(&self) -> bool {
        self.of_match().is_some() || self.inquiry().is_some() || self.offer().is_some()
    }

    /// The report; or what is missing.
    fn body(&self) -> Result<ReportBody, Vec<FieldError>> {
        let reference = self.reference.trim();
        let kind = DangerKind::from_name(&self.kind);
        let named = self.known() || !reference.is_empty();
        match kind {
            Some(kind) if named => Ok(ReportBody {
                match_id: self.of_match(),
                inquiry_id: self.inquiry(),
                offer_id: self
                    .offer()
                    .filter(|_| self.of_match().is_none() && self.inquiry().is_none()),
                reference: (!self.known()).then(|| reference.to_owned()),
                kind,
                text: None,
            }),
            _ => {
                let reference = (!named).then(|| FieldError::new("/reference", "required"));
                let kind = kind.is_none().then(|| FieldError::new("/kind", "required"));
                Err([reference, kind].into_iter().flatten().collect())
            }
        }
    }
}

#[derive(Template)]
#[template(path = "report/ask.html")]
struct AskPage {
    f: Rc<Frame>,
    asked: Asked,
    errors: Errors,
}

impl AskPage {
    #[expect(clippy::unused_self, reason = "templates call methods")]
    const fn kinds(&self) -> [DangerKind; 3] {
        DangerKind::ALL
    }
}

#[derive(Template)]
#[template(path = "report/done.html")]
struct DonePage {
    f: Rc<Frame>,
    code: String,
    /// Until when somebody looks.
    due_at: Timestamp,
    /// Whether something was added a moment ago.
    added: bool,
    text: String,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "report/follow.html")]
struct FollowPage {
    f: Rc<Frame>,
    code: String,
    found: Option<FollowedReport>,
    errors: Errors,
}

#[get("/report")]
async fn ask(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let Query(asked) = asked;
    let page = AskPage {
        f: visit.frame.clone(),
        asked,
        errors: Errors::default(),
    };
    visit.show(&page)
}

#[post("/report")]
async fn answer(mut visit: Visit, form: Form<Asked>) -> Result<HttpResponse, Fault> {
    let asked = form.value.clone();
    let body = match asked.body() {
        Ok(body) => body,
        Err(errors) => return asked_again(&mut visit, asked, errors),
    };
    match report(&visit, &form, &body).await {
        Ok(made) => done(&mut visit, made),
        Err(AppError::Invalid(errors)) => asked_again(&mut visit, asked, errors),
        // From a mail, where nobody is signed in to whom the match or the question is anything: by the offer, then.
        Err(AppError::NotFound) if asked.known() => {
            let asked = Asked {
                kind: asked.kind,
                ..Asked::default()
            };
            let errors = vec![FieldError::new("/reference", "required")];
            asked_again(&mut visit, asked, errors)
        }
        Err(error) => Err(error.into()),
    }
}

/// As the household whose request is open on this phone if the match or the question is theirs, else as whoever is signed in.
async fn report(
    visit: &Visit,
    form: &Form<Asked>,
    body: &ReportBody,
) -> Result<NewReportView, AppError> {
    let callers: [Option<Caller>; 2] = [visit.household().ok(), Some(visit.caller.clone())];
    for caller in callers.into_iter().flatten() {
        let once = form.once(&caller, "report_danger");
        match visit.app.report_danger(&caller, Some(&once), body).await {
            Err(AppError::Invalid(errors))
                if errors
                    .iter()
                    .any(|e| matches!(e.pointer.as_str(), "/match_id" | "/inquiry_id")) => {}
            other => return other,
        }
    }
    Err(AppError::NotFound)
}

fn asked_again(
    visit: &mut Visit,
    asked: Asked,
    errors: Vec<FieldError>,
) -> Result<HttpResponse, Fault> {
    let page = AskPage {
        f: visit.frame.clone(),
        asked,
        errors: Errors(errors),
    };
    visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Not after a redirect: the code is in no address, and loading the page again gives the same answer.
pub(super) fn done(visit: &mut Visit, made: NewReportView) -> Result<HttpResponse, Fault> {
    let page = DonePage {
        f: visit.frame.clone(),
        code: made.code,
        due_at: made.due_at,
        added: false,
        text: String::new(),
        errors: Errors::default(),
    };
    visit.show(&page)
}

#[derive(Deserialize)]
struct More {
    code: String,
    #[serde(default)]
    text: String,
}

#[post("/report/more")]
async fn say_more(mut visit: Visit, form: Form<More>) -> Result<HttpResponse, Fault> {
    let body = MoreBody {
        code: form.value.code.clone(),
        text: form.value.text.clone(),
    };
    let caller = visit.anybody();
    let once = form.once(&caller, "say_more");
    let (status, errors) = match visit.app.say_more(&caller, Some(&once), &body).await {
        Ok(_) => (StatusCode::OK, Vec::new()),
        Err(AppError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
        Err(error) => return Err(error.into()),
    };
    let found = visit.app.follow_report(&caller, &form.value.code).await?;
    let page = DonePage {
        f: visit.frame.clone(),
        code: form.value.code,
        due_at: found.due_at,
        added: errors.is_empty(),
        text: if errors.is_empty() {
            String::new()
        } else {
            form.value.text
        },
        errors: Errors(errors),
    };
    visit.show_as(status, &page)
}

#[derive(Deserialize)]
struct Code {
    #[serde(default)]
    code: String,
}

#[get("/report/follow")]
async fn follow(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let page = FollowPage {
        f: visit.frame.clone(),
        code: String::new(),
        found: None,
        errors: Errors::default(),
    };
    visit.show(&page)
}

#[post("/report/follow")]
async fn followed(mut visit: Visit, form: Form<Code>) -> Result<HttpResponse, Fault> {
    let code = form.value.code;
    let (status, found, errors) = match visit.app.follow_report(&visit.caller, &code).await {
        Ok(found) => (StatusCode::OK, Some(found), Vec::new()),
        Err(AppError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, None, errors),
        Err(error) => return Err(error.into()),
    };
    let page = FollowPage {
        f: visit.frame.clone(),
        code,
        found,
        errors: Errors(errors),
    };
    visit.show_as(status, &page)
}
