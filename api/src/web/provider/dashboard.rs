//! What waits for an answer, what has to be confirmed, the offers, and what was checked.

use std::{collections::BTreeMap, rc::Rc};

use actix_web::{HttpResponse, get, web::Query};
use askama::Template;
use jiff::{SignedDuration, Timestamp};
use punte_core::{
    booking::MatchState,
    id::{OfferId, ProviderId},
    offer::{Availability, ReviewState},
    provider::ProviderStatus,
};
use serde::Deserialize;

use super::{
    administers, own,
    proposal::{self, Asked},
    standing::{Sign, free, is_unchecked, level_keys, missing_for, sign},
};
use crate::{
    app::{
        App, Caller,
        offers::{LastWordView, OfferView},
        providers::ProviderView,
    },
    extract::PathId,
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

/// Offers on one page.
const OFFERS: u32 = 50;

/// Hours before its end in which an offer is brought up: whoever looks in once a week sees it in time.
const DUE_H: i64 = 7 * 24;

#[derive(Template)]
#[template(path = "provider/start.html")]
struct StartPage {
    f: Rc<Frame>,
    /// The providers of the account, if there are several.
    providers: Vec<ProviderView>,
}

/// An offer as the list shows it.
pub struct Row {
    /// The offer.
    pub offer: OfferView,
    /// Where it stands.
    pub sign: Sign,
    /// How much is free; nothing while that means nothing.
    pub free: String,
    /// The town.
    pub place: String,
    /// What has to be shown to us first, by keys.
    pub missing: Vec<&'static str>,
    /// Whether a changed version waits.
    pub edited: bool,
    /// Whether it has to be confirmed soon, or should have been.
    pub due: bool,
}

impl Row {
    /// Of an offer.
    pub fn of(f: &Frame, provider: &ProviderView, offer: OfferView, now: Timestamp) -> Self {
        let live = matches!(offer.review, ReviewState::Approved | ReviewState::Expired);
        let ends = offer.review != ReviewState::Rejected && offer.review != ReviewState::Withdrawn;
        let soon = offer.expires_at < now + SignedDuration::from_hours(DUE_H);
        Self {
            sign: sign(f, provider, &offer, now),
            free: if live { free(f, &offer) } else { String::new() },
            place: String::new(),
            missing: missing_for(provider, &offer, now)
                .into_iter()
                .filter(|_| ends)
                .flat_map(|level| level_keys(level, provider.profile.kind))
                .copied()
                .collect(),
            edited: live && offer.edit_waits,
            due: live && offer.availability != Availability::Paused && soon,
            offer,
        }
    }

    /// What the moderators said.
    pub const fn word(&self) -> Option<&LastWordView> {
        self.offer.last_word.as_ref()
    }

    /// The same, where it is something that waits: not of what was taken back or is stopped.
    pub const fn asked(&self) -> Option<&LastWordView> {
        match self.offer.review {
            ReviewState::Suspended | ReviewState::Withdrawn => None,
            _ => self.word(),
        }
    }

    /// What has to be shown again, in words, and until when what was checked counts.
    pub fn to_show_again(&self, f: &Frame) -> Option<(Vec<String>, Timestamp)> {
        let points = self.offer.to_show_again.iter();
        let words: Vec<String> = points
            .filter_map(|point| point.words(f.locale))
            .map(str::to_owned)
            .collect();
        self.offer
            .checks_until
            .filter(|_| !words.is_empty())
            .map(|until| (words, until))
    }

    /// Whether what was checked counts no more.
    pub fn unchecked(&self, now: &Timestamp) -> bool {
        is_unchecked(&self.offer, *now)
    }

    /// Whether its end has passed.
    pub fn over(&self, now: &Timestamp) -> bool {
        self.offer.expires_at <= *now
    }

    /// Whether it has an end that one can do something about.
    pub const fn ends(&self) -> bool {
        matches!(
            self.offer.review,
            ReviewState::Approved | ReviewState::Expired
        )
    }
}

#[derive(Template)]
#[template(path = "provider/dashboard.html")]
struct DashboardPage {
    f: Rc<Frame>,
    provider: ProviderView,
    several: bool,
    /// Whether the caller may correct what the provider says about itself.
    corrects: bool,
    now: Timestamp,
    waiting: Vec<Asked>,
    agreed: Vec<Asked>,
    rows: Vec<Row>,
    next: Option<OfferId>,
    first: bool,
    /// Messages of households that were not read.
    unread: u32,
}

impl DashboardPage {
    /// Whether households may write without having chosen: to institutions.
    fn is_asked(&self) -> bool {
        self.provider.profile.kind.is_organisation()
    }

    fn due(&self) -> Vec<&Row> {
        self.rows.iter().filter(|row| row.due).collect()
    }

    /// Things that wait for the provider.
    fn things(&self) -> usize {
        let asked = self.rows.iter().filter(|r| r.asked().is_some()).count();
        let again = self.rows.iter();
        let again = again.filter(|r| !r.offer.to_show_again.is_empty());
        self.waiting.len() + self.due().len() + asked + again.count() + usize::from(self.unread > 0)
    }

    fn stopped(&self) -> bool {
        matches!(
            self.provider.status,
            ProviderStatus::Suspended | ProviderStatus::Blocked
        )
    }
}

#[derive(Deserialize)]
struct From {
    after: Option<OfferId>,
}

/// Where everybody who offers help begins.
#[get("/provider")]
pub(super) async fn start(mut visit: Visit) -> Result<HttpResponse, Fault> {
    if !visit.frame.person.account {
        let page = StartPage {
            f: visit.frame.clone(),
            providers: Vec::new(),
        };
        return visit.show(&page);
    }
    let providers = own(&visit).await?;
    match providers.as_slice() {
        [] => Ok(visit.go("/provider/new")),
        [one] => {
            let page = dashboard(&visit, one.clone(), false, None).await?;
            visit.show(&page)
        }
        _ => {
            let page = StartPage {
                f: visit.frame.clone(),
                providers,
            };
            visit.show(&page)
        }
    }
}

/// One of them.
#[get("/provider/of/{id}")]
pub(super) async fn of_one(
    mut visit: Visit,
    PathId(id): PathId<ProviderId>,
    from: Query<From>,
) -> Result<HttpResponse, Fault> {
    let providers = own(&visit).await?;
    let several = providers.len() > 1;
    let provider = match providers.into_iter().find(|p| p.id == id) {
        Some(own) => own,
        // Says what the caller may be told: that there is none.
        None => visit.app.read_provider(&visit.caller, id).await?,
    };
    let page = dashboard(&visit, provider, several, from.after).await?;
    visit.show(&page)
}

async fn dashboard(
    visit: &Visit,
    provider: ProviderView,
    several: bool,
    after: Option<OfferId>,
) -> Result<DashboardPage, Fault> {
    let (app, caller, f) = (&visit.app, &visit.caller, visit.frame.clone());
    let now = app.now();
    let offers = app.list_offers(caller, provider.id, after, OFFERS).await?;
    let mut towns = BTreeMap::new();
    let mut rows = Vec::with_capacity(offers.items.len());
    for offer in offers.items {
        let id = offer.content.place_id;
        let place = match towns.get(&id) {
            Some(name) => String::clone(name),
            None => {
                let name = app.read_place(caller, id).await?.name;
                towns.insert(id, name.clone());
                name
            }
        };
        let row = Row::of(&f, &provider, offer, now);
        rows.push(Row { place, ..row });
    }
    let mut waiting = asked(app, caller, &provider, MatchState::Proposed).await?;
    waiting.sort_by_key(|asked| asked.view.answer_by);
    let mut agreed = Vec::new();
    for state in [
        MatchState::Accepted,
        MatchState::Confirmed,
        MatchState::Started,
    ] {
        agreed.extend(asked(app, caller, &provider, state).await?);
    }
    let blocked = provider.status == ProviderStatus::Blocked;
    Ok(DashboardPage {
        f,
        several,
        corrects: !blocked && administers(visit, provider.id),
        now,
        waiting,
        agreed,
        rows,
        next: offers.next,
        first: after.is_none(),
        unread: app.count_unread_inquiries(caller, provider.id).await?,
        provider,
    })
}

/// The matches of a provider in one state.
async fn asked(
    app: &App,
    caller: &Caller,
    provider: &ProviderView,
    state: MatchState,
) -> Result<Vec<Asked>, Fault> {
    let found = app
        .list_provider_matches(caller, provider.id, Some(state), None, 100)
        .await?;
    proposal::asked(app, caller, provider.id, found.items).await
}
