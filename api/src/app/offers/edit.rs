use punte_core::{
    error::FieldError,
    id::{OfferId, RevisionId},
    offer::{
        Category, Edit, OfferContent, OfferDraft, OfferPrivate, OfferPrivateDraft, ReviewAction,
        ReviewState, edit_effect, keeps_route,
    },
    place::GeoPoint,
    verification::approvals_required,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{FarPoint, OfferView, complete_for_review, parse_both};
use crate::{
    app::{App, AppError, Caller, Conflict, Once, Result, notices::OFFER_GONE},
    ids,
    storage::{
        availability, jobs, offer_private,
        offer_revisions::{self, RevisionRow},
        offers::{self, Derived, OfferRow},
        providers,
    },
};

/// A JSON merge patch (RFC 7396) of an offer's `content` and `private`.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OfferPatch {
    /// Fields of the content to replace; `null` removes.
    #[schema(value_type = Object)]
    pub content: Option<Value>,
    /// Fields of the private data to replace; `null` removes.
    #[schema(value_type = Object)]
    pub private: Option<Value>,
}

impl App {
    /// Edits an offer. A draft changes in place; what waits for its review waits anew. What was approved stays live while the
    /// edit is reviewed, or hides at once, by what was edited ([`edit_effect`]).
    pub async fn edit_offer(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: OfferId,
        version: i64,
        patch: &OfferPatch,
    ) -> Result<OfferView> {
        self.write_once(once, async |db| {
            let offer = self.lock_own_offer(db, caller, id, version).await?;
            let provider = providers::find(db, offer.provider)
                .await?
                .ok_or(AppError::NotFound)?;
            let latest = offer_revisions::find(db, offer.latest_revision)
                .await?
                .ok_or(AppError::NotFound)?;
            let private = offer_private::find(&mut self.open_for(db, caller).await?, latest.id)
                .await?
                .ok_or(AppError::NotFound)?;
            let content: OfferDraft =
                merged("/content", latest.content.draft(), patch.content.as_ref())?;
            let private: OfferPrivateDraft = merged("/private", &private, patch.private.as_ref())?;
            if content.details.category() != offer.category {
                return Err(FieldError::new("/content/details/category", "fixed").into());
            }
            let (content, private) = parse_both(content, private, provider.kind)?;
            self.revise(db, caller, &offer, content, &private, FarPoint::Refuse)
                .await?;
            self.offer_view(db, caller, id).await
        })
        .await
    }

    /// Replaces what an offer says, by the rule of where it stands.
    pub(in crate::app) async fn revise(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        offer: &OfferRow,
        content: OfferContent,
        private: &OfferPrivate,
        far_point: FarPoint,
    ) -> Result<()> {
        let id = offer.id;
        let provider = providers::find(db, offer.provider)
            .await?
            .ok_or(AppError::NotFound)?;
        let latest = offer_revisions::find(db, offer.latest_revision)
            .await?
            .ok_or(AppError::NotFound)?;
        let (content, derived) = self
            .resolve_offer(db, content, private, provider.kind, far_point)
            .await?;
        if let Some(live) = offer.live_revision
            && offer.category == Category::Transport
        {
            let live = offer_revisions::find(db, live).await?;
            let live = live.ok_or(AppError::NotFound)?.content;
            if !keeps_route(&live, &content) {
                self.refuse_other_route(db, caller, offer).await?;
            }
        }
        let mut hides = false;
        match offer.review {
            ReviewState::Draft | ReviewState::ChangesRequested => {
                let revision = if latest.submitted {
                    self.add_revision(db, caller, offer, &content, private, derived.point)
                        .await?
                } else {
                    let opening = &mut self.open_for(db, caller).await?;
                    offer_revisions::update(opening, latest.id, &content, private, derived.point)
                        .await?;
                    latest.id
                };
                offers::update_latest(db, id, revision, offer.review).await?;
                if offer.live_revision.is_none() {
                    self.take_over(db, id, &content, &derived).await?;
                }
            }
            // It waits, or somebody looks at it: the new version waits in its place.
            ReviewState::Submitted | ReviewState::InReview => {
                complete_for_review(private, offer.category)?;
                if latest.content == content
                    && self.stored_private(db, caller, &latest).await? == *private
                {
                    return Ok(());
                }
                let waiting = offer
                    .review
                    .after(ReviewAction::Release)
                    .unwrap_or(offer.review);
                let next = (&content, private, derived.point);
                self.wait_again(db, caller, offer, next, waiting).await?;
                if offer.live_revision.is_none() {
                    self.take_over(db, id, &content, &derived).await?;
                }
            }
            ReviewState::Approved | ReviewState::Expired => {
                complete_for_review(private, offer.category)?;
                let live = offer
                    .live_revision
                    .ok_or(AppError::Conflict(Conflict::IllegalState))?;
                let live = offer_revisions::find(db, live)
                    .await?
                    .ok_or(AppError::NotFound)?;
                let live_private = self.stored_private(db, caller, &live).await?;
                let review = match edit_effect(&live.content, &live_private, &content, private) {
                    Edit::None => {
                        // Edited back to what is live: nothing is left to review. What is looked at again stays in the queue.
                        if latest.id != live.id {
                            self.withdraw_item(db, caller, id).await?;
                        }
                        offers::update_latest(db, id, live.id, offer.review).await?;
                        return Ok(());
                    }
                    Edit::StaysLive => offer.review,
                    Edit::HidesAtOnce => offer.review.after(ReviewAction::HidingEdit)?,
                };
                let next = (&content, private, derived.point);
                self.wait_again(db, caller, offer, next, review).await?;
                hides = review == ReviewState::Submitted;
                if hides {
                    offers::update_material_since(db, id, self.now()).await?;
                    self.end_proposals_later(db, id).await?;
                }
            }
            ReviewState::Rejected | ReviewState::Suspended | ReviewState::Withdrawn => {
                return Err(Conflict::IllegalState.into());
            }
        }
        let data = json!({ "hides": hides });
        self.audit(db, caller, "offer_edited", "offer", id.0, data)
            .await
    }

