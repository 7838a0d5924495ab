//! From a proposal to an answer. Every change locks the need first, then its matches, then the offer.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    booking::{EndReason, MatchAction, MatchState, Side},
    error::FieldError,
    id::{MatchId, NeedId, OfferId, ProviderId, RequestId, RevisionId},
    matching::{Verdict, eligible, rank_by_scan},
    offer::Category,
    period::Period,
    policy::{Action, Subject},
    request::{Urgency, need_state},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, AppError, Caller, Conflict, Once, Page, Result,
    notices::{Notice, Recipient},
};
use crate::{
    ids,
    storage::{
        matches::{self, MatchFilter, MatchRow, OPEN, WAITING},
        requests,
    },
};

/// Open proposals that a household may have at a time (SAFETY, API6).
pub const MAX_OPEN_PROPOSALS: i64 = 3;

/// Hours that a provider has to answer: less when the need is for today (PRODUCT, issue of silence).
const fn answer_hours(urgency: Urgency) -> i64 {
    match urgency {
        Urgency::Today => 4,
        Urgency::Days | Urgency::Weeks | Urgency::Later => 48,
    }
}

/// A proposal.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalBody {
    /// Which offer.
    pub offer_id: OfferId,
    /// How many units, if the group may be split; all that is open otherwise.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 90)]
    pub quantity: Option<u16>,
}

/// Why one says no or calls it off.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndBody {
    /// Why.
    pub reason: EndReason,
}

/// The party, as a provider sees it once the household chose its offer: numbers only (SAFETY, R8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyView {
    /// People.
    pub people: u32,
    /// Children among them.
    pub children: u32,
    /// Animals that come along.
    pub pets: u32,
}

/// A match, to both sides.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MatchView {
    /// Its id.
    pub id: MatchId,
    /// Which need; for the household only.
    pub need_id: Option<NeedId>,
    /// Which offer.
    pub offer_id: OfferId,
    /// In which version.
    pub revision_id: RevisionId,
    /// Of which provider.
    pub provider_id: ProviderId,
    /// Category.
    pub category: Category,
    /// Where it stands.
    pub state: MatchState,
    /// Units.
    pub quantity: u32,
    /// Which days.
    pub during: Option<Period>,
    /// Who comes, in numbers.
    pub party: PartyView,
    /// When silence ends it.
    #[schema(value_type = String, format = DateTime)]
    pub answer_by: Timestamp,
    /// Who ended it.
    pub ended_by: Option<Side>,
    /// Why.
    pub end_reason: Option<EndReason>,
    /// Whether contacts can be seen.
    pub contacts_shown: bool,
    /// When it was proposed.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Row version, as in the ETag.
    pub version: i64,
}

/// Where the next page of a provider's matches begins.
pub type MatchKey = (Timestamp, MatchId);

