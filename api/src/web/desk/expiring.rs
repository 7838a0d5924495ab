//! What lapses soon, or did: offers whose checks run out, offers that nobody confirmed, and providers who have to be checked again.

use std::rc::Rc;

use actix_web::{HttpResponse, get};
use askama::Template;
use jiff::Timestamp;

use super::{
    bar::{Tab, address, bar},
    queue::Row,
};
use crate::{
    app::{
        expiry::Expiring,
        reviews::{DeskSearch, DeskTab},
    },
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

/// Items that are shown here; all of them stand in the queue.
const ITEMS: u32 = 50;

#[derive(Template)]
#[template(path = "desk/expiring.html")]
struct ExpiringPage {
    f: Rc<Frame>,
    tabs: Vec<Tab>,
    /// Offers that people see and that have to be looked at again, with until when what was checked counts.
    rechecks: Vec<(Row, Timestamp)>,
    /// Where they stand in the queue.
    queue: String,
    found: Expiring,
    now: Timestamp,
}

impl ExpiringPage {
    fn over(&self, at: &Timestamp) -> bool {
        *at <= self.now
    }
}

#[get("/desk/expiring")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let tab = DeskTab::Expiring;
    let search = DeskSearch {
        tab,
        ..DeskSearch::default()
    };
    let items = visit
        .app
        .list_desk(&visit.caller, &search, None, ITEMS)
        .await?
        .items;
    let counts = visit.app.count_desk(&visit.caller).await?;
    let f = visit.frame.clone();
    let page = ExpiringPage {
        tabs: bar(&f, &counts, tab, (None, "")),
        rechecks: items
            .into_iter()
            .filter_map(|line| {
                let until = line.item.checks_until?;
                Some((Row::of(&visit, line), until))
            })
            .collect(),
        queue: address(&f, tab, None, "", ""),
        found: visit.app.list_expiring(&visit.caller).await?,
        now: visit.app.now(),
        f,
    };
    visit.show(&page)
}
