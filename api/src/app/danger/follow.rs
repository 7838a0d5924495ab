//! What came of a report, and something more about it, by its code.

use jiff::Timestamp;
use punte_core::{
    contact::plain_text,
    danger::{MOST_CHARACTERS, Outcome},
    error::{FieldError, field_errors},
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use validator::Validate;

use super::report::words;
use crate::{
    app::{App, AppError, Caller, Conflict, Once, Result},
    auth::TrackingCode,
    storage::reports::{self, ReportRow},
};

/// How often something more is said about one report.
const TEXTS: i64 = 20;

/// What whoever reported sees: not who, not what was written.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowedReport {
    /// `open`, `taken` or `closed`.
    #[schema(pattern = "^(open|taken|closed)$")]
    pub state: String,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Until when somebody looks.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
}

/// Something more about a report. No `Debug`: it is for one pair of eyes.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MoreBody {
    /// Its code.
    pub code: String,
    /// In one's own words, at most 2,000 characters.
    #[validate(
        length(min = 1, max = "MOST_CHARACTERS"),
        custom(function = "plain_text")
    )]
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
}

impl From<ReportRow> for FollowedReport {
    fn from(row: ReportRow) -> Self {
        Self {
            state: row.state,
            outcome: row.outcome,
            created_at: row.created_at,
            due_at: row.due_at,
        }
    }
}

impl App {
    /// What came of a report. The same answer, after the same look, for a code that is misspelt and one that opens nothing.
    pub async fn follow_report(&self, caller: &Caller, code: &str) -> Result<FollowedReport> {
        Self::allow(caller, Action::ReportDanger, Subject::Anything)?;
        let db = &mut *self.read().await?;
        Ok(self.report_of(db, code).await?.into())
    }

    /// Keeps something more about a report that is not closed.
    pub async fn say_more(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        body: &MoreBody,
    ) -> Result<FollowedReport> {
        Self::allow(caller, Action::ReportDanger, Subject::Anything)?;
        let wrong = field_errors(body.validate());
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
        let text = words(&body.text);
        self.write_once(once, async |db| {
            let report = self.report_of(db, &body.code).await?;
            reports::lock(db, report.id).await?;
            let report = self.report_of(db, &body.code).await?;
            if report.state == "closed" || reports::count_texts(db, report.id).await? >= TEXTS {
                return Err(Conflict::IllegalState.into());
            }
            self.keep_text(db, report.id, &text).await?;
            self.audit(
                db,
                caller,
                "danger_described",
                "report",
                report.id.0,
                json!({}),
            )
            .await?;
            Ok(report.into())
        })
        .await
    }

    async fn report_of(&self, db: &mut PgConnection, code: &str) -> Result<ReportRow> {
        let wrong = || FieldError::new("/code", "tracking-code");
        let hash = TrackingCode::parse(code).map_or([0; 32], |code| code.hash(&self.auth.keys));
        Ok(reports::find_by_code(db, &hash).await?.ok_or_else(wrong)?)
    }
}
