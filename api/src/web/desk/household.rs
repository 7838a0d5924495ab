//! A household of which numbers stand out: no problem, or to be looked into. The queue shows it; who it is, nobody sees here.

use actix_web::{HttpResponse, post};
use jiff::Timestamp;
use punte_core::id::HouseholdSignalId;
use serde::Deserialize;

use super::{report::signal_text, waiting::age};
use crate::{
    app::{
        AppError,
        danger::{HouseholdToLookAt, ReportLine},
    },
    extract::PathId,
    problem::Fault,
    web::{form::Form, frame::Frame, visit::Visit},
};

/// A household in the queue.
pub struct Household {
    /// Where its forms go.
    pub address: String,
    /// What stands out, in words.
    pub signals: Vec<String>,
    /// The numbers that are shown.
    pub seen: String,
    /// How long it waits.
    pub age: String,
    /// Whether a report can be made of what it chose or asked.
    pub met: bool,
}

impl Household {
    /// As the queue shows it.
    pub fn of(f: &Frame, it: HouseholdToLookAt, now: Timestamp) -> Self {
        let signals = it.signals.into_iter();
        Self {
            address: f.to(&format!("/desk/households/{}", it.id)),
            signals: signals.map(|signal| signal_text(f, signal)).collect(),
            seen: it.seen,
            age: age(f, it.raised_at, now),
            met: it.met,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
struct Pressed {
    #[serde(rename = "do", default)]
    step: String,
    #[serde(default)]
    seen: String,
}

#[post("/desk/households/{id}")]
pub(super) async fn answer(
    mut visit: Visit,
    id: PathId<HouseholdSignalId>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Fault> {
    let id = id.0;
    let (app, caller) = (&visit.app, &visit.caller);
    let seen = form.value.seen.as_str();
    let done = match form.value.step.as_str() {
        "dismiss" => {
            let once = form.once(caller, "dismiss_household");
            let dismissed = app.dismiss_household(caller, Some(&once), id, seen).await;
            dismissed.map(|()| ("raised-dismissed", "/desk".to_owned()))
        }
        "look" => {
            let once = form.once(caller, "look_into_household");
            let report = app.look_into_household(caller, Some(&once), id, seen).await;
            let address = |report: ReportLine| format!("/desk/reports/{}", report.id);
            report.map(|report| ("raised-looked-into", address(report)))
        }
        _ => return Err(AppError::NotFound.into()),
    };
    let (said, to) = match done {
        Ok(done) => done,
        // Somebody was faster, or the numbers are others by now: the queue shows what there is.
        Err(AppError::NotFound | AppError::Stale | AppError::Conflict(_)) => {
            ("raised-changed", "/desk".to_owned())
        }
        Err(error) => return Err(error.into()),
    };
    visit.session.say(said);
    Ok(visit.go(&to))
}
