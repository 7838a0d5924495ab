//! How the installation stands, as far as its database and this process know. `punte doctor` adds what only the machine knows.

use punte_core::{
    clock::local_day,
    policy::{Action, StaffRole, Subject},
};

use super::{App, Caller, Result};
use crate::{
    checks::{self, Finding},
    storage::{accounts, help_lines, standing},
};

impl App {
    /// How it stands, to administrators.
    pub(crate) async fn read_health(&self, caller: &Caller, demo: bool) -> Result<Vec<Finding>> {
        Self::allow(caller, Action::SeeSettings, Subject::Anything)?;
        let mut findings = self.examine(false, demo).await?;
        findings.push(match self.index_view() {
            Some(_) => Finding::ok("index", "loaded"),
            None => Finding::warning("index", "it loads; rankings are answered by a scan"),
        });
        Ok(findings)
    }

    /// How it stands. `own` if the database is the private one, `demo` if nothing in it is anybody's.
    pub(crate) async fn examine(&self, own: bool, demo: bool) -> Result<Vec<Finding>> {
        let now = self.now();
        let mut db = self.read().await?;
        let mut findings = checks::database(&standing::facts(&mut db).await?, own, demo, now);
        let known = standing::find_keys_check(&mut db).await?;
        findings.push(checks::keys_belong(
            known.as_deref(),
            &self.auth.keys.check(),
        ));
        let protectors = accounts::list_staff(&mut db, StaffRole::ChildProtection).await?;
        findings.push(checks::child_protection(protectors.len()));
        let lines = help_lines::list(&mut db).await?;
        findings.push(checks::help_lines(&lines, local_day(now)));
        let work = standing::work(&mut db, now).await?;
        drop(db);
        findings.extend(checks::work(&work, self.audit_tail().await?, now));
        Ok(findings)
    }
}
