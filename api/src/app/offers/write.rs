use punte_core::{
    id::{OfferId, ProviderId, RevisionId},
    offer::{OfferContent, OfferDraft, OfferPrivate, OfferPrivateDraft},
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{FarPoint, OfferView, lapses_at, parse_both};
use crate::{
    app::{App, AppError, Caller, Once, Result},
    ids,
    storage::{
        offers::{self, Derived, NewOffer},
        providers,
    },
};

/// A new offer.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferBody {
    /// Whose.
    pub provider_id: ProviderId,
    /// What moderators decide on, and people see.
    pub content: OfferDraft,
    /// What nobody sees before both sides agreed.
    #[serde(default)]
    pub private: OfferPrivateDraft,
}

impl App {
    /// Writes an offer down as a draft.
    pub async fn create_offer(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        body: OfferBody,
    ) -> Result<OfferView> {
        Self::allow(caller, Action::WriteOffer, Subject::Of(body.provider_id))?;
        self.write_once(once, async |db| {
            let provider = providers::find(db, body.provider_id)
                .await?
                .ok_or(AppError::NotFound)?;
            let (content, private) =
                parse_both(body.content.clone(), body.private.clone(), provider.kind)?;
            let (content, derived) = self
                .resolve_offer(db, content, &private, provider.kind, FarPoint::Refuse)
                .await?;
            let id = self
                .write_draft(db, caller, provider.id, &content, &private, &derived)
                .await?;
            self.offer_view(db, caller, id).await
        })
        .await
    }

    /// Stores a draft.
    pub(in crate::app) async fn write_draft(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        provider: ProviderId,
        content: &OfferContent,
        private: &OfferPrivate,
        derived: &Derived,
    ) -> Result<OfferId> {
        let by = caller.actor.author().ok_or(AppError::Forbidden)?;
        let now = self.now();
        let id = OfferId(ids::ordered());
        let reference = ids::reference();
        let new = NewOffer {
            id,
            reference: &reference,
            provider,
            by,
            category: content.category(),
            revision: RevisionId(ids::ordered()),
            expires_at: lapses_at(content.category(), now),
        };
        offers::insert(db, &self.vault, &new, content, private, derived, now).await?;
        self.audit(
            db,
            caller,
            "offer_created",
            "offer",
            id.0,
            json!({ "category": content.category(), "provider": provider }),
        )
        .await?;
        Ok(id)
    }
}
