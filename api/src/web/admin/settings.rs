//! How the installation is set up: the numbers to call are changed here; the rest is shown with where it comes from.

use std::rc::Rc;

use actix_web::{HttpResponse, get, post};
use askama::Template;
use punte_core::{
    checklist::{Checklist, ChecklistItem},
    id::HelpLineId,
    offer::PayPeriod,
    rights::Retention,
    signals::{MinimumWage, minimum_wages},
};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    app::{AppError, help_lines::HelpLineStep, settings::SettingsView},
    problem::Fault,
    web::{form::Form, frame::Frame, offers::details::money, visit::Visit},
};

#[derive(Debug, Default, Deserialize)]
struct Tapped {
    #[serde(rename = "do", default)]
    step: String,
    #[serde(default)]
    line: String,
    #[serde(default)]
    version: i32,
}

#[derive(Template)]
#[template(path = "admin/settings.html")]
struct SettingsPage {
    f: Rc<Frame>,
    set: SettingsView,
}

impl SettingsPage {
    /// What is kept how long: the key of the words, the days, and by which name its operator sets it.
    fn kept(&self) -> [(&'static str, u16, &'static str); 9] {
        let Retention {
            idle_request_days,
            ended_request_days,
            ended_offer_days,
            closed_report_days,
            ended_session_days,
            dormant_account_days,
            done_job_days,
            notice_days,
            audit_days,
        } = self.set.retention;
        [
            (
                "data-long-idle",
                idle_request_days,
                "PUNTE_IDLE_REQUEST_DAYS",
            ),
            (
                "data-long-ended",
                ended_request_days,
                "PUNTE_ENDED_REQUEST_DAYS",
            ),
            (
                "data-long-offer",
                ended_offer_days,
                "PUNTE_ENDED_OFFER_DAYS",
            ),
            (
                "data-long-report",
                closed_report_days,
                "PUNTE_CLOSED_REPORT_DAYS",
            ),
            (
                "data-long-session",
                ended_session_days,
                "PUNTE_ENDED_SESSION_DAYS",
            ),
            (
                "data-long-account",
                dormant_account_days,
                "PUNTE_DORMANT_ACCOUNT_DAYS",
            ),
            ("data-long-notice", notice_days, "PUNTE_NOTICE_DAYS"),
            ("settings-long-job", done_job_days, "PUNTE_DONE_JOB_DAYS"),
            ("data-long-audit", audit_days, "PUNTE_AUDIT_DAYS"),
        ]
    }

    /// What a checklist is for: "housing, private hosts", "housing, private hosts, for minors".
    fn checklist(&self, key: &str) -> String {
        let mut parts = key.split('-');
        let category = self.f.tt("category", parts.next().unwrap_or_default());
        parts.fold(category, |said, part| {
            format!("{said}, {}", self.f.tt("settings-checklist", part))
        })
    }

    /// How many points a checklist has, and how many of them are required.
    fn points(&self, list: &Checklist) -> String {
        let required = list.items.iter().filter(|item| item.required).count();
        self.f.w2(
            "settings-points",
            ("points", &list.items.len()),
            ("required", &required),
        )
    }

    fn words<'a>(&self, item: &'a ChecklistItem) -> &'a str {
        item.words(self.f.locale).unwrap_or_default()
    }

    /// With what pay is compared.
    fn wages(&self) -> Vec<&'static MinimumWage> {
        minimum_wages(self.f.today).collect()
    }

    /// How much a minimum wage is: for a month, and for an hour.
    fn amount(&self, wage: &MinimumWage) -> String {
        let each = [
            (wage.month_minor, PayPeriod::Month),
            (wage.hour_minor, PayPeriod::Hour),
        ];
        let each = each.map(|(minor, period)| {
            let period = self.f.word("pay-period", &period);
            format!("{} {period}", money(self.f.locale, minor, &wage.currency))
        });
        each.join(", ")
    }

    /// What says so, since when, and when somebody read it.
    fn source(&self, wage: &MinimumWage) -> String {
        let since = self.f.day(wage.from);
        let by = self
            .f
            .w2("desk-hint-pay-law", ("law", &wage.law), ("date", &since));
        let read = self
            .f
            .w("desk-hint-pay-read", "date", self.f.day(wage.read_on));
        format!("{by}; {read}")
    }

    /// The names of all items of a kind of reference data.
    fn named(&self, kind: &str) -> String {
        let names = self.set.reference.iter().filter(|item| item.kind == kind);
        let names: Vec<&str> = names
            .filter_map(|item| item.data.get("name")?.get(self.f.locale.as_str())?.as_str())
            .collect();
        names.join(", ")
    }
}

#[get("/admin/settings")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let set = visit.app.read_settings(&visit.caller).await?;
    visit.show(&SettingsPage {
        f: visit.frame.clone(),
        set,
    })
}

#[post("/admin/settings")]
pub(super) async fn answer(mut visit: Visit, form: Form<Tapped>) -> Result<HttpResponse, Fault> {
    let (step, said) = match form.value.step.as_str() {
        "up" => (HelpLineStep::MoveUp, "settings-line-moved"),
        "remove" => (
            HelpLineStep::Remove(form.value.version),
            "settings-line-removed",
        ),
        _ => return Err(AppError::NotFound.into()),
    };
    let id = Uuid::try_parse(&form.value.line).map_err(|_e| AppError::NotFound)?;
    let once = form.once(&visit.caller, "step_help_line");
    let (app, id) = (visit.app.clone(), HelpLineId(id));
    match app
        .step_help_line(&visit.caller, Some(&once), id, step)
        .await
    {
        Ok(()) => visit.session.say(said),
        // The list shows how it stands now.
        Err(AppError::Stale) => visit.session.say("settings-line-changed"),
        Err(error) => return Err(error.into()),
    }
    Ok(visit.go("/admin/settings"))
}
