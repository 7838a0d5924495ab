//! What a moderator opens with a reason: the private fields of an offer under review.

use punte_core::{
    id::ReviewItemId,
    offer::OfferPrivateDraft,
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::{App, AppError, Caller, Result, providers::IdentityViewBody},
    storage::{offer_private, offers, reviews},
};

/// What nobody sees of an offer before both sides agreed, to a moderator who compares. Not `Debug`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrivateUnderReview {
    /// Of the version under review.
    pub private: OfferPrivateDraft,
    /// Of the version that people see now, if an edit is reviewed.
    pub live_private: Option<OfferPrivateDraft>,
}

impl App {
    /// The exact address, the driver, the licence of an offer in the queue, to a moderator who says why, beside those of the version that
    /// people see. It is one look, and it is written down.
    pub async fn open_private(
        &self,
        caller: &Caller,
        id: ReviewItemId,
        body: IdentityViewBody,
    ) -> Result<PrivateUnderReview> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        self.count_look(caller).await?;
        self.write(async |db| {
            let item = reviews::find(db, id).await?.ok_or(AppError::NotFound)?;
            Self::allow(caller, Action::OpenIdentity, Subject::Of(item.provider))?;
            let offer = offers::find(db, item.offer)
                .await?
                .ok_or(AppError::NotFound)?;
            self.audit(
                db,
                caller,
                "private_opened",
                "offer",
                item.offer.0,
                json!({ "reason": body.reason }),
            )
            .await?;
            let opening = &mut self.open_for(db, caller).await?;
            let private = offer_private::find(opening, item.revision)
                .await?
                .ok_or(AppError::NotFound)?;
            let live_private = match offer.live_revision.filter(|live| *live != item.revision) {
                Some(live) => offer_private::find(opening, live).await?,
                None => None,
            };
            Ok(PrivateUnderReview {
                private,
                live_private,
            })
        })
        .await
    }
}
