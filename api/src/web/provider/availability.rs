//! When an offer can be had, and how much of it: night by night for housing, a number for the rest, which of medical help is that of each week.

use std::{collections::BTreeMap, rc::Rc};

use actix_web::{HttpResponse, get, http::StatusCode, post, web::Query};
use askama::Template;
use jiff::{ToSpan, civil::Date};
use punte_core::{
    error::FieldError,
    id::OfferId,
    offer::{Category, ReviewState},
    period::{Period, merged},
};
use serde::Deserialize;

use super::{
    calendar::{Month, month_of},
    proposal::{Asked, asked as with_titles},
    route::{self, Route},
    standing::free,
};
use crate::{
    app::{
        AppError, Conflict,
        offers::{AvailabilityBody, OfferView},
    },
    extract::PathId,
    problem::Fault,
    web::{
        day::read_day,
        errors::Errors,
        form::{Choice, Form},
        frame::Frame,
        visit::Visit,
    },
};

/// Months that are shown at a time.
const MONTHS: i32 = 3;

#[derive(Template)]
#[template(path = "provider/availability.html")]
struct AvailabilityPage {
    f: Rc<Frame>,
    offer: OfferView,
    errors: Errors,
    problem: Option<&'static str>,
    /// What is promised, where that is in the way.
    in_the_way: Vec<Asked>,
    months: Vec<Month>,
    /// Of a ride on which somebody has a seat: who gets in and out where.
    route: Option<Route>,
    /// Of medical help: what is free in weeks of which something is promised.
    weeks: Vec<String>,
    earlier: Option<String>,
    later: Option<String>,
    written: Nights,
    states: Vec<Choice>,
    capacity: String,
}

impl AvailabilityPage {
    fn housing(&self) -> bool {
        self.offer.category == Category::Housing
    }

    /// Whether it can be changed here.
    const fn possible(&self) -> bool {
        matches!(
            self.offer.review,
            ReviewState::Approved | ReviewState::Expired
        )
    }

    fn free(&self) -> String {
        free(&self.f, &self.offer)
    }

    fn explained(&self) -> String {
        self.f.n("provider-calendar-text", self.offer.capacity)
    }
}

/// Nights to open or close.
#[derive(Default, Deserialize)]
struct Nights {
    version: i64,
    #[serde(default)]
    first: String,
    #[serde(default)]
    last: String,
    #[serde(default)]
    state: String,
}

#[derive(Deserialize)]
struct Capacity {
    version: i64,
    #[serde(default)]
    capacity: String,
}

#[derive(Default, Deserialize)]
struct Shown {
    #[serde(default)]
    from: String,
}

#[get("/provider/offers/{id}/availability")]
pub(super) async fn show(
    mut visit: Visit,
    PathId(id): PathId<OfferId>,
    shown: Query<Shown>,
) -> Result<HttpResponse, Fault> {
    let offer = visit.app.read_offer(&visit.caller, id).await?;
    let today = visit.frame.today;
    let from = read_day(&shown.from, today).unwrap_or(today).max(today);
    let page = page(&visit, offer, from).await?;
    visit.show(&page)
}

#[post("/provider/offers/{id}/availability")]
pub(super) async fn set_nights(
    mut visit: Visit,
    PathId(id): PathId<OfferId>,
    form: Form<Nights>,
) -> Result<HttpResponse, Fault> {
    let offer = visit.app.read_offer(&visit.caller, id).await?;
    let written = &form.value;
    let mut errors = Vec::new();
    let [first, last] =
        [("/first", &written.first), ("/last", &written.last)].map(|(pointer, text)| {
            let day = read_day(text, visit.frame.today);
            if text.trim().is_empty() {
                errors.push(FieldError::new(pointer, "required"));
            } else if day.is_none() {
                errors.push(FieldError::new(pointer, "written-day"));
            }
            day
        });
    let open = match written.state.as_str() {
        "open" => Some(true),
        "closed" => Some(false),
        _ => {
            errors.push(FieldError::new("/state", "required"));
            None
        }
    };
    let mut done = Err(AppError::Invalid(Vec::new()));
    if let (Some(first), Some(last), Some(open)) = (first, last, open) {
        match last
            .checked_add(1.day())
            .ok()
            .and_then(|end| Period::new(first, end).ok())
        {
            Some(period) => {
                let body = AvailabilityBody {
                    capacity: u16::try_from(offer.capacity).unwrap_or(u16::MAX),
                    availability: changed(&offer.open, period, open),
                };
                let once = form.once(&visit.caller, "set_availability");
                done = visit
                    .app
                    .set_availability(&visit.caller, Some(&once), id, written.version, body)
                    .await;
            }
            None => errors.push(FieldError::new("/last", "dates-reversed")),
        }
    }
    if !errors.is_empty() {
        done = Err(AppError::Invalid(errors));
    }
    let from = first.unwrap_or(visit.frame.today).max(visit.frame.today);
    answer(&mut visit, offer, from, done, |page| {
        page.written = form.value;
    })
    .await
}

#[post("/provider/offers/{id}/capacity")]
pub(super) async fn set_capacity(
    mut visit: Visit,
    PathId(id): PathId<OfferId>,
    form: Form<Capacity>,
) -> Result<HttpResponse, Fault> {
    let offer = visit.app.read_offer(&visit.caller, id).await?;
    let text = form.value.capacity.trim().to_owned();
    let done = match text.parse::<u16>() {
        Ok(capacity) => {
            let body = AvailabilityBody {
                capacity,
                availability: offer.open.clone(),
            };
            let once = form.once(&visit.caller, "set_capacity");
            visit
                .app
                .set_availability(&visit.caller, Some(&once), id, form.value.version, body)
                .await
        }
        Err(_) if text.is_empty() => Err(FieldError::new("/capacity", "required").into()),
        Err(_) if text.bytes().all(|b| b.is_ascii_digit()) => {
            Err(FieldError::range("/capacity", 1, 5000).into())
        }
        Err(_) => Err(FieldError::new("/capacity", "wrong-type").into()),
    };
    let today = visit.frame.today;
    answer(&mut visit, offer, today, done, |page| page.capacity = text).await
}

