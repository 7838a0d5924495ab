//! What lapses soon, or did: offers whose checks run out, offers that nobody confirmed, and providers who have to be checked again.

use std::rc::Rc;

use actix_web::{HttpResponse, get};
use askama::Template;
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    bar::{Tab, address, bar},
    queue::Row,
};
use crate::{
    app::{
        expiry::{Expiring, ToCheckKey, UnconfirmedKey},
        reviews::{DeskSearch, DeskTab},
    },
    extract::{Query, decode, encode},
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

/// Items that are shown here; all of them stand in the queue.
const ITEMS: u32 = 50;

/// Rows of the other two lists on a page.
const ROWS: u32 = 25;

/// Behind what the two lists begin.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    offers: String,
    #[serde(default)]
    providers: String,
}

/// A mark of a page; one that cannot be read begins at the first.
fn mark<K: DeserializeOwned>(text: &str) -> Option<K> {
    decode(Some(text).filter(|mark| !mark.is_empty())).unwrap_or(None)
}

/// Where the other pages of a list are.
struct Ways {
    /// The first one, if this is another.
    first: Option<String>,
    /// The next one, if there is one.
    next: Option<String>,
}

impl Ways {
    fn new<K: Serialize>(
        f: &Frame,
        (of, anchor): (&str, &str),
        later: bool,
        next: Option<&K>,
    ) -> Self {
        let next = next.and_then(encode);
        Self {
            first: later.then(|| f.to(&format!("/desk/expiring#{anchor}"))),
            next: next.map(|mark| f.to(&format!("/desk/expiring?{of}={mark}#{anchor}"))),
        }
    }
}

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
    offers: Ways,
    providers: Ways,
    now: Timestamp,
}

impl ExpiringPage {
    fn over(&self, at: &Timestamp) -> bool {
        *at <= self.now
    }
}

#[get("/desk/expiring")]
pub(super) async fn show(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let offer: Option<UnconfirmedKey> = mark(&asked.0.offers);
    let provider: Option<ToCheckKey> = mark(&asked.0.providers);
    let found = visit
        .app
        .list_expiring(&visit.caller, (offer, provider), ROWS)
        .await?;
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
        offers: Ways::new(
            &f,
            ("offers", "confirm"),
            offer.is_some(),
            found.offers.next.as_ref(),
        ),
        providers: Ways::new(
            &f,
            ("providers", "recheck"),
            provider.is_some(),
            found.providers.next.as_ref(),
        ),
        found,
        now: visit.app.now(),
        f,
    };
    visit.show(&page)
}
