//! Reports of danger and blocks that wait for a second look: the list with its clock.

use std::rc::Rc;

use actix_web::{HttpResponse, get};
use askama::Template;
use jiff::Timestamp;
use serde::Deserialize;

use super::{
    bar::{Tab, address as part, bar},
    waiting::{age, due},
};
use crate::{
    app::{
        danger::{BlockView, ReportKey, ReportLine},
        reviews::DeskTab,
    },
    extract::{Query, decode, encode},
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

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
#[template(path = "desk/reports.html")]
struct ReportsPage {
    f: Rc<Frame>,
    tabs: Vec<Tab>,
    /// How many items of the queue are of providers that a report is open about, and where they are.
    queued: (u32, String),
    closed: bool,
    blocks: Vec<BlockView>,
    reports: Vec<ReportLine>,
    /// Where the first page is, if this is another one.
    first: Option<String>,
    next: Option<String>,
    now: Timestamp,
}

impl ReportsPage {
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

#[get("/desk/reports")]
pub(super) async fn show(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let Query(asked) = asked;
    let closed = asked.closed == "yes";
    // A mark of a page that cannot be read begins at the first one.
    let mark = Some(asked.after.as_str()).filter(|a| !a.is_empty());
    let after: Option<ReportKey> = decode(mark).unwrap_or(None);
    let found = visit
        .app
        .list_reports(&visit.caller, closed, after, ROWS)
        .await?;
    let blocks = if closed {
        Vec::new()
    } else {
        visit.app.list_blocks(&visit.caller).await?
    };
    let counts = visit.app.count_desk(&visit.caller).await?;
    let f = visit.frame.clone();
    let address = f.to(if closed {
        "/desk/reports?closed=yes&after="
    } else {
        "/desk/reports?after="
    });
    let tab = DeskTab::Reported;
    let page = ReportsPage {
        tabs: bar(&f, &counts, tab, (None, "")),
        queued: (counts.reported, part(&f, tab, None, "", "")),
        first: after.map(|_| {
            address
                .trim_end_matches("after=")
                .trim_end_matches(['?', '&'])
                .to_owned()
        }),
        next: found
            .next
            .and_then(|key| encode(&key))
            .map(|mark| format!("{address}{mark}")),
        closed,
        blocks,
        reports: found.items,
        now: visit.app.now(),
        f,
    };
    visit.show(&page)
}
