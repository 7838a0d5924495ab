//! What was agreed and is otherwise now: another version of the offer was approved since, and whoever counts on it goes by what they were
//! told. They are told that it changed, by mail and on their page; what it is now they see where the contacts are.

use jiff::Timestamp;
use punte_core::{
    id::{OfferId, RevisionId},
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
        matches::{self, COUNTED_ON, MatchFilter},
        offer_private, offer_revisions,
    },
};

/// The name of the job that tells of what a decision made live, under which taking the decision back drops it.
pub(in crate::app) fn change_id(decision: &str) -> String {
    format!("{OFFER_CHANGED}.{decision}")
}

impl App {
    /// Queues the job that tells whoever counts on an offer of the version that is live now, and no more the former one, which may be none:
    /// once the decision cannot be taken back any more.
    pub(in crate::app) async fn tell_of_change_later(
        &self,
        db: &mut PgConnection,
        offer: OfferId,
        (former, live): (Option<RevisionId>, RevisionId),
        (decision, at): (&str, Timestamp),
    ) -> Result<()> {
        let payload = json!({ "offer": offer, "from": former, "to": live });
        let (id, dedup_id) = (ids::ordered(), change_id(decision));
        let now = self.now();
        jobs::insert(db, id, OFFER_CHANGED, payload, &dedup_id, at, now).await?;
        Ok(())
    }

    /// Tells whoever counts on an offer where another version says another door, driver, plate or hour than what they know: the former
    /// one, or where there was none the one that they agreed on.
    pub async fn tell_of_change(
        &self,
        offer: OfferId,
        former: Option<RevisionId>,
        live: RevisionId,
    ) -> Result<()> {
        self.write(async |db| {
            let filter = MatchFilter {
                offer: Some(offer),
                states: COUNTED_ON,
                ..MatchFilter::default()
            };
            let mut counted_on = matches::list(db, &filter).await?;
            counted_on.retain(|m| m.revision != live);
            if counted_on.is_empty() {
                return Ok(());
            }
            let (is, is_private) = self.promised(db, live).await?;
            for m in counted_on {
                let (agreed, agreed_private) = self.promised(db, m.revision).await?;
                if agreed_private == is_private {
                    match_changes::delete(db, m.id).await?;
                } else {
                    match_changes::insert(db, m.id).await?;
                }
                let (known, known_private) = match former {
                    Some(former) => self.promised(db, former).await?,
                    None => (agreed, agreed_private),
                };
                if !keeps_word(&known, &known_private, &is, &is_private) {
                    let (notice, to) = (Notice::AgreementChanged, Recipient::Request(m.request));
                    let event = format!("{}.{live}", m.id);
                    self.notify(db, notice, to, m.id.0, &event).await?;
                }
            }
            Ok(())
        })
        .await
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
