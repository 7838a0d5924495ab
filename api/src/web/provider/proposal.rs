//! What a household asks, and what was agreed.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{
    aftercare::Step,
    booking::{MatchState, Side},
    id::{MatchId, OfferId, ProviderId},
    message::may_write,
    offer::Category,
    request::ChildrenOfAge,
};
use serde::Deserialize;

use super::home_of;
use crate::{
    app::{
        App, AppError, Caller,
        contacts::{ContactsView, HouseholdContact},
        matches::MatchView,
    },
    extract::PathId,
    problem::Fault,
    web::{
        form::Form,
        frame::Frame,
        stops::{Meeting, Stops},
        visit::Visit,
    },
};

/// A match with the name of its offer.
pub struct Asked {
    /// The match.
    pub view: MatchView,
    /// The title of the offer.
    pub offer: String,
    /// Of a ride: the names of its stops.
    stops: Rc<Stops>,
}

impl Asked {
    /// Who comes: `3 people, 1 child among them, 1 animal`.
    pub fn party(&self, f: &Frame) -> String {
        let party = &self.view.party;
        let mut words = vec![f.n("provider-party-people", party.people)];
        if party.children > 0 {
            words.push(f.n("provider-party-children", party.children));
        }
        if party.pets > 0 {
            words.push(f.n("provider-party-pets", party.pets));
        }
        words.join(", ")
    }

    /// How old the children are, once contacts can be seen: `under 1 year: 1, 4 to 11 years: 2`.
    pub fn ages(&self, f: &Frame) -> Option<String> {
        let of = |c: &ChildrenOfAge| format!("{}: {}", f.word("child-age", &c.age), c.count);
        let ages: Vec<String> = self.view.children_by_age.iter().map(of).collect();
        (!ages.is_empty()).then(|| ages.join(", "))
    }

    /// Whether it says later how old the children are.
    pub fn ages_come(&self) -> bool {
        self.waits() && self.view.party.children > 0
    }

    /// What they would take: `3 beds`.
    pub fn quantity(&self, f: &Frame) -> String {
        let key = match self.view.category {
            // So many of one week.
            Category::Medical => "provider-visits".to_owned(),
            category => format!("provider-unit-{}", category.as_str()),
        };
        let unit = f.n(&key, self.view.quantity);
        format!("{}\u{a0}{unit}", self.view.quantity)
    }

    /// When: `1 March 2027 to 4 March 2027, 3 nights`, or a week.
    pub fn when(&self, f: &Frame) -> Option<String> {
        let days = self.view.during?;
        let words = f.held(&self.view.category, &days);
        Some(match self.view.category {
            Category::Medical => words,
            _ => format!("{words}, {}", f.n("provider-count-nights", days.nights())),
        })
    }

    /// Of a ride: from where to where they come along.
    pub fn between(&self, f: &Frame) -> Option<String> {
        let (from, to) = (self.view.from_place_id, self.view.to_place_id);
        self.stops.words(f, from, to)
    }

    /// Of a ride: between which times it leaves, as far as is known now.
    pub fn leaves(&self, f: &Frame) -> Option<String> {
        let ride = self.view.leaves()?;
        Some(self.stops.departure(f, &self.view, &ride))
    }

    /// Of a ride that leaves at another time now: when it was to leave.
    pub fn was_to_leave(&self, f: &Frame) -> Option<String> {
        let ride = self.view.was_to_leave()?;
        Some(self.stops.departure(f, &self.view, &ride))
    }

    /// Of a ride: where and when they get in.
    pub fn meeting(&self, f: &Frame) -> Option<Meeting> {
        self.stops.meeting(f, &self.view)
    }

    /// Which days, or of a ride from where to where.
    pub fn which(&self, f: &Frame) -> Option<String> {
        self.stops.which(f, &self.view)
    }

    /// Whether it waits for an answer.
    pub fn waits(&self) -> bool {
        self.view.state == MatchState::Proposed
    }

    /// Whether it is agreed and can still be called off.
    pub const fn can_cancel(&self) -> bool {
        matches!(
            self.view.state,
            MatchState::Accepted | MatchState::Confirmed
        )
    }

