//! One choice: where it stands, what comes next, the other side's contacts, calling it off.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use jiff::Timestamp;
use punte_core::{
    aftercare::Step,
    booking::{EndReason, MatchState, Side},
    error::FieldError,
    id::MatchId,
    message::may_write,
    offer::Category,
    request::NeedState,
};
use serde::Deserialize;

use super::{need::own, request::title_of};
use crate::{
    app::{
        AppError,
        contacts::ProviderContact,
        matches::{CheckInView, EndBody, MatchView},
    },
    extract::PathId,
    problem::Fault,
    web::{
        errors::Errors,
        form::Form,
        frame::Frame,
        stops::{Meeting, Stops},
        titles::Title,
        visit::Visit,
    },
};

/// Why a household calls off; the order of the list.
const REASONS: [EndReason; 5] = [
    EndReason::DatesChanged,
    EndReason::FoundElsewhere,
    EndReason::DoesNotFit,
    EndReason::Emergency,
    EndReason::NoReason,
];

/// One stone of the way.
struct Stone {
    /// `done`, `now` or nothing.
    class: &'static str,
    name: String,
    when: String,
}

/// What became of the need of what came to nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Again {
    /// It is looked for again.
    Open,
    /// Its days are over; whether it can be asked for on others.
    Over(bool),
    /// It is not looked for any more.
    Closed,
}

/// A part of the contacts that may be another now than it was agreed.
struct Detail {
    name: String,
    /// None if it is not said any more.
    now: Option<String>,
    /// As it was agreed, if that is something else.
    then: Option<String>,
    /// The map that phones open by themselves: RFC 5870.
    geo: Option<String>,
}

#[derive(Template)]
#[template(path = "my/match.html")]
struct MatchPage {
    f: Rc<Frame>,
    errors: Errors,
    m: MatchView,
    title: Option<Title>,
    /// Of a ride: from where to where. Of medical help: in which week. Of a stay: which nights.
    which: Option<String>,
    /// Of a ride: between which times it leaves, as far as is known now.
    leaves: Option<String>,
    /// Of a ride that leaves at another time now: when it was to leave.
    was_to_leave: Option<String>,
    /// Of a ride: where and when they get in.
    meeting: Option<Meeting>,
    way: Vec<Stone>,
    contacts: Option<ProviderContact>,
    reasons: [EndReason; 5],
    /// Whether the same may be looked for on other days.
    goes_on: bool,
    /// Whether nights are left that are given back once both sides say that it is over.
    gives_back: bool,
    /// What becomes of the need where somebody does not come.
    again: Again,
    now: Timestamp,
}

impl MatchPage {
    /// Whether the household can still call it off.
    fn can_cancel(&self) -> bool {
        self.m
            .state
            .after(punte_core::booking::MatchAction::Cancel, Side::Refugee)
            .is_ok()
    }

    /// The newest check-in that is asked and not answered.
    fn check_in(&self) -> Option<&CheckInView> {
        due(&self.m, self.now)
    }

    /// Whether the household confirmed, and the other side did not yet.
    fn confirmed(&self) -> bool {
        self.m.state == MatchState::Accepted && self.m.confirmed_by.contains(&Side::Refugee)
    }

    /// What was said about whether it is over.
    fn over(&self) -> Option<String> {
        self.f.over(&self.m, Side::Refugee)
    }

    /// That they have another name than when it was agreed.
    fn renamed(&self) -> Option<String> {
        let renamed = self.m.renamed.as_ref()?;
        let shown = self.contacts.as_ref();
        let sealed = shown.and_then(|contacts| contacts.former_name.as_ref());
        Some(match renamed.former_name.as_ref().or(sealed) {
            Some(name) => self.f.w("my-renamed-from", "name", name),
            None => self.f.t("my-renamed"),
        })
    }

    /// Whether what they were called then is to be seen, and was not asked for.
    fn is_former_name_hidden(&self) -> bool {
        let renamed = self.m.renamed.as_ref();
        self.contacts.is_none() && renamed.is_some_and(|renamed| renamed.with_contacts)
    }

    /// Where it stands, and what to do.
    fn next(&self) -> String {
        match (self.m.state, self.m.end_reason) {
            (_, Some(EndReason::NotBegun)) => self.f.t("my-next-not-begun"),
            // They stand before a door, or at a station.
            (MatchState::NoShow, _) if self.m.ended_by == Some(Side::Refugee) => {
                self.f.t(match self.again {
                    Again::Open => "my-next-not-there",
                    Again::Over(_) => "my-next-not-there-over",
                    Again::Closed => "my-next-not-there-closed",
                })
            }
            (MatchState::NoShow, _) => self.f.t(match self.again {
                Again::Open => "my-next-no-show",
                Again::Over(_) => "my-next-no-show-over",
                Again::Closed => "my-next-no-show-closed",
            }),
            // Nobody could have answered it.
            (MatchState::Expired, Some(EndReason::NoLongerFree | EndReason::OfferGone)) => {
                self.f.t("my-next-declined")
            }
            // They looked, and said so.
            (MatchState::Accepted, _) if self.confirmed() => self.f.t("after-confirmed-you"),
            (state, _) => self.f.tt("my-next", state.as_str()),
        }
    }