    /// Adds a version and puts it into the queue, in the place of whatever of this offer waits there: as long as nobody decided on that, an
    /// edit does not begin the wait anew.
    async fn wait_again(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        offer: &OfferRow,
        (content, private, point): (&OfferContent, &OfferPrivate, GeoPoint),
        review: ReviewState,
    ) -> Result<()> {
        let provider = providers::find(db, offer.provider)
            .await?
            .ok_or(AppError::NotFound)?;
        let revision = self
            .add_revision(db, caller, offer, content, private, point)
            .await?;
        offer_revisions::update_submitted(db, revision, self.now()).await?;
        offers::update_latest(db, offer.id, revision, review).await?;
        let since = self.withdraw_item(db, caller, offer.id).await?;
        let approvals = approvals_required(content, provider.kind);
        self.open_item(db, caller, offer, (revision, since), approvals)
            .await
    }

    /// What the offer's row keeps of its newest version, before any was approved.
    async fn take_over(
        &self,
        db: &mut PgConnection,
        id: OfferId,
        content: &OfferContent,
        derived: &Derived,
    ) -> Result<()> {
        offers::update_derived(db, id, derived).await?;
        let from = content.category().counted_from(self.today());
        availability::update_capacity(db, id, content.capacity, from).await?;
        availability::replace(db, id, &content.availability).await?;
        Ok(())
    }

    async fn add_revision(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        offer: &OfferRow,
        content: &OfferContent,
        private: &OfferPrivate,
        point: GeoPoint,
    ) -> Result<RevisionId> {
        let by = caller.actor.author().ok_or(AppError::Forbidden)?;
        let revision = RevisionId(ids::ordered());
        let number = offer_revisions::next_number(db, offer.id).await?;
        offer_revisions::insert(
            db,
            &self.vault,
            revision,
            offer.id,
            number,
            content,
            private,
            point,
            by,
            self.now(),
        )
        .await?;
        Ok(revision)
    }

    /// Queues the job that ends the open proposals of an offer that is gone by now: they are locked in their own order.
    pub(in crate::app) async fn end_proposals_later(
        &self,
        db: &mut PgConnection,
        offer: OfferId,
    ) -> Result<()> {
        let id = ids::ordered();
        let now = self.now();
        jobs::insert(
            db,
            id,
            OFFER_GONE,
            json!({ "offer": offer, "at": now }),
            &format!("{OFFER_GONE}.{id}"),
            now,
            now,
        )
        .await?;
        Ok(())
    }

    /// The private data of a stored version.
    async fn stored_private(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        revision: &RevisionRow,
    ) -> Result<OfferPrivate> {
        let private = offer_private::find(&mut self.open_for(db, caller).await?, revision.id)
            .await?
            .ok_or(AppError::NotFound)?;
        Ok(OfferPrivate::parse(private, revision.content.category())?)
    }
}

/// Applies a merge patch to a value and reads the result; errors carry the pointer of the field.
fn merged<T: Serialize + serde::de::DeserializeOwned>(
    prefix: &str,
    current: &T,
    patch: Option<&Value>,
) -> Result<T> {
    let mut value = serde_json::to_value(current).map_err(|e| AppError::Internal(Box::new(e)))?;
    if let Some(patch) = patch {
        if !patch.is_object() {
            return Err(FieldError::new(prefix, "wrong-type").into());
        }
        merge(&mut value, patch);
    }
    crate::json::from_value(value).map_err(|e| AppError::Invalid(vec![e.under(prefix)]))
}

fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(fields) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    if let Value::Object(target) = target {
        for (name, value) in fields {
            if value.is_null() {
                target.remove(name);
            } else {
                merge(target.entry(name.clone()).or_insert(Value::Null), value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merging_follows_the_examples_of_rfc_7396() {
        for (target, patch, expected) in [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (
                json!({"a": "b"}),
                json!({"b": "c"}),
                json!({"a": "b", "b": "c"}),
            ),
            (json!({"a": "b"}), json!({"a": null}), json!({})),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (
                json!({"a": {"b": "c"}}),
                json!({"a": {"b": "d", "c": null}}),
                json!({"a": {"b": "d"}}),
            ),
            (
                json!({"a": [{"b": "c"}]}),
                json!({"a": [1]}),
                json!({"a": [1]}),
            ),
            (
                json!({}),
                json!({"a": {"bb": {"ccc": null}}}),
                json!({"a": {"bb": {}}}),
            ),
        ] {
            let mut merged = target;
            merge(&mut merged, &patch);
            assert_eq!(merged, expected);
        }
    }
}
