//! When.

use std::rc::Rc;

use askama::Template;
use jiff::civil::Date;
use punte_core::{
    error::FieldError,
    offer::Category,
    request::{AskStep, DayWish, UnfinishedRequest, Urgency},
};

use super::{
    answers::{Answers, named},
    steps::{Head, Step},
};
use crate::{
    json::wire_name,
    web::{day::read_day, errors::Errors, frame::Frame, visit::Visit},
};

/// How many nights can be chosen. A month is the most that hosts promise; whoever stays longer asks again.
const NIGHTS: [u16; 8] = [1, 2, 3, 7, 14, 30, 60, 90];
/// Nights, if nothing is said.
const USUAL_NIGHTS: u16 = 7;
/// On how many days one could leave.
const RIDE_DAYS: [u16; 3] = [1, 3, 7];
/// Days, if nothing is said.
const USUAL_RIDE_DAYS: u16 = 3;

/// The answers.
pub(in crate::web) struct When {
    pub(in crate::web) stay: bool,
    pub(in crate::web) ride: bool,
    /// `today`, `tomorrow` or `other`.
    pub(in crate::web) day: String,
    pub(in crate::web) date: String,
    pub(in crate::web) nights: String,
    pub(in crate::web) ride_days: String,
    pub(in crate::web) urgency: String,
}

impl When {
    pub(in crate::web) fn needs_day(&self) -> bool {
        self.stay || self.ride
    }

    pub(in crate::web) fn nights(&self) -> Vec<(u16, bool)> {
        offered(&NIGHTS, &self.nights)
    }

    pub(in crate::web) fn ride_days(&self) -> Vec<(u16, bool)> {
        offered(&RIDE_DAYS, &self.ride_days)
    }

    pub(in crate::web) fn urgencies(&self) -> Vec<(Urgency, String, bool)> {
        [
            Urgency::Today,
            Urgency::Days,
            Urgency::Weeks,
            Urgency::Later,
        ]
        .into_iter()
        .map(|u| {
            let name = wire_name(&u);
            let chosen = name == self.urgency;
            (u, name, chosen)
        })
        .collect()
    }
}

/// What can be chosen, with what was said elsewhere, which may be none of the usual ones.
fn offered(usual: &[u16], chosen: &str) -> Vec<(u16, bool)> {
    let mut all = usual.to_vec();
    let own = chosen.parse::<u16>().ok().filter(|n| (1..=180).contains(n));
    all.extend(own.filter(|n| !usual.contains(n)));
    all.sort_unstable();
    all.into_iter()
        .map(|n| (n, n.to_string() == chosen))
        .collect()
}

#[derive(Template)]
#[template(path = "ask/when.html")]
struct WhenPage<'a> {
    f: Rc<Frame>,
    head: &'a Head,
    errors: &'a Errors,
    s: &'a When,
}

/// A day as a field shows it.
fn shown(day: Date) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}

impl Step for When {
    const STEP: AskStep = AskStep::When;

    fn written(request: &UnfinishedRequest, visit: &Visit) -> Self {
        let today = visit.app.today();
        let (day, date) = match request.day.map(|day| day.from) {
            None => (String::new(), String::new()),
            Some(from) if from == today => ("today".to_owned(), String::new()),
            Some(from) if today.tomorrow().is_ok_and(|t| t == from) => {
                ("tomorrow".to_owned(), String::new())
            }
            Some(from) => ("other".to_owned(), shown(from)),
        };
        Self {
            stay: request.wants(Category::Housing),
            ride: request.wants(Category::Transport),
            day,
            date,
            nights: request.day.map_or(USUAL_NIGHTS, |d| d.nights).to_string(),
            ride_days: request
                .day
                .map_or(USUAL_RIDE_DAYS, |d| d.ride_days)
                .to_string(),
            urgency: wire_name(&request.urgency.unwrap_or_default()),
        }
    }

    fn typed(answers: &Answers, request: &UnfinishedRequest) -> Self {
        let text = |name| answers.one(name).to_owned();
        Self {
            stay: request.wants(Category::Housing),
            ride: request.wants(Category::Transport),
            day: text("day"),
            date: text("date"),
            nights: text("nights"),
            ride_days: text("ride_days"),
            urgency: text("urgency"),
        }
    }

    fn apply(&self, request: &mut UnfinishedRequest, today: Date) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if !self.needs_day() {
            request.day = None;
            request.urgency = named(&self.urgency);
            if request.urgency.is_none() && !self.urgency.is_empty() {
                errors.push(FieldError::new("/urgency", "unknown-value"));
            }
            return errors;
        }
        let from = match self.day.as_str() {
            // A date that is written counts, whichever button is pressed.
            _ if !self.date.is_empty() => {
                let read = read_day(&self.date, today);
                if read.is_none() {
                    errors.push(FieldError::new("/date", "written-day"));
                }
                read
            }
            "today" => Some(today),
            "tomorrow" => today.tomorrow().ok(),
            "other" => {
                errors.push(FieldError::new("/date", "required"));
                None
            }
            _ => None,
        };
        let mut number = |text: &str, usual: u16, pointer: &str, max: i64| {
            if text.is_empty() {
                return usual;
            }
            text.parse().unwrap_or_else(|_e| {
                errors.push(FieldError::range(pointer, 1, max));
                usual
            })
        };
        let nights = number(&self.nights, USUAL_NIGHTS, "/nights", 180);
        let ride_days = number(&self.ride_days, USUAL_RIDE_DAYS, "/ride_days", 30);
        request.day = from.map(|from| DayWish {
            from,
            nights,
            ride_days,
        });
        if from.is_none() && errors.iter().all(|e| e.pointer != "/date") {
            errors.push(FieldError::new("/day", "required"));
        }
        // Said once: at the date, or at the choice of the day.
        if request.day.is_none() {
            let placeholder = DayWish {
                from: today,
                nights,
                ride_days,
            };
            request.day = Some(placeholder);
        }
        errors
    }

    fn page<'a>(&'a self, f: Rc<Frame>, head: &'a Head, errors: &'a Errors) -> impl Template + 'a {
        WhenPage {
            f,
            head,
            errors,
            s: self,
        }
    }
}
