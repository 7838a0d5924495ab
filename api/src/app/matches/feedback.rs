//! How it was, from both sides, and how far a provider can be relied on.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    aftercare::{Feedback, FeedbackDraft, HowFar, WhyNot, may_give_feedback},
    booking::Side,
    id::{FeedbackId, MatchId, ProviderId, RequestId},
    reliability,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::aftercare::beginning;
use crate::{
    app::{App, AppError, Caller, Conflict, Once, Result},
    ids,
    storage::{
        aftercare::{self, FeedbackRow},
        outbox::{self, NewCount, Outbox},
        requests,
    },
};

/// How long answers are gathered before a provider's reliability is counted, minutes: each count makes the index read its offers anew.
const COUNT_AFTER_MIN: i64 = 10;
/// What is further back says nothing about a provider any more, days.
const COUNTED_DAYS: i64 = 365;

/// How it was, to whoever said it, and to moderators. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeedbackView {
    /// About which match.
    pub match_id: MatchId,
    /// Whether the help took place.
    pub delivered: HowFar,
    /// Why not, or not whole.
    pub why_not: Option<WhyNot>,
    /// Whether it was as described.
    pub as_described: Option<HowFar>,
    /// 1 to 5.
    pub rating: u8,
    /// For staff only, and for who wrote it.
    pub comment: Option<String>,
    /// When it was said.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

impl From<FeedbackRow> for FeedbackView {
    fn from(row: FeedbackRow) -> Self {
        Self {
            match_id: row.of,
            delivered: row.delivered,
            why_not: row.why_not,
            as_described: row.as_described,
            rating: row.rating,
            comment: row.comment,
            at: row.at,
        }
    }
}

impl App {
    /// How it was, from one side, once. The other side never sees it.
    pub async fn give_feedback(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: MatchId,
        draft: FeedbackDraft,
    ) -> Result<FeedbackView> {
        let said = Feedback::parse(draft)?;
        self.write_once_on(caller, id, once, async |db| {
            let (m, side) = Self::own_match(db, caller, id).await?;
            let need = requests::find_need(db, m.need)
                .await?
                .ok_or(AppError::NotFound)?;
            let begins = beginning(&m, need.category, &need.need).first_day();
            if !may_give_feedback(side, m.state, m.ended_by, begins, self.today()) {
                return Err(Conflict::IllegalState.into());
            }
            let now = self.now();
            let feedback = FeedbackId(ids::ordered());
            aftercare::insert_feedback(db, &self.vault, feedback, id, side, &said, now).await?;
            if side == Side::Refugee {
                self.count_reliability_later(db, m.provider).await?;
            }
            self.audit(
                db,
                caller,
                "feedback_given",
                "match",
                id.0,
                json!({ "side": side, "delivered": said.delivered, "rating": said.rating }),
            )
            .await?;
            Ok(FeedbackView {
                match_id: id,
                delivered: said.delivered,
                why_not: said.why_not,
                as_described: said.as_described,
                rating: said.rating,
                comment: said.comment.clone(),
                at: now,
            })
        })
        .await
    }

    /// Counts how far a provider can be relied on, soon.
    pub(super) async fn count_reliability_later(
        &self,
        db: &mut PgConnection,
        provider: ProviderId,
    ) -> Result<()> {
        let left = Outbox {
            counts: Some(self.count_soon(provider)),
            ..Outbox::default()
        };
        outbox::insert(db, &left, self.now()).await?;
        Ok(())
    }

    /// The job that counts it, soon.
    pub(super) fn count_soon(&self, provider: ProviderId) -> NewCount {
        NewCount {
            id: ids::ordered(),
            provider,
            run_at: self.now() + SignedDuration::from_mins(COUNT_AFTER_MIN),
        }
    }

    /// Counts it; the index follows if it changed.
    pub async fn count_reliability(&self, provider: ProviderId) -> Result<()> {
        let since = self
            .now()
            .checked_sub(SignedDuration::from_hours(24 * COUNTED_DAYS))
            .unwrap_or(Timestamp::UNIX_EPOCH);
        self.write(async |db| {
            aftercare::lock_reliability(db, provider).await?;
            let met = aftercare::list_met(db, provider, since).await?;
            Ok(aftercare::update_reliability(db, provider, reliability::count(&met)).await?)
        })
        .await
    }

    /// What a household or a provider said, to itself.
    pub(in crate::app) async fn own_feedback(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        request: Option<RequestId>,
        provider: Option<ProviderId>,
    ) -> Result<Vec<FeedbackView>> {
        let side = if request.is_some() {
            Side::Refugee
        } else {
            Side::Provider
        };
        let opening = &mut self.open_for(db, caller).await?;
        let rows = aftercare::list_feedback(opening, request, provider, side, i64::MAX).await?;
        Ok(rows.into_iter().map(FeedbackView::from).collect())
    }
}
