//! One report of danger: taking it, what was written, blocking, closing.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use jiff::Timestamp;
use punte_core::{
    danger::{BlockReason, Outcome, Reporter},
    error::FieldError,
    id::ReportId,
    offer::Category,
    signals::HouseholdSignal,
};
use serde::Deserialize;

use super::{provider::block_note_of, waiting::due};
use crate::{
    app::{
        AppError,
        danger::{BlockBody, BlockView, CloseBody, ReportView, ReportedHelp},
        matches::FeedbackView,
    },
    extract::PathId,
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form},
        frame::Frame,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "desk/report.html")]
struct ReportPage {
    f: Rc<Frame>,
    it: ReportView,
    block: Option<BlockView>,
    /// What providers say of the household, once it was opened.
    said: Option<Vec<FeedbackView>>,
    outcomes: Vec<Choice>,
    reasons: Vec<Choice>,
    errors: Errors,
    /// What was written beside the reason of a block, if it was refused.
    written: String,
    /// Somebody else was faster: the code of what is in the way.
    trouble: Option<&'static str>,
    now: Timestamp,
}

impl ReportPage {
    fn address(&self) -> String {
        self.f.to(&format!("/desk/reports/{}", self.it.line.id))
    }

    /// The provider's page; of one who is reported, with the offer to be stopped.
    fn provider(&self) -> String {
        let line = &self.it.line;
        let page = self.f.to(&format!("/desk/providers/{}", line.provider_id));
        if self.of_household() {
            page
        } else {
            format!("{page}?offer={}", line.offer_id)
        }
    }

    /// Whether a household is reported: then the provider is not blocked from here.
    const fn of_household(&self) -> bool {
        self.it.line.reporter.about_household()
    }

    /// Whether a moderator made it, of numbers that stood out.
    const fn of_numbers(&self) -> bool {
        matches!(self.it.line.reporter, Reporter::Moderator)
    }

    /// A hint about a household, in words.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    fn signal(&self, signal: &HouseholdSignal) -> String {
        signal_text(&self.f, *signal)
    }

    /// Whether what providers say of the household can be opened.
    const fn may_read(&self) -> bool {
        self.it.line.mine && self.it.line.outcome.is_none() && self.said.is_none()
    }

    /// Whether somebody is about to set out for the help that it is about, and it is not closed.
    fn sets_out(&self) -> bool {
        let soon = self.it.help.as_ref().is_some_and(|h| h.sets_out_soon);
        soon && self.it.line.outcome.is_none()
    }

    /// When the help of a match begins: a ride by the clock, anything else by its day.
    fn begins(&self, help: &ReportedHelp, at: &Timestamp) -> String {
        match help.category {
            Category::Transport => self.f.time_at(at),
            _ => self.f.day_at(at),
        }
    }

    fn due(&self) -> String {
        due(&self.f, self.it.line.due_at, self.now).0
    }
}

/// A hint about a household, in words.
pub(super) fn signal_text(f: &Frame, signal: HouseholdSignal) -> String {
    match signal {
        HouseholdSignal::ManyRequests { requests } => f.n("reported-many-requests", requests),
        HouseholdSignal::NoShows { times } => f.n("reported-no-shows", times),
        HouseholdSignal::ReportedByProviders { providers } => {
            f.n("reported-by-providers", providers)
        }
        HouseholdSignal::StoppedBefore => f.t("reported-stopped-before"),
    }
}

#[derive(Default, Deserialize)]
struct Pressed {
    #[serde(rename = "do", default)]
    step: String,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    block_note: String,
}

#[get("/desk/reports/{id}")]
pub(super) async fn show(mut visit: Visit, id: PathId<ReportId>) -> Result<HttpResponse, Fault> {
    let nothing = (Vec::new(), Pressed::default());
    page(&mut visit, id.0, StatusCode::OK, nothing, None, None).await
}

