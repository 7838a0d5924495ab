//! How the installation is set up: what administrators change on pages, and what its operator or its data say.

use punte_core::{
    checklist::Checklist,
    help_line::HelpLine,
    policy::{Action, Subject},
    rights::Retention,
};

use super::{App, Caller, Result};
use crate::storage::{
    checklists, help_lines,
    reference::{self, ReferenceItem},
};

/// How it is set up.
pub struct SettingsView {
    /// The numbers that people are told to call.
    pub help_lines: Vec<HelpLine>,
    /// How long what is kept; set where the server is started.
    pub retention: Retention,
    /// What moderators go through, by key, in its newest version.
    pub checklists: Vec<(String, Checklist)>,
    /// Languages, categories and themes.
    pub reference: Vec<ReferenceItem>,
}

impl App {
    /// How it is set up, to administrators.
    pub async fn read_settings(&self, caller: &Caller) -> Result<SettingsView> {
        Self::allow(caller, Action::SeeSettings, Subject::Anything)?;
        let mut db = self.read().await?;
        Ok(SettingsView {
            help_lines: help_lines::list(&mut db).await?,
            retention: self.retention,
            checklists: checklists::list(&mut db).await?,
            reference: reference::list(&mut db).await?,
        })
    }
}
