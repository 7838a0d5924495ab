//! How matches end, and what their need becomes.

use jiff::Timestamp;
use punte_core::{
    booking::{EndReason, MatchAction, MatchState, Side},
    id::{MatchId, NeedId, OfferId, ProviderId},
    offer::is_less,
    period::Period,
    request::{NeedState, need_state},
};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    app::{
        App, AppError, Caller, Result,
        notices::{Notice, Recipient},
        system_caller,
    },
    ids,
    storage::{
        availability, jobs, match_around,
        matches::{self, MatchFilter, MatchRow, OPEN, STOPPABLE, StepRow, WAITING},
        offers, providers,
        requests::{self, NeedRow},
        silence,
    },
};

impl App {
    /// Ends what nobody answered in time; returns how many ended.
    pub async fn expire_overdue(&self) -> Result<usize> {
        let now = self.now();
        let system = system_caller();
        let overdue = matches::list_overdue(&mut *self.read().await?, now, 100).await?;
        // What cannot be ended now is logged, and overdue the next time, too.
        let _logged = self
            .with_each_locked(&overdue, async |db, m| {
                if m.state == MatchState::Proposed && m.answer_by < now {
                    let (action, reason) =
                        (MatchAction::Expire, Self::why_unanswered(db, m).await?);
                    self.end_match(db, &system, m, action, Side::System, reason)
                        .await?;
                    self.refresh_need(db, m.need).await?;
                }
                Ok(())
            })
            .await;
        Ok(overdue.len())
    }

    /// Why nobody answered a proposal: whoever has no room left for it, or whose offers are hidden until somebody has looked, could not have
    /// said yes, and was not silent. Of danger it says nothing.
    async fn why_unanswered(db: &mut PgConnection, m: &MatchRow) -> Result<EndReason> {
        Ok(if silence::is_crowded_out(db, m.id).await? {
            EndReason::NoLongerFree
        } else if providers::is_frozen(db, m.provider).await? {
            EndReason::OfferGone
        } else {
            EndReason::NoReason
        })
    }

    /// Queues the job that ends the proposals that wait for what an offer has no more, if there is less of it than before: so much at a time,
    /// on these days. Not before an instant.
    pub(in crate::app) async fn end_crowded_out_later(
        &self,
        db: &mut PgConnection,
        offer: OfferId,
        former: (u32, &[Period]),
        at: Timestamp,
    ) -> Result<()> {
        let left = offers::find(db, offer).await?.ok_or(AppError::NotFound)?;
        let open = availability::list(db, offer).await?;
        if is_less(former, (left.capacity, open.as_slice())) {
            jobs::insert_offer_taken(db, ids::ordered(), offer, at, self.now()).await?;
        }
        Ok(())
    }

    /// Ends the proposals that wait for what their offer has no more, since others were agreed to, or there is less of it, or on fewer days:
    /// nobody waits for it, and nobody is taken to be silent about it.
    pub async fn end_crowded_out(&self, offer: OfferId) -> Result<()> {
        let system = system_caller();
        let crowded = silence::list_crowded_out(&mut *self.read().await?, offer).await?;
        self.with_each_locked(&crowded, async |db, m| {
            // Somebody may have called off meanwhile.
            if WAITING.contains(&m.state) && silence::is_crowded_out(db, m.id).await? {
                let (action, reason) = (MatchAction::Decline, EndReason::NoLongerFree);
                self.end_match(db, &system, m, action, Side::System, reason)
                    .await?;
                self.refresh_need(db, m.need).await?;
            }
            Ok(())
        })
        .await
    }

    /// Ends the proposals of an offer that was gone at an instant. Where it is there again, whoever chose it since then waits for an answer
    /// that can come.
    pub async fn end_proposals_of(&self, offer: OfferId, gone_at: Timestamp) -> Result<()> {
        let filter = MatchFilter {
            offer: Some(offer),
            states: WAITING,
            ..MatchFilter::default()
        };
        let is_back = offers::is_visible(&mut *self.read().await?, offer).await?;
        let chosen_by = is_back.then_some(gone_at);
        let (action, reason) = (MatchAction::Decline, EndReason::OfferGone);
        self.end_each(&filter, chosen_by, action, reason).await
    }

