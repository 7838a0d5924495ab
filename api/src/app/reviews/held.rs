//! An item in the hands of whoever decides on it: theirs still, and in the version that they looked at.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    id::{AccountId, PlaceId, ReviewItemId, RevisionId},
    offer::{FieldChange, OfferDraft, field_changes},
    policy::{Action, Subject},
    verification::LEASE_S,
};
use serde_json::json;
use sqlx::PgConnection;

use super::desk::{differing, places_of};
use crate::{
    app::{App, AppError, Caller, Conflict, Result, places::PlaceView},
    storage::{
        desk, escalations, offer_private, offer_revisions,
        reviews::{self, ReviewItemRow},
    },
};

/// What the provider of an offer wrote since somebody who decides looked at it.
#[derive(Debug)]
pub struct Newer {
    /// The item that waits now.
    pub item: ReviewItemId,
    /// The version that was looked at.
    pub was: OfferDraft,
    /// The version that waits.
    pub now: OfferDraft,
    /// Private fields that differ: their names, never what they hold.
    pub private: Vec<&'static str>,
    /// The places that both versions name.
    pub places: BTreeMap<PlaceId, PlaceView>,
}

impl Newer {
    /// The fields that differ; of private ones only that they do.
    pub fn changes(&self) -> Vec<FieldChange> {
        changes_between(&self.was, &self.now, &self.private)
    }
}

/// The fields in which two versions differ; of the private ones that do, only that they do.
pub(super) fn changes_between(
    was: &OfferDraft,
    now: &OfferDraft,
    private: &[&str],
) -> Vec<FieldChange> {
    let private = private.iter().map(|name| FieldChange::private(name));
    let mut changes = field_changes(was, now);
    changes.extend(private);
    changes
}

impl App {
    /// As [`App::lock_wanted`], held by whoever asks.
    pub(super) async fn lock_held(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: ReviewItemId,
        seen: RevisionId,
    ) -> Result<ReviewItemRow> {
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        let row = self.lock_wanted(db, caller, id, seen).await?;
        self.check_lease(&row, moderator)?;
        Ok(row)
    }

    /// Locks an item for what only its holder does with it, in the version that they looked at.
    ///
    /// # Errors
    /// [`AppError::Newer`] where another version waits instead, [`AppError::Stale`] if it is no version of this offer, and the conflict
    /// that stands in the way.
    pub(super) async fn lock_wanted(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: ReviewItemId,
        seen: RevisionId,
    ) -> Result<ReviewItemRow> {
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        let row = self.lock_item(db, id).await?;
        Self::check_foreign(db, caller, &row).await?;
        if row.state != "open" || row.revision != seen {
            return Err(self.overtaken(db, caller, &row, seen).await?);
        }
        if escalations::has_handed_on(db, row.id, moderator).await? {
            return Err(Conflict::HandedOn.into());
        }
        Ok(row)
    }

    /// Refuses whoever belongs to the organisation of an offer, and whoever wrote it, wherever they belong by now.
    pub(super) async fn check_foreign(
        db: &mut PgConnection,
        caller: &Caller,
        row: &ReviewItemRow,
    ) -> Result<()> {
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        if Self::allow(caller, Action::DecideReview, Subject::Of(row.provider)).is_err()
            || reviews::is_author(db, row.id, moderator).await?
        {
            return Err(Conflict::OwnOffer.into());
        }
        Ok(())
    }

    /// Whether somebody holds an item still.
    pub(super) fn check_lease(&self, row: &ReviewItemRow, moderator: AccountId) -> Result<()> {
        let lasts = row.lease_until.is_some_and(|until| until > self.now());
        if lasts && row.claimed_by == Some(moderator) {
            Ok(())
        } else {
            Err(Conflict::LeaseLost.into())
        }
    }

    /// Lets an item last longer in the hands of whoever holds it; until when. Unlike [`App::claim_item`] it takes nothing: what is over has
    /// to be taken again by somebody who means to.
    pub async fn renew_item(&self, caller: &Caller, id: ReviewItemId) -> Result<Timestamp> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        self.write(async |db| {
            let row = self.lock_item(db, id).await?;
            Self::check_foreign(db, caller, &row).await?;
            if row.state != "open" {
                return Err(Conflict::IllegalState.into());
            }
            let now = self.now();
            let lasts = row.lease_until.is_some_and(|until| until > now);
            if lasts && row.claimed_by != Some(moderator) {
                return Err(Conflict::ClaimedByOther.into());
            }
            self.check_lease(&row, moderator)?;
            let until = now + SignedDuration::from_secs(LEASE_S);
            reviews::update_claim(db, id, Some(moderator), Some(until)).await?;
            self.audit(db, caller, "review_claimed", "review_item", id.0, json!({}))
                .await?;
            Ok(until)
        })
        .await
    }

    /// Why a version is not decided on: another one waits instead, or the item is closed. The offer is locked.
    async fn overtaken(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        row: &ReviewItemRow,
        seen: RevisionId,
    ) -> Result<AppError> {
        let otherwise = if row.state == "open" {
            AppError::Stale
        } else {
            Conflict::IllegalState.into()
        };
        let Some(item) = desk::find_open(db, row.offer).await? else {
            return Ok(otherwise);
        };
        let newest = reviews::find(db, item).await?.ok_or(AppError::NotFound)?;
        let (Some(was), Some(now)) = (
            offer_revisions::find(db, seen).await?,
            offer_revisions::find(db, newest.revision).await?,
        ) else {
            return Ok(otherwise);
        };
        // Only of what has stood in the queue: a moderator compares what a moderator could see.
        if was.offer != row.offer || !was.submitted || was.number >= now.number {
            return Ok(otherwise);
        }
        let private = self.private_differing(db, was.id, now.id).await?;
        let (was, now) = (was.content.into_draft(), now.content.into_draft());
        let mut ids = places_of(&was);
        ids.extend(places_of(&now));
        let places = self.places_by_id(db, caller, &ids).await?;
        Ok(AppError::Newer(Box::new(Newer {
            item,
            was,
            now,
            private,
            places,
        })))
    }

    /// The names of the private fields in which two versions differ.
    pub(super) async fn private_differing(
        &self,
        db: &mut PgConnection,
        was: RevisionId,
        now: RevisionId,
    ) -> Result<Vec<&'static str>> {
        let old = offer_private::find(&mut self.open_for_program(db).await?, was).await?;
        let new = offer_private::find(&mut self.open_for_program(db).await?, now).await?;
        Ok(match (&old, &new) {
            (Some(old), Some(new)) => differing(old, new),
            _ => Vec::new(),
        })
    }
}