impl App {
    /// Chooses an offer for a need: the provider is asked, nothing is held yet.
    pub async fn propose(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        need: NeedId,
        body: ProposalBody,
    ) -> Result<MatchView> {
        self.write_once(once, async |db| {
            let (found, _) = self
                .own_need(db, caller, need, Action::ActForRequest)
                .await?;
            requests::lock(db, found.request).await?;
            requests::lock_need(db, need).await?;
            let (row, request) = self
                .own_need(db, caller, need, Action::ActForRequest)
                .await?;
            if request.unaccompanied_minor {
                return Err(Conflict::OfferNotAvailable.into());
            }
            let open = row.quantity.saturating_sub(row.served);
            if open == 0 {
                return Err(Conflict::NeedServed.into());
            }
            if !row.state.is_looking() {
                return Err(Conflict::IllegalState.into());
            }
            let quantity = match body.quantity.map(u32::from) {
                None => open,
                Some(asked)
                    if asked == open || (row.need.may_split && (1..open).contains(&asked)) =>
                {
                    asked
                }
                Some(_) => {
                    return Err(FieldError::range(
                        "/quantity",
                        if row.need.may_split {
                            1
                        } else {
                            i64::from(open)
                        },
                        i64::from(open),
                    )
                    .into());
                }
            };
            let (provider, candidate) = self
                .candidate(db, body.offer_id)
                .await?
                .ok_or(Conflict::OfferNotAvailable)?;
            let mut query = self.query(db, &request, &row).await?;
            query.quantity = quantity;
            query.least_quantity = quantity;
            if let Verdict::Excluded(reasons) = eligible(&query, &candidate) {
                let full = reasons == [punte_core::matching::Exclusion::Full];
                return Err(if full {
                    Conflict::CapacityExhausted
                } else {
                    Conflict::DoesNotFit
                }
                .into());
            }
            if matches::count_waiting_by_request(db, request.id).await? >= MAX_OPEN_PROPOSALS {
                return Err(Conflict::TooManyProposals.into());
            }
            let ranking = rank_by_scan(&query, [&candidate], &self.weights, 1);
            let points = ranking
                .ranked
                .first()
                .or(ranking.ask_first.first())
                .map_or(0, |r| r.score.points);
            let now = self.now();
            let new = MatchRow {
                id: MatchId(ids::random()),
                need,
                request: request.id,
                offer: candidate.offer,
                revision: candidate.revision,
                provider,
                quantity,
                during: row.need.dates.filter(|_| row.category == Category::Housing),
                state: MatchState::Proposed,
                points,
                ended_by: None,
                end_reason: None,
                answer_by: now + SignedDuration::from_hours(answer_hours(row.need.urgency)),
                created_at: now,
                version: 1,
            };
            matches::insert(db, &new, self.weights.version).await?;
            matches::insert_event(
                db,
                new.id,
                None,
                new.state,
                Side::Refugee,
                caller.actor.account(),
                None,
                now,
            )
            .await?;
            self.refresh_need(db, need).await?;
            self.audit(
                db,
                caller,
                "match_proposed",
                "match",
                new.id.0,
                json!({ "offer": new.offer }),
            )
            .await?;
            self.notify_provider(
                db,
                Notice::ProposalReceived,
                provider,
                new.id.0,
                &new.id.to_string(),
            )
            .await?;
            self.match_view(db, &new, Side::Refugee).await
        })
        .await
    }

    /// Says yes: takes the offer's capacity and the need's open quantity, or is refused. When the need is served by it,
    /// its other proposals end.
    pub async fn accept(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: MatchId,
        version: i64,
    ) -> Result<MatchView> {
        self.write_once(once, async |db| {
            let m = self
                .lock_match(db, caller, id, Action::AnswerMatch, version)
                .await?;
            let now = self.now();
            let state = m.state.after(MatchAction::Accept, Side::Provider)?;
            if m.answer_by <= now {
                return Err(Conflict::IllegalState.into());
            }
            matches::update_state(db, id, state, None).await?;
            matches::insert_event(
                db,
                id,
                Some(m.state),
                state,
                Side::Provider,
                caller.actor.account(),
                None,
                now,
            )
            .await?;
            let need = requests::find_need(db, m.need)
                .await?
                .ok_or(AppError::NotFound)?;
            if need.served >= need.quantity {
                for other in matches::list(
                    db,
                    &MatchFilter {
                        need: Some(m.need),
                        states: WAITING,
                        ..MatchFilter::default()
                    },
                )
                .await?
                {
                    self.end_match(
                        db,
                        caller,
                        &other,
                        MatchAction::Decline,
                        Side::System,
                        EndReason::Superseded,
                    )
                    .await?;
                }
            }
            self.refresh_need(db, m.need).await?;
            self.audit(
                db,
                caller,
                "match_accepted",
                "match",
                id.0,
                json!({ "quantity": m.quantity }),
            )
            .await?;
            self.notify(
                db,
                Notice::ProposalAccepted,
                Recipient::Request(m.request),
                id.0,
                &format!("{id}.accepted"),
            )
            .await?;
            let m = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
            self.match_view(db, &m, Side::Provider).await
        })
        .await
    }

    /// Says no.
    pub async fn decline(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: MatchId,
        version: i64,
        body: EndBody,
    ) -> Result<MatchView> {
        check_reason(&body)?;
        self.write_once(once, async |db| {
            let m = self
                .lock_match(db, caller, id, Action::AnswerMatch, version)
                .await?;
            self.end_match(
                db,
                caller,
                &m,
                MatchAction::Decline,
                Side::Provider,
                body.reason,
            )
            .await?;
            self.refresh_need(db, m.need).await?;
            let m = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
            self.match_view(db, &m, Side::Provider).await
        })
        .await
    }

