//! A household chooses.

use std::cmp::Reverse;

use jiff::civil::Date;
use punte_core::{
    answer::answer_by,
    booking::{MatchState, Side, Stretch},
    error::FieldError,
    id::{MatchId, NeedId, OfferId, PlaceId},
    matching::{Candidate, Exclusion, Query, Terms, Verdict, explain},
    offer::{Category, Departure, OfferDetails},
    period::Period,
    policy::Action,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::MatchView;
use crate::{
    app::{App, AppError, Caller, Conflict, Once, Result, notices::Notice},
    ids,
    storage::{
        matches::{self, MatchRow},
        offer_revisions, request_signals, requests,
    },
};

/// Open proposals that a household may have at a time, so that nobody keeps many beds waiting. The database holds it as well.
pub const MAX_OPEN_PROPOSALS: i64 = 3;

/// The week that was seen, of medical help.
fn chosen_week(body: &ProposalBody, category: Category) -> Result<Option<Period>> {
    const AT: &str = "/week_from";
    let Some(monday) = body.week_from else {
        return Ok(None);
    };
    if category != Category::Medical {
        return Err(FieldError::new(AT, "not-of-this-category").into());
    }
    let week = Period::week_of(monday).filter(|week| week.from() == monday);
    week.map(Some)
        .ok_or_else(|| FieldError::new(AT, "invalid").into())
}

/// In which week medical help is chosen: in the one that was seen, as long as that has places, and otherwise in none; where none was seen, in
/// the first that has.
fn kept_week(
    query: &Query,
    offer: &Candidate,
    seen: Option<Period>,
    first: Option<Period>,
) -> Result<Option<Period>> {
    let (Some(seen), Some(first)) = (seen, first) else {
        return Ok(first);
    };
    if offer.has_places_in(seen, query.dates, query.least_quantity, query.today) {
        Ok(Some(seen))
    } else {
        Err(AppError::WeekGone(first))
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
    /// Of a ride: the stop where they get in, as the list showed it, together with `to_place_id`. Without both, the nearest stops that have
    /// seats enough.
    #[serde(default)]
    pub from_place_id: Option<PlaceId>,
    /// Of a ride: the stop where they get out.
    #[serde(default)]
    pub to_place_id: Option<PlaceId>,
    /// Of medical help: the Monday of the week that the list showed (`from` of its `week`). It is chosen in that week or not at all; without
    /// it, in the first week that has a place.
    #[serde(default, deserialize_with = "punte_core::written::maybe_day")]
    #[schema(value_type = Option<String>, format = Date)]
    pub week_from: Option<Date>,
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
        self.write_once_on(caller, need, once, async |db| {
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
            let mut asked = self.query(db, &request, &row).await?;
            // One adult who is left with the children does not leave them.
            let splits = asked.query.splits;
            let least = if splits { 1 } else { open };
            let quantity = match body.quantity.map(u32::from) {
                None => open,
                Some(units) if (least..=open).contains(&units) => units,
                Some(_) => {
                    return Err(FieldError::range("/quantity", least.into(), open.into()).into());
                }
            };
            let stops = self.chosen_stops(db, &body, row.category).await?;
            let seen_week = chosen_week(&body, row.category)?;
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
            let way = match stops {
                Some(stops) => Some(Self::way(db, &candidate, stops).await?),
                None => None,
            };
            // What was chosen with its stops is not looked for between others.
            let seen = way.as_ref().map_or(&candidate, |(_, ride)| ride);
            let why = explain(query, seen, &self.weights);
            if let Verdict::Excluded(reasons) = why.verdict {
                let full = reasons == [Exclusion::Full];
                if full && splits && way.is_some() && seen.free > 0 {
                    let most = i64::from(seen.free);
                    return Err(FieldError::range("/quantity", 1, most).into());
                }
                return Err(if full {
                    Conflict::CapacityExhausted
                } else {
                    Conflict::DoesNotFit
                }
                .into());
            }
            let week = kept_week(query, &candidate, seen_week, why.week)?;
            let stretch = way.as_ref().map(|(stretch, _)| *stretch).or(why.stretch);
            let id = MatchId(ids::random());
            if asked.is_given_elsewhere(id, quantity, stretch, &candidate) {
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
                during: match row.category {
                    Category::Housing => query.dates,
                    Category::Medical => week,
                    Category::Transport | Category::Job | Category::Service => None,
                },
                stretch,
                state: MatchState::Proposed,
                points: why.score.map_or(0, |score| score.points),
                ended_by: None,
                end_reason: None,
                answer_by: answer_by(query, &candidate.terms, week),
                created_at: now,
                version: 1,
                departure: match &candidate.terms {
                    Terms::Transport(ride) => Some(Departure {
                        from: ride.departs_from,
                        until: ride.departs_until,
                    }),
                    _ => None,
                },
            };
            let account = Self::done_by(caller, Side::Refugee);
            matches::insert(db, &new, self.weights.version, account).await?;
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

    /// Between which places a ride is chosen: between both that are named, or where neither is, wherever it fits best.
    async fn chosen_stops(
        &self,
        db: &mut PgConnection,
        body: &ProposalBody,
        category: Category,
    ) -> Result<Option<[PlaceId; 2]>> {
        const FROM: &str = "/from_place_id";
        const TO: &str = "/to_place_id";
        let named: Vec<(PlaceId, String)> = [(body.from_place_id, FROM), (body.to_place_id, TO)]
            .into_iter()
            .filter_map(|(stop, at)| Some((stop?, at.to_owned())))
            .collect();
        self.places_at(db, &named).await?;
        if let Some((_, at)) = named.first()
            && category != Category::Transport
        {
            return Err(FieldError::new(at, "not-of-this-category").into());
        }
        match (body.from_place_id, body.to_place_id) {
            (Some(from), Some(to)) => Ok(Some([from, to])),
            (None, None) => Ok(None),
            (Some(_), None) => Err(FieldError::new(TO, "required").into()),
            (None, Some(_)) => Err(FieldError::new(FROM, "required").into()),
        }
    }

    /// A ride as it goes from a place to another, as if it stopped nowhere else, and between which of its stops that is: of those that it
    /// comes by more than once, where most is free.
    async fn way(
        db: &mut PgConnection,
        ride: &Candidate,
        [from, to]: [PlaceId; 2],
    ) -> Result<(Stretch, Candidate)> {
        let approved = offer_revisions::find(db, ride.revision)
            .await?
            .ok_or(Conflict::OfferNotAvailable)?;
        let OfferDetails::Transport(route) = &approved.content.details else {
            return Err(Conflict::DoesNotFit.into());
        };
        let ways = route.ways(from, to).into_iter();
        ways.filter_map(|way| Some((way, ride.between(way)?)))
            .min_by_key(|(way, ride)| (Reverse(ride.free), way.legs().len()))
            .ok_or_else(|| Conflict::StopsChanged.into())
    }
}