/// Intervals with some nights opened or closed.
fn changed(open: &[Period], nights: Period, opens: bool) -> Vec<Period> {
    if opens {
        let mut all = open.to_vec();
        all.push(nights);
        return merged(all);
    }
    open.iter()
        .flat_map(|p| {
            let before = Period::new(p.from(), p.to().min(nights.from()));
            let after = Period::new(p.from().max(nights.to()), p.to());
            [before, after]
        })
        .filter_map(Result::ok)
        .collect()
}

async fn answer(
    visit: &mut Visit,
    offer: OfferView,
    from: Date,
    done: Result<OfferView, AppError>,
    keep: impl FnOnce(&mut AvailabilityPage),
) -> Result<HttpResponse, Fault> {
    let mut in_the_way = Vec::new();
    let (status, errors, problem) = match done {
        Ok(_) => {
            visit.session.say("provider-availability");
            return Ok(visit.go(&format!(
                "/provider/offers/{}/availability?from={from}",
                offer.id
            )));
        }
        Err(AppError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors, None),
        Err(AppError::Conflict(conflict)) => {
            (StatusCode::CONFLICT, Vec::new(), Some(conflict.code()))
        }
        Err(AppError::InTheWay(_, held)) => {
            in_the_way = with_titles(&visit.app, &visit.caller, offer.provider_id, held).await?;
            (
                StatusCode::CONFLICT,
                Vec::new(),
                Some(Conflict::BelowPromised.code()),
            )
        }
        Err(AppError::Stale) => (
            StatusCode::PRECONDITION_FAILED,
            Vec::new(),
            Some("stale-version"),
        ),
        Err(error) => return Err(error.into()),
    };
    let mut page = page(visit, offer, from).await?;
    keep(&mut page);
    page.states = states(&page.f, &page.written.state);
    page.errors = Errors(
        errors
            .into_iter()
            .map(|mut error| {
                // The last night cannot be closed: an offer of beds has at least one.
                if error.pointer == "/availability" {
                    "/last".clone_into(&mut error.pointer);
                }
                error
            })
            .collect(),
    );
    page.problem = problem;
    page.in_the_way = in_the_way;
    visit.show_as(status, &page)
}

fn states(f: &Frame, chosen: &str) -> Vec<Choice> {
    ["closed", "open"]
        .into_iter()
        .map(|state| Choice::new(state, f.tt("provider-nights", state), state == chosen))
        .collect()
}

/// What is free in each week of medical help, from this one on, of which something is promised.
fn weeks(f: &Frame, offer: &OfferView) -> Vec<String> {
    let unit = f.n("provider-visits", offer.capacity);
    let told = offer.free_by_week.iter().map(|of| {
        let free = f.w2(
            "provider-free-of",
            ("free", &of.free),
            ("capacity", &offer.capacity),
        );
        format!("{}: {free} {unit}", f.week(of.week))
    });
    told.collect()
}

async fn page(visit: &Visit, offer: OfferView, from: Date) -> Result<AvailabilityPage, Fault> {
    let f = visit.frame.clone();
    let first = from.first_of_month();
    let end = first.checked_add(MONTHS.months()).unwrap_or(first);
    let mut months = Vec::new();
    let (mut earlier, mut later) = (None, None);
    if offer.category == Category::Housing {
        let promised: BTreeMap<Date, u32> = visit
            .app
            .promised_nights(&visit.caller, offer.id, first, end)
            .await?
            .into_iter()
            .collect();
        for ahead in 0..MONTHS {
            if let Ok(month) = first.checked_add(ahead.months()) {
                months.push(month_of(&f, month, &offer, &promised));
            }
        }
        let link = |day: Date| {
            f.to(&format!(
                "/provider/offers/{}/availability?from={day}",
                offer.id
            ))
        };
        let before = first.checked_sub(MONTHS.months()).unwrap_or(first);
        earlier = (first > f.today).then(|| link(before.max(f.today)));
        later = offer
            .open
            .last()
            .is_some_and(|p| p.to() > end)
            .then(|| link(end));
    }
    Ok(AvailabilityPage {
        route: route::of(visit, &offer).await?,
        weeks: weeks(&f, &offer),
        written: Nights {
            version: offer.version,
            ..Nights::default()
        },
        states: states(&f, "closed"),
        capacity: offer.capacity.to_string(),
        f,
        offer,
        errors: Errors::default(),
        problem: None,
        in_the_way: Vec::new(),
        months,
        earlier,
        later,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    #[test]
    fn nights_are_cut_out_and_put_back() {
        let open = [period("2027-03-01", "2027-04-01")];
        let middle = period("2027-03-10", "2027-03-12");
        let cut = changed(&open, middle, false);
        assert_eq!(
            cut,
            [
                period("2027-03-01", "2027-03-10"),
                period("2027-03-12", "2027-04-01")
            ]
        );
        assert_eq!(changed(&cut, middle, true), open);
        assert_eq!(
            changed(&open, period("2027-02-01", "2027-05-01"), false),
            []
        );
        let outside = period("2027-05-01", "2027-05-02");
        assert_eq!(changed(&open, outside, false), open);
    }
}
