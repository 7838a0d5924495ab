//! The figures of the queue and of what became of help, and the same as a table for spreadsheets.

use std::{collections::BTreeMap, iter, rc::Rc};

use actix_web::{HttpResponse, get};
use askama::Template;
use punte_core::{checklist::ChecklistItem, id::AccountId};
use serde::Deserialize;

use crate::{
    app::figures::{FiguresView, StopFigure},
    extract::Query,
    problem::Fault,
    spreadsheet::download,
    web::{frame::Frame, visit::Visit},
};

/// Over how many days.
const SPANS: [u32; 3] = [7, 30, 90];

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    days: String,
}

impl Asked {
    /// One of [`SPANS`]; what is not one is a month.
    fn days(&self) -> u32 {
        SPANS
            .into_iter()
            .find(|days| days.to_string() == self.days)
            .unwrap_or(30)
    }
}

/// A chart of bars: what is counted, how often.
struct Chart {
    /// The id of its heading, and the key of its words after `desk-figures-`.
    id: &'static str,
    bars: Vec<(String, u32)>,
}

impl Chart {
    /// The longest bar; at least one, so that an empty one has a scale.
    fn most(&self) -> u32 {
        self.bars.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1)
    }
}

#[derive(Template)]
#[template(path = "desk/figures.html")]
struct FiguresPage {
    f: Rc<Frame>,
    days: u32,
    found: FiguresView,
    charts: Vec<Chart>,
}

impl FiguresPage {
    /// With the addresses of moderators, for whoever may see them; for everybody else it is they themselves, or somebody with a mark.
    fn new(
        f: Rc<Frame>,
        days: u32,
        found: FiguresView,
        points: &[ChecklistItem],
        (own, addresses): (Option<AccountId>, &BTreeMap<AccountId, String>),
    ) -> Self {
        let open = found.open.iter().map(|o| {
            let (state, age) = (
                f.tt("desk-figures-state", &o.state),
                f.tt("desk-figures-age", &o.age),
            );
            (format!("{state}, {age}"), o.items)
        });
        let decisions = found.decisions.iter().map(|d| {
            let (decision, reason) = (
                f.tt("word-decision", &d.decision),
                f.tt("word-reason", &d.reason),
            );
            (format!("{decision}: {reason}"), d.decisions)
        });
        let escalations = found.escalations.iter().map(|e| {
            let reason = f.tt("word-escalation", &e.reason);
            (reason, e.escalations)
        });
        let stops = |stops: &[StopFigure], stem: &str| {
            let bar = |s: &StopFigure| {
                (
                    f.tt(stem, &s.reason) + &times(&f, "lifted", s.lifted),
                    s.times,
                )
            };
            stops.iter().map(bar).collect::<Vec<_>>()
        };
        let failed = found.failed_checks.iter().map(|c| {
            let point = points.iter().find(|point| point.key == c.item);
            let words = point.and_then(|point| point.words(f.locale));
            let seen = || f.tt("word-evidence", &c.item);
            let what = match c.how.as_str() {
                "evidence" => f.w("desk-figures-failed-evidence", "what", seen()),
                "taken_back" => f.w("desk-figures-failed-taken-back", "what", seen()),
                _ => words.unwrap_or(&c.item).to_owned(),
            };
            (what, c.checks)
        });
        let load = found.moderators.iter().map(|m| {
            let undone = times(&f, "undone", m.undone);
            let who = match addresses.get(&m.moderator_id) {
                Some(address) => address.clone(),
                None if own == Some(m.moderator_id) => f.t("desk-figures-you"),
                None => f.w("desk-figures-moderator", "mark", mark(m.moderator_id)),
            };
            (who + &undone, m.decisions)
        });
        let outcomes = found.outcomes.iter().flat_map(|o| {
            let after = f.tt("desk-figures-after", o.after.as_str());
            let asked = (format!("{after}: {}", f.t("desk-figures-asked")), o.asked);
            let answers = o.answers.iter().map(|a| {
                let answer = f.word("check-in-answer", &a.answer);
                (format!("{after}: {answer}"), a.households)
            });
            iter::once(asked).chain(answers).collect::<Vec<_>>()
        });
        let charts = [
            ("open", open.collect()),
            ("decisions", decisions.collect()),
            ("escalations", escalations.collect()),
            ("blocks", stops(&found.blocks, "desk-block")),
            ("suspensions", stops(&found.suspensions, "word-suspension")),
            ("failed", failed.collect()),
            ("load", load.collect()),
            ("outcomes", outcomes.collect()),
        ];
        let charts = charts
            .into_iter()
            .map(|(id, bars)| Chart { id, bars })
            .collect();
        Self {
            f,
            days,
            found,
            charts,
        }
    }

    fn median(&self) -> String {
        wait(&self.f, self.found.first_decision.median_s)
    }

    fn p90(&self) -> String {
        wait(&self.f, self.found.first_decision.p90_s)
    }
}

/// How much of it came back, in brackets behind what it was; nothing if nothing did.
fn times(f: &Frame, what: &str, n: u32) -> String {
    match n {
        0 => String::new(),
        n => format!(" ({})", f.n(&format!("desk-figures-{what}"), n)),
    }
}

/// The end of an id, by which one tells moderators apart who are not named: the same on every page and day.
fn mark(id: AccountId) -> String {
    let text = id.to_string();
    let from = text.len().saturating_sub(4);
    text.get(from..).unwrap_or_default().to_uppercase()
}

/// Seconds in words: under a minute, minutes, hours, days.
fn wait(f: &Frame, seconds: Option<i64>) -> String {
    let Some(seconds) = seconds else {
        return "–".to_owned();
    };
    let (unit, n) = match seconds / 60 {
        0 => return f.t("desk-figures-under-a-minute"),
        minutes @ 1..120 => ("minutes", minutes),
        minutes @ 120..2880 => ("hours", minutes / 60),
        minutes => ("days", minutes / 1440),
    };
    f.n(&format!("desk-figures-{unit}"), n)
}

#[get("/desk/figures")]
pub(super) async fn show(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let days = asked.0.days();
    let found = visit.app.read_figures(&visit.caller, days).await?;
    let points = visit.app.list_points(&visit.caller).await?;
    let addresses = if visit.frame.person.administrator {
        let who: Vec<AccountId> = found.moderators.iter().map(|m| m.moderator_id).collect();
        visit.app.addresses_of(&visit.caller, &who).await?
    } else {
        BTreeMap::new()
    };
    let who = (visit.caller.actor.account(), &addresses);
    let page = FiguresPage::new(visit.frame.clone(), days, found, &points, who);
    visit.show(&page)
}

#[get("/desk/figures.csv")]
pub(super) async fn table(visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let days = asked.0.days();
    let found = visit.app.read_figures(&visit.caller, days).await?;
    Ok(download("figures.csv", found.csv()?))
}
