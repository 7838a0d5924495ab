//! A household chooses.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    booking::{MatchState, Side},
    clock::day_begins,
    error::FieldError,
    id::{MatchId, NeedId, OfferId},
    matching::{Candidate, Exclusion, Query, Terms, Verdict, explain},
    offer::Category,
    policy::Action,
    request::Urgency,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::MatchView;
use crate::{
    app::{App, Caller, Conflict, Once, Result, notices::Notice},
    ids,
    storage::{
        matches::{self, MatchRow},
        request_signals, requests,
    },
};

/// Open proposals that a household may have at a time (SAFETY, API6). The database holds it as well.
pub const MAX_OPEN_PROPOSALS: i64 = 3;

/// Hours that a provider has to answer: less when the need is for today (PRODUCT, issue of silence).
const fn answer_hours(urgency: Urgency) -> i64 {
    match urgency {
        Urgency::Today => 4,
        Urgency::Days | Urgency::Weeks | Urgency::Later => 48,
    }
}

/// When silence ends a proposal: in time for the ride, and before the day of arrival begins (if it has not begun).
fn answer_by(query: &Query, offer: &Candidate) -> Timestamp {
    let patience = query.now + SignedDuration::from_hours(answer_hours(query.urgency));
    let latest = match &offer.terms {
        Terms::Transport(ride) => Some(ride.departs_until),
        Terms::Housing(_) => query
            .dates
            .filter(|stay| stay.from() > query.today)
            .and_then(|stay| day_begins(stay.from())),
        Terms::Job(_) | Terms::Medical(_) | Terms::Service(_) => None,
    };
    latest.map_or(patience, |latest| patience.min(latest))
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
            if request_signals::find_stop(db, request.id).await?.is_some() {
                return Err(Conflict::RequestStopped.into());
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
            let mut asked = self.query(db, &request, &row).await?;
            if asked.follows.taken {
                return Err(Conflict::AtTheSameTime.into());
            }
            let (provider, candidate) = self
                .candidate(db, body.offer_id)
                .await?
                .ok_or(Conflict::OfferNotAvailable)?;
            asked.query.quantity = quantity;
            asked.query.least_quantity = quantity;
            let query = &asked.query;
            let why = explain(query, &candidate, &self.weights);
            if let Verdict::Excluded(reasons) = why.verdict {
                let full = reasons == [Exclusion::Full];
                return Err(if full {
                    Conflict::CapacityExhausted
                } else {
                    Conflict::DoesNotFit
                }
                .into());
            }
            let id = MatchId(ids::random());
            if asked.is_given_elsewhere(id, quantity, why.stretch, &candidate) {
                return Err(Conflict::AtTheSameTime.into());
            }
            if matches::count_waiting_by_request(db, request.id).await? >= MAX_OPEN_PROPOSALS {
                return Err(Conflict::TooManyProposals.into());
            }
            let now = self.now();
            let new = MatchRow {
                id,
                need,
                request: request.id,
                offer: candidate.offer,
                revision: candidate.revision,
                provider,
                quantity,
                during: query.dates.filter(|_| row.category == Category::Housing),
                stretch: why.stretch,
                state: MatchState::Proposed,
                points: why.score.map_or(0, |score| score.points),
                ended_by: None,
                end_reason: None,
                answer_by: answer_by(query, &candidate),
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
            self.plan_reminder(db, &new).await?;
            self.match_view(db, &new, Side::Refugee).await
        })
        .await
    }
}
