//! Deciding on a claimed item.

use punte_core::{
    checklist::Answers,
    constraint::Tri,
    contact::plain_text,
    error::{FieldError, field_errors},
    id::{ReviewItemId, RevisionId},
    offer::{OfferPrivate, ReviewAction, ReviewState, unknown_fields},
    policy::{Action, Subject},
    provider::{ProviderKind, ProviderStatus, level_for},
    verification::{Decision, ReasonCode, approvals_required, is_early},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use validator::Validate;

use super::{undo::undo_until, view::ReviewItemView};
use crate::{
    app::{
        App, AppError, Caller, Conflict, Once, Result,
        notices::Notice,
        offers::{FarPoint, lapses_at},
    },
    ids,
    storage::{
        availability, checklists, kept_answers, offer_private, offer_revisions, offers, providers,
        reviews::{self, NewDecision},
        sources, undo,
    },
};

/// A decision.
#[derive(Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct DecisionBody {
    /// What.
    pub decision: Decision,
    /// The version that was looked at.
    pub revision_id: RevisionId,
    /// Why.
    pub reason_code: ReasonCode,
    /// More, in words to the provider. Whoever is asked for changes is told of what: here, or by `fields`.
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "plain_text"))]
    #[schema(max_length = 1000)]
    pub note: Option<String>,
    /// The fields that it is about, as pointers into the content, or below `/private`; each one that the version has.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub fields: Vec<String>,
    /// What was answered to the checklist of the item, by the keys of its points: `yes`, `no` or `unknown`. An approval takes a yes to
    /// every required one.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Tri>)]
    pub checklist: Answers,
}

/// How a decision comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// By itself, with what was answered to the checklist.
    Alone,
    /// One of many by one tap: an approval rests on what the moderator answered before.
    Together,
}

impl App {
    /// Decides on a claimed item: an approval takes a yes to every required point of the checklist. With two approvals needed, the first
    /// puts it back into the queue for somebody else. What people see and what is looked at again is approved by one, for the points
    /// that run out, or it is stopped.
    pub async fn decide(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ReviewItemId,
        body: DecisionBody,
    ) -> Result<ReviewItemView> {
        self.decide_as(caller, once, id, body, Manner::Alone).await
    }

