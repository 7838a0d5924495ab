//! What visitors said about pages, the open remarks first.

use std::rc::Rc;

use actix_web::{HttpResponse, get};
use askama::Template;
use serde::Deserialize;

use crate::{
    app::remarks::RemarkView,
    extract::{Query, decode, encode},
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

/// Rows on a page.
const ROWS: u32 = 25;

const KINDS: [&str; 2] = ["feedback", "suggestion"];
const STATES: [&str; 3] = ["open", "assigned", "closed"];

/// What the address asks for. Everything is a text: a form sends empty ones, and a saved address may be old.
#[derive(Debug, Clone, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "admin/remarks.html")]
struct RemarksPage {
    f: Rc<Frame>,
    kind: Option<&'static str>,
    state: Option<&'static str>,
    remarks: Vec<RemarkView>,
    /// Where the first page is, if this is another one.
    first: Option<String>,
    next: Option<String>,
}

impl RemarksPage {
    const fn filtered(&self) -> bool {
        self.kind.is_some() || self.state.is_some()
    }

    /// The kinds, and whether one is chosen.
    fn kinds(&self) -> [(&'static str, bool); 2] {
        KINDS.map(|kind| (kind, self.kind == Some(kind)))
    }

    /// The states, and whether one is chosen.
    fn states(&self) -> [(&'static str, bool); 3] {
        STATES.map(|state| (state, self.state == Some(state)))
    }

    /// The beginning of what was said: the whole stands on its page.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn beginning(&self, text: &str) -> String {
        let mut begun: String = text.chars().take(100).collect();
        if text.chars().nth(100).is_some() {
            begun.push('…');
        }
        begun
    }
}

fn address(f: &Frame, kind: Option<&str>, state: Option<&str>, after: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [
        ("kind", kind.unwrap_or_default()),
        ("state", state.unwrap_or_default()),
        ("after", after),
    ] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    let mark = if query.is_empty() { "" } else { "?" };
    f.to(&format!("/admin{mark}{query}"))
}

#[get("/admin")]
pub(super) async fn show(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let Query(asked) = asked;
    let kind = KINDS.into_iter().find(|kind| *kind == asked.kind);
    let state = STATES.into_iter().find(|state| *state == asked.state);
    // A mark of a page that cannot be read begins at the first one.
    let after = decode(Some(asked.after.as_str()).filter(|a| !a.is_empty())).unwrap_or(None);
    let found = visit
        .app
        .list_remarks(&visit.caller, kind, state, after, ROWS)
        .await?;
    let f = visit.frame.clone();
    let next = found
        .next
        .and_then(|key| encode(&key))
        .map(|mark| address(&f, kind, state, &mark));
    let page = RemarksPage {
        first: after.map(|_| address(&f, kind, state, "")),
        remarks: found.items,
        kind,
        state,
        next,
        f,
    };
    visit.show(&page)
}