    /// Whether they are told to call somebody who is not the other side: then there are numbers.
    fn calls(&self) -> bool {
        matches!(
            self.m.state,
            MatchState::Started | MatchState::StoppedForSafety | MatchState::NoShow
        )
    }

    /// Whether it may be confirmed now, and what that says has to be told.
    fn may_confirm(&self) -> bool {
        self.m.steps.contains(&Step::Confirm)
    }

    fn moves(&self) -> bool {
        self.m.steps.iter().any(|s| *s != Step::NoShow)
    }

    fn can_no_show(&self) -> bool {
        self.m.steps.contains(&Step::NoShow)
    }

    /// What it means that the other side was not there.
    fn no_show_means(&self) -> String {
        self.f.t(match self.again {
            Again::Over(_) => "after-no-show-what-over",
            Again::Open | Again::Closed => "after-no-show-what",
        })
    }

    /// Whether the same can be asked for on other days, as those that were asked for are over.
    fn other_days(&self) -> bool {
        self.again == Again::Over(true)
    }

    /// Whether there is somebody to write to, or something to read.
    fn writes(&self) -> bool {
        may_write(self.m.state) || self.m.unread > 0
    }

    fn home(&self) -> String {
        format!("/my/matches/{}", self.m.id)
    }

    /// Where it is and who drives: as it is now, and as it was agreed where that is something else.
    fn details(&self) -> Vec<Detail> {
        let Some(c) = &self.contacts else {
            return Vec::new();
        };
        let now = c.changed.as_ref();
        let point = now.map_or(c.point, |now| now.point);
        let parts = [
            ("my-contact-address", &c.address, now.map(|n| &n.address)),
            ("my-contact-driver", &c.driver, now.map(|n| &n.driver)),
            ("my-contact-plate", &c.plate, now.map(|n| &n.plate)),
            (
                "my-contact-licence",
                &c.licence_number,
                now.map(|n| &n.licence_number),
            ),
        ];
        let said = parts.into_iter().filter_map(|(name, then, now)| {
            let now = now.unwrap_or(then);
            (now.is_some() || then.is_some()).then(|| Detail {
                geo: point
                    .filter(|_| name == "my-contact-address" && now.is_some())
                    .map(|point| format!("geo:{},{}", point.lat(), point.lon())),
                name: self.f.t(name),
                now: now.clone(),
                then: then.clone().filter(|_| now != then),
            })
        });
        said.collect()
    }
}

/// The newest check-in of a match that is asked and not answered.
pub(super) fn due(m: &MatchView, now: Timestamp) -> Option<&CheckInView> {
    let asked = |c: &&CheckInView| c.answer.is_none() && c.due_at <= now;
    m.check_ins.iter().rev().find(asked)
}

fn way(f: &Frame, m: &MatchView) -> Vec<Stone> {
    let stone = |class, key: &str, when| Stone {
        class,
        name: f.t(key),
        when,
    };
    let chosen = stone("done", "my-way-chosen", f.time_at(&m.created_at));
    let answer = |class| {
        stone(
            class,
            "my-way-answer",
            f.w("my-way-by", "time", f.time_at(&m.answer_by)),
        )
    };
    let day = match (m.category, m.during) {
        (_, None) => String::new(),
        (Category::Medical, Some(week)) => f.week(week),
        (_, Some(days)) => f.period(days),
    };
    let said_yes = stone("done", "my-way-yes", String::new());
    let ended = Stone {
        class: "now",
        name: f.state("match", &m.state),
        when: m
            .end_reason
            // Nobody is asked for one.
            .filter(|_| m.state != MatchState::NoShow)
            .map(|reason| f.word("end-reason", &reason))
            .unwrap_or_default(),
    };
    match m.state {
        MatchState::Suggested | MatchState::Proposed => vec![
            chosen,
            answer("now"),
            stone("", "my-way-contacts", String::new()),
            stone("", "my-way-there", day),
        ],
        MatchState::Accepted | MatchState::Confirmed => vec![
            chosen,
            said_yes,
            stone("now", "my-way-contacts", String::new()),
            stone("", "my-way-there", day),
        ],
        MatchState::Started => vec![chosen, said_yes, stone("now", "my-way-there", day)],
        MatchState::Completed => vec![chosen, said_yes, stone("done", "my-way-there", day)],
        _ => vec![chosen, ended],
    }
}