    /// Calls a match off, from either side; what it held is given back, the need is open again.
    pub async fn cancel(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: MatchId,
        version: i64,
        body: EndBody,
    ) -> Result<MatchView> {
        check_reason(&body)?;
        self.write_once(once, async |db| {
            let m = self
                .lock_match(db, caller, id, Action::ReadMatch, version)
                .await?;
            let side = Self::side_of(caller, &m);
            self.end_match(db, caller, &m, MatchAction::Cancel, side, body.reason)
                .await?;
            self.refresh_need(db, m.need).await?;
            let m = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
            self.match_view(db, &m, side).await
        })
        .await
    }

    /// A match, to either side.
    pub async fn read_match(&self, caller: &Caller, id: MatchId) -> Result<MatchView> {
        let db = &mut *self.read().await?;
        let m = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
        Self::allow(
            caller,
            Action::ReadMatch,
            Subject::Between(m.provider, m.request),
        )?;
        self.match_view(db, &m, Self::side_of(caller, &m)).await
    }

    /// The matches of a request, newest first.
    pub async fn list_request_matches(
        &self,
        caller: &Caller,
        request: RequestId,
    ) -> Result<Vec<MatchView>> {
        Self::allow(caller, Action::ReadRequest, Subject::Request(request))?;
        let db = &mut *self.read().await?;
        let mut views = Vec::new();
        for m in matches::list(
            db,
            &MatchFilter {
                request: Some(request),
                ..MatchFilter::default()
            },
        )
        .await?
        {
            views.push(self.match_view(db, &m, Side::Refugee).await?);
        }
        Ok(views)
    }

    /// What a provider was asked, newest first.
    pub async fn list_provider_matches(
        &self,
        caller: &Caller,
        provider: ProviderId,
        state: Option<MatchState>,
        after: Option<MatchKey>,
        limit: u32,
    ) -> Result<Page<MatchView, MatchKey>> {
        Self::allow(caller, Action::WriteOffer, Subject::Of(provider))?;
        let db = &mut *self.read().await?;
        let rows = matches::list_by_provider(
            db,
            provider,
            state.map(MatchState::as_str),
            after,
            i64::from(limit) + 1,
        )
        .await?;
        let page = Page::cut(rows, usize::try_from(limit).unwrap_or(0), |m: &MatchRow| {
            (m.created_at, m.id)
        });
        let mut items = Vec::new();
        for m in &page.items {
            items.push(self.match_view(db, m, Side::Provider).await?);
        }
        Ok(Page {
            items,
            next: page.next,
        })
    }

    /// Ends what nobody answered in time; returns how many ended.
    pub async fn expire_overdue(&self) -> Result<usize> {
        let now = self.now();
        let system = super::system_caller();
        let overdue = matches::list_overdue(&mut *self.read().await?, now, 100).await?;
        for id in &overdue {
            self.write(async |db| {
                let Some(found) = matches::find(db, *id).await? else {
                    return Ok(());
                };
                requests::lock_need(db, found.need).await?;
                matches::lock(db, *id).await?;
                let Some(m) = matches::find(db, *id).await? else {
                    return Ok(());
                };
                if m.state.after(MatchAction::Expire, Side::System).is_ok()
                    && m.state == MatchState::Proposed
                    && m.answer_by < now
                {
                    self.end_match(
                        db,
                        &system,
                        &m,
                        MatchAction::Expire,
                        Side::System,
                        EndReason::NoReason,
                    )
                    .await?;
                    self.refresh_need(db, m.need).await?;
                }
                Ok(())
            })
            .await?;
        }
        Ok(overdue.len())
    }

