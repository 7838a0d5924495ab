//! What a moderator opens with a reason: the private fields of an offer under review.

use punte_core::{
    id::ReviewItemId,
    offer::OfferPrivateDraft,
    policy::{Action, Subject},
};
use serde_json::json;

use crate::{
    app::{App, AppError, Caller, Result, providers::IdentityViewBody},
    storage::{offer_private, reviews},
};

impl App {
    /// The exact address, the driver, the licence of an offer in the queue, to a moderator who says why; the look is written down.
    pub async fn open_private(
        &self,
        caller: &Caller,
        id: ReviewItemId,
        body: IdentityViewBody,
    ) -> Result<OfferPrivateDraft> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        self.count_look(caller).await?;
        self.write(async |db| {
            let item = reviews::find(db, id).await?.ok_or(AppError::NotFound)?;
            Self::allow(caller, Action::OpenIdentity, Subject::Of(item.provider))?;
            self.audit(
                db,
                caller,
                "private_opened",
                "offer",
                item.offer.0,
                json!({ "reason": body.reason }),
            )
            .await?;
            offer_private::find(&mut self.open_for(db, caller).await?, item.revision)
                .await?
                .ok_or(AppError::NotFound)
        })
        .await
    }
}
