//! What was agreed and is otherwise now: another version of the offer was approved since, and whoever counts on it goes by what they were
//! told. They are told that it changed, by mail and on their page; what it is now they see where the contacts are.

use jiff::Timestamp;
use punte_core::{
    id::{MatchId, OfferId, RevisionId},
    offer::{OfferContent, OfferPrivateDraft, keeps_word},
};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    app::{
        App, AppError, Result,
        notices::{Notice, OFFER_CHANGED, Recipient},
    },
    ids,
    storage::{
        jobs, match_changes,
        matches::{self, COUNTED_ON, MatchFilter, MatchRow},
        offer_private, offer_revisions,
    },
};

/// The name of the job that tells of what a decision made live, under which taking the decision back drops it.
pub(in crate::app) fn change_id(decision: &str) -> String {
    format!("{OFFER_CHANGED}.{decision}")
}

impl App {
    /// Queues the job that tells whoever counts on an offer that another version is live, by a name under which it is dropped where a
    /// decision is taken back: not before it cannot be any more.
    pub(in crate::app) async fn tell_of_change_later(
        &self,
        db: &mut PgConnection,
        offer: OfferId,
        (name, at): (&str, Timestamp),
    ) -> Result<()> {
        let payload = json!({ "offer": offer });
        let (id, dedup_id) = (ids::ordered(), change_id(name));
        let now = self.now();
        jobs::insert(db, id, OFFER_CHANGED, payload, &dedup_id, at, now).await?;
        Ok(())
    }

    /// Tells whoever counts on an offer where the version that people see says another door, driver, plate or hour than what they know: what
    /// they were told last, or agreed on. Whichever job does it, and in whichever order they run.
    pub async fn tell_of_change(&self, offer: OfferId) -> Result<()> {
        let filter = MatchFilter {
            offer: Some(offer),
            states: COUNTED_ON,
            ..MatchFilter::default()
        };
        let counted_on = matches::list(&mut *self.read().await?, &filter).await?;
        let counted_on: Vec<MatchId> = counted_on.iter().map(|m| m.id).collect();
        self.with_each_locked(&counted_on, async |db, m| self.tell_one(db, m).await)
            .await
    }

    async fn tell_one(&self, db: &mut PgConnection, m: &MatchRow) -> Result<()> {
        if !COUNTED_ON.contains(&m.state) {
            return Ok(());
        }
        // Read with the match locked: nobody writes down an older one after it.
        let settled = match_changes::find_settled(db, m.offer, self.now()).await?;
        let settled = settled.unwrap_or(m.revision);
        let told = match_changes::find_told(db, m.id).await?;
        let told = told.unwrap_or(m.revision);
        if told == settled {
            return Ok(());
        }
        let (is, is_private) = self.promised(db, settled).await?;
        let (agreed, agreed_private) = self.promised(db, m.revision).await?;
        let (known, known_private) = self.promised(db, told).await?;
        if keeps_word(&agreed, &agreed_private, &is, &is_private) {
            match_changes::delete(db, m.id).await?;
        } else {
            let contacts = agreed_private != is_private;
            match_changes::upsert(db, m.id, settled, contacts).await?;
        }
        if !keeps_word(&known, &known_private, &is, &is_private) {
            let (notice, to) = (Notice::AgreementChanged, Recipient::Request(m.request));
            let event = format!("{}.{settled}", m.id);
            self.notify(db, notice, to, m.id.0, &event).await?;
        }
        Ok(())
    }

    /// What a version says, with what only the two sides see of it.
    async fn promised(
        &self,
        db: &mut PgConnection,
        id: RevisionId,
    ) -> Result<(OfferContent, OfferPrivateDraft)> {
        let revision = offer_revisions::find(db, id).await?;
        let content = revision.ok_or(AppError::NotFound)?.content;
        let private = offer_private::find(&mut self.open_for_program(db).await?, id).await?;
        Ok((content, private.unwrap_or_default()))
    }
}
