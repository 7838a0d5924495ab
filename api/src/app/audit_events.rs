//! The audit log, to auditors: what happened, when, by whom and to what, in ids and codes.

use jiff::{Timestamp, ToSpan, civil::Date};
use punte_core::{
    clock::day_begins,
    id::SubjectId,
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{App, Caller, Page, Result};
use crate::storage::audit::{self, AuditFilter, AuditRow};

/// The name of what was done, as the log has it. Whatever has another form names nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ActionName(String);

impl ActionName {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ActionName {
    type Error = &'static str;

    fn try_from(name: String) -> std::result::Result<Self, Self::Error> {
        let fits = (1..=60).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        fits.then_some(Self(name)).ok_or("no name of an action")
    }
}

impl From<ActionName> for String {
    fn from(name: ActionName) -> Self {
        name.0
    }
}

/// Which lines.
#[derive(Debug, Clone, Default)]
pub struct AuditQuery {
    /// Only where this was done.
    pub action: Option<ActionName>,
    /// Only about this.
    pub subject: Option<SubjectId>,
    /// Only of this local day.
    pub day: Option<Date>,
}

/// A line of the audit log.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditEventView {
    /// Its number.
    pub id: i64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who: a visitor, an account, a household, or the product itself.
    #[schema(pattern = "^[a-z_]+$")]
    pub actor_kind: String,
    /// Which account or household.
    pub actor_id: Option<Uuid>,
    /// What was done.
    #[schema(pattern = "^[a-z_]+$")]
    pub action: String,
    /// To what kind of thing.
    #[schema(pattern = "^[a-z_]+$")]
    pub subject_kind: String,
    /// To which.
    pub subject_id: Uuid,
    /// Codes and numbers: the reason, the state.
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
}

/// Where a page of the log begins: before this line.
pub type AuditKey = (Timestamp, i64);

impl App {
    /// A page of the audit log, the newest lines first.
    pub async fn list_audit_events(
        &self,
        caller: &Caller,
        query: &AuditQuery,
        before: Option<AuditKey>,
        limit: u32,
    ) -> Result<Page<AuditEventView, AuditKey>> {
        Self::allow(caller, Action::ReadAudit, Subject::Anything)?;
        let next_day = query.day.and_then(|day| day.checked_add(1.day()).ok());
        let filter = AuditFilter {
            action: query.action.as_ref().map(ActionName::as_str),
            subject: query.subject.map(|id| id.0),
            from: query.day.and_then(day_begins),
            until: next_day.and_then(day_begins),
            before,
        };
        let most = i64::from(limit) + 1;
        let rows = audit::list(&mut *self.read().await?, &filter, most).await?;
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let events = rows.into_iter().map(view).collect();
        Ok(Page::cut(events, size, |e: &AuditEventView| (e.at, e.id)))
    }
}

fn view(row: AuditRow) -> AuditEventView {
    AuditEventView {
        id: row.id,
        at: row.at,
        actor_kind: row.actor_kind,
        actor_id: row.actor_id,
        action: row.action,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        data: row.data,
    }
}
