//! The work in the background: how much waits, and what was given up.

use std::rc::Rc;

use actix_web::{HttpResponse, get, post};
use askama::Template;
use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    app::{
        AppError,
        background::{GivenUp, JobStep, WorkCount},
        notices::{JOB_KINDS, SMS},
    },
    extract::{Query, decode, encode},
    problem::Fault,
    web::{form::Form, frame::Frame, visit::Visit},
};

/// Rows on a page.
const ROWS: u32 = 25;

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    after: String,
}

#[derive(Debug, Default, Deserialize)]
struct Step {
    #[serde(rename = "do", default)]
    step: String,
    #[serde(default)]
    job: String,
}

#[derive(Template)]
#[template(path = "admin/background.html")]
struct BackgroundPage {
    f: Rc<Frame>,
    counts: Vec<WorkCount>,
    dead: Vec<GivenUp>,
    /// Where the first page is, if this is another one.
    first: Option<String>,
    next: Option<String>,
}

impl BackgroundPage {
    /// What a job does, in words; one that this version does not know by its name.
    fn kind(&self, kind: &str) -> String {
        if JOB_KINDS.contains(&kind) {
            self.f.tt("admin-job", kind)
        } else {
            kind.to_owned()
        }
    }

    /// What went wrong, in words.
    fn error(&self, job: &GivenUp) -> String {
        match job.last_error.as_deref() {
            Some("delivery") if job.kind == SMS => self.f.t("admin-job-error-sms"),
            Some(known @ ("delivery" | "database" | "payload" | "unknown-kind")) => {
                self.f.tt("admin-job-error", known)
            }
            Some(other) => other.to_owned(),
            None => self.f.t("admin-job-error-none"),
        }
    }

    /// What a mail says, by its subject line.
    fn subject(&self, job: &GivenUp) -> Option<String> {
        let notice = job.notice?;
        Some(self.f.t(&format!("mail-{}-subject", notice.key())))
    }

    /// How often it was tried.
    fn tries(&self, job: &GivenUp) -> String {
        self.f.n("admin-job-tries", job.attempts)
    }

    /// Whether more than one was given up: then all can be tried at once.
    fn several(&self) -> bool {
        self.counts.iter().map(|count| count.dead).sum::<i64>() > 1
    }
}

#[get("/admin/background")]
pub(super) async fn show(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    // A mark of a page that cannot be read begins at the first one.
    let Query(asked) = asked;
    let mark = Some(asked.after.as_str()).filter(|a| !a.is_empty());
    let after: Option<(Timestamp, Uuid)> = decode(mark).unwrap_or(None);
    let counts = visit.app.count_jobs(&visit.caller).await?;
    let found = visit.app.list_given_up(&visit.caller, after, ROWS).await?;
    let f = visit.frame.clone();
    let next = found.next.and_then(|key| encode(&key));
    let page = BackgroundPage {
        first: after.map(|_| f.to("/admin/background")),
        next: next.map(|mark| f.to(&format!("/admin/background?after={mark}"))),
        counts,
        dead: found.items,
        f,
    };
    visit.show(&page)
}

#[post("/admin/background")]
pub(super) async fn answer(mut visit: Visit, form: Form<Step>) -> Result<HttpResponse, Fault> {
    let id = Uuid::try_parse(&form.value.job).ok();
    let (step, said) = match (form.value.step.as_str(), id) {
        ("retry", Some(id)) => (JobStep::Retry(id), "admin-job-retried"),
        ("retry-all", None) => (JobStep::RetryAll, "admin-jobs-retried"),
        ("drop", Some(id)) => (JobStep::Drop(id), "admin-job-dropped"),
        _ => return Err(AppError::NotFound.into()),
    };
    let once = form.once(&visit.caller, "step_jobs");
    match visit.app.step_jobs(&visit.caller, Some(&once), step).await {
        Ok(_) => visit.session.say(said),
        // Somebody else was faster: the list shows how it stands.
        Err(AppError::NotFound) if visit.frame.person.administrator => {
            visit.session.say("admin-job-gone");
        }
        Err(error) => return Err(error.into()),
    }
    Ok(visit.go("/admin/background"))
}
