//! How the installation stands.

use std::rc::Rc;

use actix_web::{HttpResponse, get};
use askama::Template;

use crate::{
    checks::{Finding, Verdict},
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "admin/health.html")]
struct HealthPage {
    f: Rc<Frame>,
    findings: Vec<Finding>,
}

impl HealthPage {
    /// What failed, what somebody should look at, what is in order.
    fn with(&self, verdict: Verdict) -> Vec<&Finding> {
        self.findings
            .iter()
            .filter(|finding| finding.verdict == verdict)
            .collect()
    }

    /// What is wrong and what to do, in words.
    fn advice(&self, finding: &Finding) -> String {
        match finding.name {
            "fsync" | "full-page-writes" | "synchronous-commit" => {
                self.f.t("health-advice-durability")
            }
            name => self.f.tt("health-advice", name),
        }
    }
}

#[get("/admin/health")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let demo = visit.frame.demo;
    let findings = visit.app.read_health(&visit.caller, demo).await?;
    visit.show(&HealthPage {
        f: visit.frame.clone(),
        findings,
    })
}
