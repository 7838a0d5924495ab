//! The second wall around what households file, agree and write: row-level security, whatever a use case asked or forgot to ask. The rule is
//! in the database (`sees_household`, `sees_between`, `touch`).

use punte_core::{
    id::{CaseId, InquiryId, MatchId, NeedId, RequestId},
    message::Thread,
};
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

use super::{Result, opening::Opener};

/// A row that belongs to a household, of which something is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// Its request.
    Request(RequestId),
    /// One of its needs.
    Need(NeedId),
    /// One of its matches.
    Match(MatchId),
    /// A question of it to an institution.
    Inquiry(InquiryId),
    /// A case worker's case of it.
    Case(CaseId),
}

impl Row {
    const fn key(self) -> (&'static str, Uuid) {
        match self {
            Self::Request(id) => ("request", id.0),
            Self::Need(id) => ("need", id.0),
            Self::Match(id) => ("match", id.0),
            Self::Inquiry(id) => ("inquiry", id.0),
            Self::Case(id) => ("case", id.0),
        }
    }
}

impl From<RequestId> for Row {
    fn from(id: RequestId) -> Self {
        Self::Request(id)
    }
}

impl From<NeedId> for Row {
    fn from(id: NeedId) -> Self {
        Self::Need(id)
    }
}

impl From<MatchId> for Row {
    fn from(id: MatchId) -> Self {
        Self::Match(id)
    }
}

impl From<InquiryId> for Row {
    fn from(id: InquiryId) -> Self {
        Self::Inquiry(id)
    }
}

impl From<CaseId> for Row {
    fn from(id: CaseId) -> Self {
        Self::Case(id)
    }
}

impl From<Thread> for Row {
    fn from(thread: Thread) -> Self {
        match thread {
            Thread::Match(id) => Self::Match(id),
            Thread::Inquiry(id) => Self::Inquiry(id),
        }
    }
}

/// Begins a transaction that looks for somebody, over a connection as app_look. What of households is not theirs is not there.
pub fn begin_to_look(who: Opener) -> AssertSqlSafe<String> {
    let who = who.setting();
    AssertSqlSafe(format!(
        "begin read only; set local punte.looks_as = '{who}'"
    ))
}

/// Says in a transaction that a household's row is changed for `who`, and whether it is theirs to see. Is it not, the transaction is app_look's
/// from now on: what it looks for is not there, and what it tries to write or lock fails with 42501, insufficient_privilege, or 25006,
/// read_only_sql_transaction. What follows for a match looks things up by their keys alone: no plan for the values at hand is better than the
/// one for any, which a connection makes once.
pub async fn touch(db: &mut PgConnection, who: Opener, row: Row) -> Result<bool> {
    let (kind, id) = row.key();
    let plans = match row {
        Row::Match(_) => "force_generic_plan",
        _ => "auto",
    };
    let touched = sqlx::query!(
        r#"select touch($1, $2, $3) as "theirs!", set_config('plan_cache_mode', $4, true) as "plans!""#,
        who.setting(),
        kind,
        id,
        plans
    )
    .fetch_one(db)
    .await?;
    Ok(touched.theirs)
}