    /// Stops every open match of a blocked provider; each gives back what it took, and its need is open again.
    pub async fn stop_matches_of(&self, provider: ProviderId) -> Result<()> {
        let filter = MatchFilter {
            provider: Some(provider),
            states: STOPPABLE,
            ..MatchFilter::default()
        };
        let (action, reason) = (MatchAction::StopForSafety, EndReason::Safety);
        self.end_each(&filter, None, action, reason).await
    }

    /// Ends matches for the product itself, those that began by an instant if there is one. Answers the last error, so that the job comes
    /// again for what is left.
    async fn end_each(
        &self,
        filter: &MatchFilter<'_>,
        begun_by: Option<Timestamp>,
        action: MatchAction,
        reason: EndReason,
    ) -> Result<()> {
        let system = system_caller();
        let open = matches::list(&mut *self.read().await?, filter).await?;
        let open = open
            .iter()
            .filter(|m| begun_by.is_none_or(|until| m.created_at <= until));
        let open: Vec<MatchId> = open.map(|m| m.id).collect();
        self.with_each_locked(&open, async |db, m| {
            if m.state.after(action, Side::System).is_ok() {
                self.end_match(db, &system, m, action, Side::System, reason)
                    .await?;
                self.refresh_need(db, m.need).await?;
            }
            Ok(())
        })
        .await
    }

    /// Works on matches for the product itself, one transaction each, with household, need and match locked: one that fails does not
    /// keep the others. Answers the last error.
    pub(super) async fn with_each_locked(
        &self,
        ids: &[MatchId],
        work: impl AsyncFn(&mut PgConnection, &MatchRow) -> Result<()>,
    ) -> Result<()> {
        let mut last = Ok(());
        for id in ids {
            let outcome = self
                .write(async |db| match match_around::lock(db, *id).await? {
                    Some(found) => work(db, &found.m).await,
                    None => Ok(()),
                })
                .await;
            if let Err(error) = outcome {
                self.metrics.sweep_failed("matches");
                tracing::error!(match_id = %id, %error, "a match could not be moved by the product itself");
                last = Err(error);
            }
        }
        last
    }

    /// Matches of a need that are not over.
    pub(in crate::app) async fn open_matches(
        &self,
        db: &mut PgConnection,
        need: NeedId,
    ) -> Result<Vec<MatchRow>> {
        Ok(matches::list(
            db,
            &MatchFilter {
                need: Some(need),
                states: OPEN,
                ..MatchFilter::default()
            },
        )
        .await?)
    }