    /// Ends the open proposals of an offer that is gone.
    pub async fn end_proposals_of(&self, offer: OfferId) -> Result<()> {
        let system = super::system_caller();
        let waiting = matches::list(
            &mut *self.read().await?,
            &MatchFilter {
                offer: Some(offer),
                states: WAITING,
                ..MatchFilter::default()
            },
        )
        .await?;
        for found in waiting {
            self.write(async |db| {
                requests::lock_need(db, found.need).await?;
                matches::lock(db, found.id).await?;
                let Some(m) = matches::find(db, found.id).await? else {
                    return Ok(());
                };
                if m.state.after(MatchAction::Decline, Side::System).is_ok() {
                    self.end_match(
                        db,
                        &system,
                        &m,
                        MatchAction::Decline,
                        Side::System,
                        EndReason::OfferGone,
                    )
                    .await?;
                    self.refresh_need(db, m.need).await?;
                }
                Ok(())
            })
            .await?;
        }
        Ok(())
    }

    /// Matches of a need that are not over.
    pub(super) async fn open_matches(
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
    pub(super) async fn end_match(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        m: &MatchRow,
        action: MatchAction,
        side: Side,
        reason: EndReason,
    ) -> Result<()> {
        let now = self.now();
        let state = m.state.after(action, side)?;
        matches::update_state(db, m.id, state, Some((side, reason))).await?;
        matches::insert_event(
            db,
            m.id,
            Some(m.state),
            state,
            side,
            caller.actor.account(),
            Some(reason),
            now,
        )
        .await?;
        self.audit(
            db,
            caller,
            "match_ended",
            "match",
            m.id.0,
            json!({ "state": state, "reason": reason }),
        )
        .await?;
        let event = format!("{}.{}", m.id, state.as_str());
        match (state, side) {
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

    /// Locks the need of a match, then the match, and checks who asks and which version they saw.
    async fn lock_match(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: MatchId,
        action: Action,
        version: i64,
    ) -> Result<MatchRow> {
        let found = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
        Self::allow(
            caller,
            action,
            Subject::Between(found.provider, found.request),
        )?;
        requests::lock_need(db, found.need).await?;
        matches::lock(db, id).await?;
        let m = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
        if m.version == version {
            Ok(m)
        } else {
            Err(AppError::Stale)
        }
    }

    /// Computes the state of a need from what is promised and what waits.
    async fn refresh_need(&self, db: &mut PgConnection, id: NeedId) -> Result<()> {
        let need = requests::find_need(db, id)
            .await?
            .ok_or(AppError::NotFound)?;
        if need.state.is_looking() || need.state == punte_core::request::NeedState::Served {
            let waiting = matches::list(
                db,
                &MatchFilter {
                    need: Some(id),
                    states: WAITING,
                    ..MatchFilter::default()
                },
            )
            .await?
            .len();
            let clamp = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
            let state = need_state(
                clamp(need.quantity),
                clamp(need.served),
                u32::try_from(waiting).unwrap_or(u32::MAX),
            );
            if state != need.state {
                requests::update_need_state(db, id, state).await?;
            }
        }
        Ok(())
    }

    pub(super) fn side_of(caller: &Caller, m: &MatchRow) -> Side {
        match &caller.actor {
            punte_core::policy::Actor::Tracking { request } if *request == m.request => {
                Side::Refugee
            }
            _ => Side::Provider,
        }
    }

    async fn match_view(
        &self,
        db: &mut PgConnection,
        m: &MatchRow,
        side: Side,
    ) -> Result<MatchView> {
        let need = requests::find_need(db, m.need)
            .await?
            .ok_or(AppError::NotFound)?;
        let request = requests::find(db, m.request)
            .await?
            .ok_or(AppError::NotFound)?;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(MatchView {
            id: m.id,
            need_id: (side == Side::Refugee).then_some(m.need),
            offer_id: m.offer,
            revision_id: m.revision,
            provider_id: m.provider,
            category: need.category,
            state: m.state,
            quantity: m.quantity,
            during: m.during,
            party: PartyView {
                people: u32::from(request.household.size()),
                children: count(request.household.children.len()),
                pets: request
                    .household
                    .pets
                    .iter()
                    .map(|p| u32::from(p.count))
                    .sum(),
            },
            answer_by: m.answer_by,
            ended_by: m.ended_by,
            end_reason: m.end_reason,
            contacts_shown: m.state.shows_contacts(),
            created_at: m.created_at,
            version: m.version,
        })
    }
}

fn check_reason(body: &EndBody) -> Result<()> {
    if body.reason.is_personal() {
        Ok(())
    } else {
        Err(FieldError::new("/reason", "unknown-value").into())
    }
}
