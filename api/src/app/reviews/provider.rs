//! A provider as moderators see it: where it stands, what was checked, what it offers. Not who it is.

use punte_core::{
    booking::Side,
    id::{OfferId, ProviderId},
    matching::Reliability,
    policy::{Access, Action, Subject, decide},
    vetting::EvidenceResult,
};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    app::{
        App, AppError, Caller, Result,
        danger::{LinkedProvider, linked},
        matches::FeedbackView,
        providers::{CheckView, StandingView, check_views},
    },
    storage::{aftercare, blocks, desk, links, providers, vetting},
};

pub use crate::storage::{desk::OfferLine, vetting::TakenBack};

/// So many offers are shown.
const OFFERS: i64 = 100;
/// So much of what was taken back is shown.
const TAKEN_BACK: i64 = 20;
/// So much of what households said is shown.
const FEEDBACK: i64 = 50;

/// A provider on the desk.
pub struct DeskProvider {
    /// Where it stands.
    pub standing: StandingView,
    /// What failed and was not taken back, the newest first. Its members do not see it.
    pub failed: Vec<CheckView>,
    /// What somebody had written down and was taken back, the newest first.
    pub taken_back: Vec<TakenBack>,
    /// Its offers that were handed in at least once, newest first.
    pub offers: Vec<OfferLine>,
    /// Whether the moderator belongs to it, and so records nothing and opens nothing here.
    pub own: bool,
    /// How often they were relied on, and how often that went well.
    pub reliability: Reliability,
    /// Blocked providers that have something in common with it; and if it is blocked, all others. Not to whoever belongs to it.
    pub linked: Vec<LinkedProvider>,
}

impl App {
    /// A provider, to a moderator.
    pub async fn read_desk_provider(
        &self,
        caller: &Caller,
        id: ProviderId,
    ) -> Result<DeskProvider> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let db = &mut *self.read().await?;
        let own = decide(&caller.actor, Action::VetProvider, Subject::Of(id)) != Access::Allow;
        let linked = if own {
            Vec::new()
        } else {
            Self::links_of(db, caller, id).await?
        };
        Ok(DeskProvider {
            standing: Self::standing_view(db, id).await?,
            failed: check_views(vetting::list(db, id).await?, EvidenceResult::Failed),
            taken_back: vetting::list_taken_back(db, id, TAKEN_BACK).await?,
            offers: desk::list_offers(db, Some(id), None, OFFERS).await?,
            reliability: aftercare::find_reliability(db, id).await?,
            own,
            linked,
        })
    }

    async fn links_of(
        db: &mut PgConnection,
        caller: &Caller,
        id: ProviderId,
    ) -> Result<Vec<LinkedProvider>> {
        let mut found = links::list_blocked(db, id).await?;
        if let Some(block) = blocks::find_standing(db, id).await? {
            let mut of_block = links::list_of_blocks(db, &[block.id]).await?;
            for row in of_block.remove(&block.id).unwrap_or_default() {
                if found.iter().all(|other| other.provider != row.provider) {
                    found.push(row);
                }
            }
        }
        Ok(linked(caller, found))
    }

    /// What households say about a provider, comments too, to whoever may open who it is; the look is written down.
    pub async fn read_feedback(
        &self,
        caller: &Caller,
        id: ProviderId,
    ) -> Result<Vec<FeedbackView>> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        // Whoever belongs to it, or did, does not learn that anything was said.
        Self::allow(caller, Action::TriageReport, Subject::Of(id))?;
        Self::allow(caller, Action::OpenIdentity, Subject::Of(id))?;
        self.write(async |db| {
            providers::find(db, id).await?.ok_or(AppError::NotFound)?;
            self.count_look_in(db, caller).await?;
            self.audit(db, caller, "feedback_read", "provider", id.0, json!({}))
                .await?;
            let opening = &mut self.open_for(db, caller).await?;
            let said =
                aftercare::list_feedback(opening, None, Some(id), Side::Refugee, FEEDBACK).await?;
            Ok(said.into_iter().map(FeedbackView::from).collect())
        })
        .await
    }

    /// Offers that a hint names, as moderators name them.
    pub async fn list_desk_offers(
        &self,
        caller: &Caller,
        ids: &[OfferId],
    ) -> Result<Vec<OfferLine>> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let db = &mut *self.read().await?;
        Ok(desk::list_offers(db, None, Some(&ids), OFFERS).await?)
    }
}