    /// Ends a match whose need is locked. The database gives back what it held.
    pub(in crate::app) async fn end_match(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        m: &MatchRow,
        action: MatchAction,
        side: Side,
        reason: EndReason,
    ) -> Result<()> {
        let state = m.state.after(action, side)?;
        let left_unanswered = state == MatchState::Expired && reason == EndReason::NoReason;
        let counts = match (action, side) {
            (MatchAction::Decline, Side::Provider) | (MatchAction::ReportNoShow, Side::Refugee) => {
                true
            }
            (MatchAction::Cancel, Side::Provider) => reason.lets_down(),
            _ => left_unanswered,
        };
        // Before the match is moved, as accepting does: two who wait for each other's wait for ever.
        if counts {
            self.count_reliability_later(db, m.provider).await?;
        }
        let step = StepRow {
            id: m.id,
            from: m.state,
            to: state,
            side,
            account: Self::done_by(caller, side),
            reason: Some(reason),
            left_on: None,
            at: self.now(),
        };
        matches::update_state(db, &step, None).await?;
        if m.state.holds() && !state.holds() {
            self.offer_visible_later(db, m.offer).await?;
        }
        self.audit(
            db,
            caller,
            "match_ended",
            "match",
            m.id.0,
            json!({ "state": state, "reason": reason }),
        )
        .await?;
        if left_unanswered {
            let event = m.id.to_string();
            self.notify_provider(db, Notice::ProposalMissed, m.provider, m.id.0, &event)
                .await?;
        }
        let event = format!("{}.{}", m.id, state.as_str());
        match (state, side) {
            (MatchState::NoShow, Side::Refugee) => {
                self.notify_provider(db, Notice::MatchNoShow, m.provider, m.id.0, &event)
                    .await?;
            }
            (MatchState::NoShow, _) => {
                self.notify(
                    db,
                    Notice::MatchNoShow,
                    Recipient::Request(m.request),
                    m.id.0,
                    &event,
                )
                .await?;
            }
            // A proposal that its household took back before an answer troubles nobody.
            (MatchState::Cancelled, Side::Refugee) if m.state == MatchState::Proposed => {}
            (MatchState::Cancelled, Side::Refugee) => {
                self.notify_provider(db, Notice::MatchCancelled, m.provider, m.id.0, &event)
                    .await?;
            }
            (MatchState::Cancelled, _) => {
                self.notify(
                    db,
                    Notice::MatchCancelled,
                    Recipient::Request(m.request),
                    m.id.0,
                    &event,
                )
                .await?;
            }
            (MatchState::StoppedForSafety, _) => {
                self.notify(
                    db,
                    Notice::MatchStopped,
                    Recipient::Request(m.request),
                    m.id.0,
                    &event,
                )
                .await?;
            }
            _ if reason == EndReason::NotBegun => {
                self.tell_other(db, m, Side::System, Notice::AgreementLapsed)
                    .await?;
            }
            _ if reason == EndReason::Superseded => {
                self.notify_provider(db, Notice::MatchCancelled, m.provider, m.id.0, &event)
                    .await?;
            }
            _ => {
                self.notify(
                    db,
                    Notice::ProposalDeclined,
                    Recipient::Request(m.request),
                    m.id.0,
                    &event,
                )
                .await?;
            }
        }
        Ok(())
    }

    /// Ends a proposal that what is agreed now leaves no room for. Its household is told where its need looks on (`open`); where it is
    /// served, the yes tells them.
    pub(in crate::app) async fn supersede(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        m: &MatchRow,
        open: bool,
    ) -> Result<()> {
        let (action, reason) = (MatchAction::Decline, EndReason::Superseded);
        self.end_match(db, caller, m, action, Side::System, reason)
            .await?;
        if open {
            self.notify(
                db,
                Notice::ProposalDeclined,
                Recipient::Request(m.request),
                m.id.0,
                &format!("{}.beside", m.id),
            )
            .await?;
        }
        Ok(())
    }

    /// Computes the state of a need from what is promised and what waits.
    pub(in crate::app) async fn refresh_need(
        &self,
        db: &mut PgConnection,
        id: NeedId,
    ) -> Result<()> {
        let need = requests::find_need(db, id)
            .await?
            .ok_or(AppError::NotFound)?;
        let waiting = matches::list(
            db,
            &MatchFilter {
                need: Some(id),
                states: WAITING,
                ..MatchFilter::default()
            },
        )
        .await?;
        if let Some(state) = Self::moved(&need, need.served, waiting.len()) {
            requests::update_need_state(db, id, state).await?;
        }
        Ok(())
    }

    /// Where a need stands with so much of it promised and so many proposals that wait, if it stands elsewhere.
    pub(super) fn moved(need: &NeedRow, served: u32, waiting: usize) -> Option<NeedState> {
        if !need.state.is_looking() && need.state != NeedState::Served {
            return None;
        }
        let clamp = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
        let waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
        let state = need_state(clamp(need.quantity), clamp(served), waiting);
        (state != need.state).then_some(state)
    }
}