#[post("/desk/reports/{id}")]
pub(super) async fn answer(
    mut visit: Visit,
    id: PathId<ReportId>,
    form: Form<Pressed>,
) -> Result<HttpResponse, Fault> {
    let id = id.0;
    let caller = visit.caller.clone();
    let done = match form.value.step.as_str() {
        "take" => {
            let once = form.once(&caller, "take_report");
            let taken = visit.app.take_report(&caller, Some(&once), id).await;
            taken.map(|_| "desk-report-taken")
        }
        "stop" => {
            let once = form.once(&caller, "stop_household");
            let stopped = visit.app.stop_household(&caller, Some(&once), id).await;
            stopped.map(|_| "reported-stopped")
        }
        "feedback" => match visit.app.read_household_feedback(&caller, id).await {
            Ok(said) => {
                let nothing = (Vec::new(), Pressed::default());
                return page(&mut visit, id, StatusCode::OK, nothing, None, Some(said)).await;
            }
            Err(error) => Err(error),
        },
        "release" => {
            let released = visit.app.release_household(&caller, id).await;
            released.map(|()| "reported-released")
        }
        "close" => match Outcome::from_name(&form.value.outcome) {
            None => Err(FieldError::new("/outcome", "required").into()),
            Some(outcome) => {
                let once = form.once(&caller, "close_report");
                let body = CloseBody { outcome };
                let closed = visit.app.close_report(&caller, Some(&once), id, body).await;
                closed.map(|_| "desk-report-closed")
            }
        },
        "block" => match BlockReason::from_name(&form.value.reason) {
            None => Err(FieldError::new("/reason", "required").into()),
            Some(reason) => {
                let report = visit.app.read_report(&caller, id).await?;
                if report.line.reporter.about_household() {
                    return Err(AppError::NotFound.into());
                }
                let once = form.once(&caller, "block_provider");
                let note = block_note_of(&form.value.block_note);
                let body = BlockBody { reason, note };
                let provider = report.line.provider_id;
                let blocked = visit
                    .app
                    .block_provider(&caller, Some(&once), provider, body)
                    .await;
                blocked.map(|_| "desk-blocked")
            }
        },
        _ => return Err(AppError::NotFound.into()),
    };
    match done {
        Ok(said) => {
            visit.session.say(said);
            Ok(visit.go(&format!("/desk/reports/{id}")))
        }
        Err(AppError::Invalid(errors)) => {
            let wrong = (errors, form.value);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&mut visit, id, status, wrong, None, None).await
        }
        Err(AppError::Conflict(conflict)) => {
            let trouble = Some(conflict.code());
            let sent = (Vec::new(), form.value);
            page(&mut visit, id, StatusCode::CONFLICT, sent, trouble, None).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    visit: &mut Visit,
    id: ReportId,
    status: StatusCode,
    (errors, sent): (Vec<FieldError>, Pressed),
    trouble: Option<&'static str>,
    said: Option<Vec<FeedbackView>>,
) -> Result<HttpResponse, Fault> {
    let it = visit.app.read_report(&visit.caller, id).await?;
    let provider = it.line.provider_id;
    let block = visit.app.find_block(&visit.caller, provider).await?;
    let f = visit.frame.clone();
    let outcomes = Outcome::ALL
        .into_iter()
        .filter(|o| o.may_follow(it.line.reporter) && o.is_so(block.is_some()))
        .map(|o| {
            let chosen = sent.outcome == o.as_str();
            Choice::new(o.as_str(), f.tt("report-outcome", o.as_str()), chosen)
        })
        .collect();
    let page = ReportPage {
        reasons: reasons(&f, &sent.reason),
        outcomes,
        block,
        said,
        it,
        errors: Errors(errors),
        written: sent.block_note,
        trouble,
        now: visit.app.now(),
        f,
    };
    visit.show_as(status, &page)
}

/// Why somebody is blocked, as choices, with the one that was chosen.
pub(super) fn reasons(f: &Frame, chosen: &str) -> Vec<Choice> {
    BlockReason::ALL
        .map(|r| {
            let label = f.tt("desk-block", r.as_str());
            Choice::new(r.as_str(), label, chosen == r.as_str())
        })
        .into()
}
