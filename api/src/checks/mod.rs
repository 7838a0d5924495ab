//! What has to hold before a server serves, and what an operator should know: `punte serve` refuses what fails, `punte doctor` shows all.

mod data_dir;
mod database;
mod settings;

use serde::Serialize;

pub(crate) use data_dir::{data_dir, keys, room, token_key};
pub(crate) use database::{child_protection, database, durability, help_lines, keys_belong, work};
pub(crate) use settings::settings;

/// How it stands with one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    Ok,
    /// It serves, and somebody should look.
    Warning,
    /// It must not serve.
    Failed,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Finding {
    /// Its name, which does not change.
    pub name: &'static str,
    pub verdict: Verdict,
    /// What is so, and what to do.
    pub says: String,
}

impl Finding {
    pub fn ok(name: &'static str, says: impl Into<String>) -> Self {
        Self::new(name, Verdict::Ok, says)
    }

    pub fn warning(name: &'static str, says: impl Into<String>) -> Self {
        Self::new(name, Verdict::Warning, says)
    }

    pub fn failed(name: &'static str, says: impl Into<String>) -> Self {
        Self::new(name, Verdict::Failed, says)
    }

    fn new(name: &'static str, verdict: Verdict, says: impl Into<String>) -> Self {
        Self {
            name,
            verdict,
            says: says.into(),
        }
    }

    /// The same, as a demo on this machine may have it: it is no secret and nobody else reaches it.
    pub fn in_demo(mut self, demo: bool) -> Self {
        if demo && self.verdict == Verdict::Failed {
            self.verdict = Verdict::Warning;
        }
        self
    }
}

/// The first that fails, as the one line that ends a start.
pub(crate) fn refuse(findings: &[Finding]) -> Result<(), String> {
    match findings.iter().find(|f| f.verdict == Verdict::Failed) {
        None => Ok(()),
        Some(finding) => Err(format!("{}: {}", finding.name, finding.says)),
    }
}
