//! The audit log, for auditors: filtered by what was done, about what, and the day.

use std::rc::Rc;

use actix_web::{HttpResponse, get, web::ServiceConfig};
use askama::Template;
use punte_core::id::SubjectId;
use serde::Deserialize;
use uuid::Uuid;

use super::{day::read_day, frame::Frame, visit::Visit};
use crate::{
    app::audit_events::{ActionName, AuditEventView, AuditKey, AuditQuery},
    extract::{Query, decode, encode},
    problem::Fault,
};

/// Lines on a page.
const ROWS: u32 = 50;

/// What the address asks for. Everything is a text: a form sends empty ones, and what cannot be read asks for nothing.
#[derive(Debug, Clone, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    action: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    f: Rc<Frame>,
    asked: Asked,
    events: Vec<AuditEventView>,
    next: Option<String>,
}

impl AuditPage {
    /// Whether not every line is asked for.
    fn filtered(&self) -> bool {
        let Asked {
            action,
            subject,
            day,
            ..
        } = &self.asked;
        [action, subject, day].iter().any(|text| !text.is_empty())
    }

    /// The codes of a line; nothing where there are none.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn data(&self, event: &AuditEventView) -> Option<String> {
        let some = event.data.as_object().is_some_and(|data| !data.is_empty());
        some.then(|| event.data.to_string())
    }
}

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config.service(show);
}

#[get("/audit")]
async fn show(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let Query(asked) = asked;
    let text = |text: &str| text.trim().to_owned();
    let query = AuditQuery {
        action: ActionName::try_from(text(&asked.action)).ok(),
        subject: Uuid::try_parse(&text(&asked.subject)).ok().map(SubjectId),
        day: read_day(&asked.day, visit.frame.today),
    };
    let mark = Some(asked.after.as_str()).filter(|a| !a.is_empty());
    let before: Option<AuditKey> = decode(mark).unwrap_or(None);
    let found = visit
        .app
        .list_audit_events(&visit.caller, &query, before, ROWS)
        .await?;
    let f = visit.frame.clone();
    let next = found.next.and_then(|key| encode(&key)).map(|after| {
        let pairs = form_urlencoded::Serializer::new(String::new())
            .append_pair("action", &asked.action)
            .append_pair("subject", &asked.subject)
            .append_pair("day", &asked.day)
            .append_pair("after", &after)
            .finish();
        f.to(&format!("/audit?{pairs}"))
    });
    let page = AuditPage {
        asked,
        events: found.items,
        next,
        f,
    };
    visit.show(&page)
}