    /// Whether the provider confirmed, and the household did not yet.
    pub fn confirmed(&self) -> bool {
        self.view.state == MatchState::Accepted && self.view.confirmed_by.contains(&Side::Provider)
    }

    /// What was said about whether it is over.
    pub fn over(&self, f: &Frame) -> Option<String> {
        f.over(&self.view, Side::Provider)
    }

    /// Whether there is somebody to write to, or something to read.
    pub fn writes(&self) -> bool {
        may_write(self.view.state) || self.view.unread > 0
    }

    /// Its page, below the language.
    pub fn home(&self) -> String {
        format!("/provider/matches/{}", self.view.id)
    }

    /// The last part of the address of a step.
    #[expect(
        clippy::unused_self,
        clippy::trivially_copy_pass_by_ref,
        reason = "templates call methods, and pass references"
    )]
    pub fn address(&self, step: &Step) -> String {
        step.as_str().replace('_', "-")
    }

    /// Where it stands, as the provider says it.
    pub fn state(&self, f: &Frame) -> String {
        match self.view.state {
            MatchState::Accepted => f.t("provider-state-accepted"),
            MatchState::Declined => f.t("provider-state-declined"),
            ref other => f.state("match", other),
        }
    }
}

/// Matches of a provider with the titles of their offers.
pub async fn asked(
    app: &App,
    caller: &Caller,
    provider: ProviderId,
    views: Vec<MatchView>,
) -> Result<Vec<Asked>, Fault> {
    let ids: Vec<OfferId> = views.iter().map(|view| view.offer_id).collect();
    let titles = app.list_offer_titles(caller, provider, &ids).await?;
    let stops = Rc::new(Stops::of_matches(app, caller, &views).await?);
    let asked = views.into_iter().map(|view| Asked {
        offer: titles.get(&view.offer_id).cloned().unwrap_or_default(),
        stops: stops.clone(),
        view,
    });
    Ok(asked.collect())
}

/// One match, of the caller's own provider: a household that opened its request sees it elsewhere.
pub async fn one(visit: &Visit, id: MatchId) -> Result<Asked, Fault> {
    if !visit.frame.person.account {
        return Err(AppError::Unauthenticated.into());
    }
    let view = visit.app.read_match(&visit.caller, id).await?;
    let offer = visit.app.read_offer(&visit.caller, view.offer_id).await?;
    let around = std::slice::from_ref(&view);
    let stops = Stops::of_matches(&visit.app, &visit.caller, around).await?;
    Ok(Asked {
        view,
        offer: offer.content.title,
        stops: Rc::new(stops),
    })
}

#[derive(Template)]
#[template(path = "provider/match.html")]
struct MatchPage {
    f: Rc<Frame>,
    asked: Asked,
    home: String,
    contact: Option<HouseholdContact>,
    problem: Option<&'static str>,
}

#[get("/provider/matches/{id}")]
pub(super) async fn show(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
) -> Result<HttpResponse, Fault> {
    let asked = one(&visit, id).await?;
    page(&mut visit, asked, None, None)
}

/// What a form without fields of its own sends.
#[derive(Deserialize)]
struct Nothing {}

/// Shows the household's contacts. It is written down, so it is no `GET`.
#[post("/provider/matches/{id}/contacts")]
pub(super) async fn contacts(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Fault> {
    let asked = one(&visit, id).await?;
    match visit.app.read_contacts(&visit.caller, id).await {
        Ok(ContactsView { household, .. }) => page(&mut visit, asked, household, None),
        Err(AppError::Conflict(conflict)) => page(&mut visit, asked, None, Some(conflict.code())),
        Err(error) => Err(error.into()),
    }
}

fn page(
    visit: &mut Visit,
    asked: Asked,
    contact: Option<HouseholdContact>,
    problem: Option<&'static str>,
) -> Result<HttpResponse, Fault> {
    let status = if problem.is_some() {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    let page = MatchPage {
        f: visit.frame.clone(),
        home: visit.frame.to(&home_of(asked.view.provider_id)),
        asked,
        contact,
        problem,
    };
    visit.show_as(status, &page)
}
