//! What was asked and is over.

use std::rc::Rc;

use actix_web::{HttpResponse, get, web::Query};
use askama::Template;
use punte_core::id::{MatchId, ProviderId};
use serde::Deserialize;

use super::{
    home_of,
    proposal::{self, Asked},
};
use crate::{
    extract::PathId,
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

/// Matches on one page.
const SHOWN: u32 = 50;

#[derive(Template)]
#[template(path = "provider/history.html")]
struct HistoryPage {
    f: Rc<Frame>,
    home: String,
    path: String,
    all: Vec<Asked>,
    next: Option<MatchId>,
}

#[derive(Deserialize)]
struct From {
    after: Option<MatchId>,
}

#[get("/provider/of/{id}/history")]
pub(super) async fn show(
    mut visit: Visit,
    PathId(id): PathId<ProviderId>,
    from: Query<From>,
) -> Result<HttpResponse, Fault> {
    let (app, caller) = (&visit.app, &visit.caller);
    let after = match from.after {
        Some(last) => {
            let last = app.read_match(caller, last).await?;
            Some((last.created_at, last.id))
        }
        None => None,
    };
    let found = app
        .list_provider_matches(caller, id, None, after, SHOWN)
        .await?;
    let page = HistoryPage {
        f: visit.frame.clone(),
        home: visit.frame.to(&home_of(id)),
        path: visit.frame.to(&format!("{}/history", home_of(id))),
        next: found.next.map(|(_, id)| id),
        all: proposal::asked(app, caller, id, found.items).await?,
    };
    visit.show(&page)
}