    /// As [`App::decide`], alone or together with others.
    pub(super) async fn decide_as(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ReviewItemId,
        body: DecisionBody,
        manner: Manner,
    ) -> Result<ReviewItemView> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        check_decision(&body)?;
        self.write_once(once, async |db| {
            let row = self.lock_wanted(db, caller, id, body.revision_id).await?;
            let now = self.now();
            if row.is_recheck() && body.decision != Decision::Approve {
                return Err(Conflict::RecheckOnly.into());
            }
            let offer = offers::find(db, row.offer).await?.ok_or(AppError::NotFound)?;
            let provider = providers::find(db, offer.provider).await?.ok_or(AppError::NotFound)?;
            let revision = offer_revisions::find(db, row.revision).await?.ok_or(AppError::NotFound)?;
            let unknown = unknown_fields(&revision.content, &body.fields);
            if !unknown.is_empty() {
                return Err(AppError::Invalid(unknown));
            }
            let (checklist_key, checklist) = self.checklist_of(db, &row, &revision.content, provider.kind).await?;
            let together = manner == Manner::Together;
            // Asked before the lease, so that nothing is taken that is left out.
            let answers = if together && body.decision == Decision::Approve {
                self.answers_together(db, &row, moderator, &checklist_key, &checklist).await?
            } else {
                body.checklist.clone()
            };
            self.check_lease(&row, moderator)?;
            if body.decision == Decision::Approve {
                let good = provider.status == ProviderStatus::Vetted && provider.vetted_until.is_some_and(|until| until > now);
                let register = sources::find_by_offer(db, offer.id).await?.and_then(|s| s.register).map(|r| r.date);
                let level = level_for(provider.kind, provider.vetting_level, register, now);
                if !good || level < Some(revision.content.least_vetting(provider.kind)) {
                    return Err(Conflict::VettingTooLow.into());
                }
            }
            if body.decision == Decision::Approve && checklist.version == 0 {
                return Err(Conflict::ChecklistMissing.into());
            }
            let errors = checklist.errors(body.decision, &answers);
            if !errors.is_empty() {
                return Err(AppError::Invalid(errors));
            }
            let decision = NewDecision {
                id: ids::ordered(),
                item: id,
                revision: row.revision,
                moderator,
                decision: body.decision,
                reason: body.reason_code,
                note: body.note.as_deref(),
                fields: &body.fields,
                checklist: (checklist.version > 0).then_some((checklist_key.as_str(), checklist.version)),
                together,
            };
            reviews::insert_decision(db, &decision, now).await?;
            kept_answers::delete(db, row.revision, moderator).await?;
            let checks = checklist.checks(&answers, now);
            checklists::insert_checks(db, decision.id, moderator, &checks, now).await?;
            let before = self.standing_of(db, &offer).await?;
            let closes = body.decision != Decision::Approve
                || row.is_recheck()
                || row.approvals + 1 >= i64::from(approvals_required(&revision.content, provider.kind));
            let failed: Vec<&str> = checks.iter().filter(|c| c.result == Tri::No).map(|c| c.item.as_str()).collect();
            let data = json!({
                "decision": body.decision, "reason": body.reason_code, "offer": row.offer, "closes": closes, "failed": failed,
            });
            self.audit(db, caller, "review_decided", "review_item", id.0, data).await?;
            // What is said of it waits until it cannot be taken back any more.
            let (event, said_at) = (decision.id.to_string(), undo_until(now));
            match body.decision {
                Decision::Approve => {
                    if closes {
                        // Of what is looked at again nothing changes, but the clock may have hidden it.
                        let hidden = offer.checks_until.is_some_and(|until| until <= now);
                        if !row.is_recheck() {
                            if offer.review != ReviewState::Approved {
                                offer.review.after(ReviewAction::Approve)?;
                            }
                            self.put_live(db, &offer, &revision, provider.kind).await?;
                            let former = (before.capacity, before.open.as_slice());
                            self.end_crowded_out_later(db, offer.id, former, said_at).await?;
                            // Before there is a second version nobody counts on a first one.
                            if revision.number > 1 {
                                self.tell_of_change_later(db, offer.id, (event.as_str(), said_at)).await?;
                            }
                        }
                        if hidden || !row.is_recheck() {
                            self.offer_visible_at(db, offer.id, said_at).await?;
                        }
                        reviews::update_decided(db, id, Decision::Approve, now).await?;
                        // What was looked at because of a hint is not told of: they are not told how offers are looked at.
                        if hidden || !row.checks_until.is_some_and(|until| is_early(now, until)) {
                            let notice = if row.is_recheck() { Notice::OfferRechecked } else { Notice::OfferApproved };
                            self.notify_of_decision(db, notice, offer.provider, offer.id, &event, said_at).await?;
                        }
                    } else {
                        reviews::update_claim(db, id, None, None).await?;
                        self.move_in_review(db, row.offer, ReviewAction::Release).await?;
                    }
                }
                Decision::RequestChanges | Decision::Reject => {
                    // An edit that is refused leaves the approved version as it is.
                    if offer.review != ReviewState::Approved {
                        offers::update_state(db, offer.id, offer.review.after(body.decision.action())?, offer.paused).await?;
                    }
                    reviews::update_decided(db, id, body.decision, now).await?;
                    let notice = if body.decision == Decision::Reject { Notice::OfferRejected } else { Notice::OfferChangesRequested };
                    self.notify_of_decision(db, notice, offer.provider, offer.id, &event, said_at).await?;
                }
            }
            let version = offers::find(db, row.offer).await?.ok_or(AppError::NotFound)?.version;
            undo::insert(db, decision.id, moderator, id, said_at, version, &before).await?;
            let row = reviews::find(db, id).await?.ok_or(AppError::NotFound)?;
            self.review_item_view(db, &row).await
        })
        .await
    }

    /// Makes a version the one that people see, with its place, features, capacity and dates.
    async fn put_live(
        &self,
        db: &mut PgConnection,
        offer: &offers::OfferRow,
        revision: &offer_revisions::RevisionRow,
        kind: ProviderKind,
    ) -> Result<()> {
        let private = offer_private::find(&mut self.open_for_program(db).await?, revision.id)
            .await?
            .unwrap_or_default();
        let private = OfferPrivate::parse(private, offer.category)?;
        let (content, derived) = self
            .resolve_offer(
                db,
                revision.content.clone(),
                &private,
                kind,
                FarPoint::Settlement,
            )
            .await?;
        let now = self.now();
        offers::update_approved(
            db,
            offer.id,
            revision.id,
            lapses_at(offer.category, now),
            now,
        )
        .await?;
        offers::update_derived(db, offer.id, &derived).await?;
        // What the provider took back since the last approval stays taken back, unless this version is about it.
        let former = match offer.live_revision {
            Some(live) => offer_revisions::find(db, live).await?.map(|r| r.content),
            None => None,
        };
        if former
            .as_ref()
            .is_none_or(|f| f.availability != content.availability)
        {
            availability::replace(db, offer.id, &content.availability).await?;
        }
        let capacity = match &former {
            Some(former) if content.capacity <= former.capacity => content
                .capacity
                .min(u16::try_from(offer.capacity).unwrap_or(u16::MAX)),
            _ => content.capacity,
        };
        let from = offer.category.counted_from(self.today());
        if availability::has_promises_outside(db, offer.id, from).await? {
            return Err(Conflict::BelowPromised.into());
        }
        match availability::update_capacity(db, offer.id, capacity, from)
            .await
            .map_err(AppError::from)
        {
            Err(AppError::Conflict(Conflict::CapacityExhausted)) => {
                Err(Conflict::BelowPromised.into())
            }
            other => other,
        }
    }
}

/// What is wrong with a decision, whatever it is about.
pub(super) fn check_decision(body: &DecisionBody) -> Result<()> {
    let mut errors = field_errors(body.validate());
    if !body.reason_code.fits(body.decision) {
        errors.push(FieldError::new("/reason_code", "not-for-this-decision"));
    }
    let said = body.note.as_deref();
    // Of a note that cannot be read it is said already.
    if !errors.iter().any(|e| e.pointer == "/note")
        && !body.decision.says_enough(said, &body.fields)
    {
        errors.push(FieldError::new("/note", "say-what"));
    }
    if body.fields.len() > 20 {
        errors.push(FieldError {
            bounds: Some((0, 20)),
            ..FieldError::new("/fields", "length")
        });
    }
    for (index, field) in body.fields.iter().enumerate() {
        if !field.starts_with('/') || field.len() > 200 || field.chars().any(char::is_control) {
            errors.push(FieldError::new(format!("/fields/{index}"), "invalid"));
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}
