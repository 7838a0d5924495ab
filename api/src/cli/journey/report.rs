//! What is printed: chapters, steps, checks, and the sum at the end.

use super::client::{Answer, Stop};
use crate::cli::out;

/// Counts the checks as it prints them.
#[derive(Default)]
pub(super) struct Report {
    checks: u32,
    failed: u32,
}

/// What was wrong in a check; nothing if it held.
#[derive(Default)]
pub(super) struct Faults(Vec<String>);

impl Faults {
    /// Notes what is wrong unless it holds.
    pub fn unless(mut self, holds: bool, what: impl Into<String>) -> Self {
        if !holds {
            self.0.push(what.into());
        }
        self
    }

    /// Notes an answer that is not this refusal.
    pub fn unless_refused(self, who: &str, answer: &Answer, status: u16, code: &str) -> Self {
        self.unless(
            answer.is(status, code),
            format!("{who}: {}, expected {status} {code}", answer.describe()),
        )
    }
}

/// A heading.
pub(super) fn chapter(title: &str) {
    out("");
    out(title);
}

/// Something that somebody did.
pub(super) fn step(text: &str) {
    out(&format!("  {text}"));
}

/// A table, or any other block of lines.
pub(super) fn block(text: &str) {
    for line in text.lines() {
        step(line.trim_end());
    }
}

impl Report {
    /// A check: it held if nothing was wrong.
    pub fn check(&mut self, sentence: &str, faults: &Faults) {
        self.checks += 1;
        if faults.0.is_empty() {
            out(&format!("    ok      {sentence}"));
            return;
        }
        self.failed += 1;
        out(&format!("    FAILED  {sentence}"));
        for fault in &faults.0 {
            out(&format!("            {fault}"));
        }
    }

    /// A part of the story that could not go on: a check that failed.
    pub fn stopped(&mut self, what: &str, stop: &Stop) {
        self.check(
            &format!("{what} can be played to its end"),
            &Faults::default().unless(false, stop.to_string()),
        );
    }

    /// The sum; whether all held.
    pub fn close(&self) -> bool {
        out("");
        out(&format!("{} checks, {} failed", self.checks, self.failed));
        self.failed == 0
    }
}