/// Whether the same may be looked for beside what is agreed.
async fn goes_on(visit: &Visit, m: &MatchView) -> Result<bool, Fault> {
    Ok(match m.need_id.filter(|_| m.state.holds()) {
        Some(need) => {
            let household = visit.household()?;
            visit.app.may_move_on(&household, need).await?
        }
        None => false,
    })
}

/// What becomes of the need where somebody does not come; looked up where that is said alone.
async fn again(visit: &Visit, m: &MatchView) -> Result<Again, Fault> {
    let told = m.state == MatchState::NoShow || m.steps.contains(&Step::NoShow);
    let Some(id) = m.need_id.filter(|_| told) else {
        return Ok(Again::Closed);
    };
    let (_, need) = own(visit, &visit.household()?, id).await?;
    let state = need.state;
    Ok(match state {
        NeedState::Withdrawn | NeedState::Closed => Again::Closed,
        _ if need.need.is_over(visit.frame.today) => Again::Over(state.is_correctable()),
        _ if state.is_looking() => Again::Open,
        _ => Again::Closed,
    })
}

async fn page(
    visit: &Visit,
    m: MatchView,
    contacts: Option<ProviderContact>,
    errors: Vec<FieldError>,
) -> Result<MatchPage, Fault> {
    let around = std::slice::from_ref(&m);
    let stops = Stops::of_matches(&visit.app, &visit.caller, around).await?;
    let departure = |ride| stops.departure(&visit.frame, &m, &ride);
    Ok(MatchPage {
        leaves: m.leaves().map(departure),
        was_to_leave: m.was_to_leave().map(departure),
        meeting: stops.meeting(&visit.frame, &m),
        which: match (m.category, m.during) {
            (Category::Medical, Some(week)) => {
                let f = &visit.frame;
                Some(f.w("my-match-week", "day", f.day(week.from())))
            }
            // Nights, too: where a stay was called off, the way ends before it begins.
            _ => stops.which(&visit.frame, &m),
        },
        f: visit.frame.clone(),
        errors: Errors(errors),
        title: title_of(visit, m.offer_id).await?,
        way: way(&visit.frame, &m),
        contacts,
        reasons: REASONS,
        goes_on: goes_on(visit, &m).await?,
        gives_back: m.gives_nights_back(visit.app.now()),
        again: again(visit, &m).await?,
        now: visit.app.now(),
        m,
    })
}

#[get("/my/matches/{id}")]
pub(super) async fn show(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
) -> Result<HttpResponse, Fault> {
    let m = visit.app.read_match(&visit.household()?, id).await?;
    let page = page(&visit, m, None, Vec::new()).await?;
    visit.show(&page)
}

#[derive(Deserialize)]
struct Nothing {}

/// Shows the contacts: asked for each time, and each time written down.
#[post("/my/matches/{id}/contacts")]
pub(super) async fn show_contacts(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    let found = visit.app.read_contacts(&household, id).await?;
    let m = visit.app.read_match(&household, id).await?;
    let page = page(&visit, m, found.provider, Vec::new()).await?;
    visit.show(&page)
}

#[derive(Deserialize)]
struct Cancel {
    version: String,
    #[serde(default)]
    reason: String,
}

#[post("/my/matches/{id}/cancel")]
pub(super) async fn cancel_match(
    mut visit: Visit,
    PathId(id): PathId<MatchId>,
    form: Form<Cancel>,
) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    let once = form.once(&household, "cancel_match");
    let reason = EndReason::from_name(&form.value.reason).filter(|r| REASONS.contains(r));
    let Some(reason) = reason else {
        let m = visit.app.read_match(&household, id).await?;
        let code = if form.value.reason.is_empty() {
            "required"
        } else {
            "unknown-value"
        };
        let errors = vec![FieldError::new("/reason", code)];
        let page = page(&visit, m, None, errors).await?;
        return visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let version = form
        .value
        .version
        .parse()
        .map_err(|_e| Fault::App(AppError::Stale))?;
    let body = EndBody { reason };
    match visit
        .app
        .cancel(&household, Some(&once), id, version, body)
        .await
    {
        Ok(_) => {
            visit.session.say("my-cancelled");
            Ok(visit.go(&format!("/my/matches/{id}")))
        }
        Err(AppError::KeyInFlight) => Ok(visit.go("/my/request")),
        Err(error) => Err(error.into()),
    }
}
