//! The ranked offers of a need.

use std::collections::{BTreeSet, HashMap};

use punte_core::{
    booking::Stretch,
    bundle::Because,
    id::{NeedId, OfferId, PlaceId, RequestId, RevisionId},
    matching::{
        Ask, Candidate, FEW, Land, Part, Query, Ranked, Ranking, Relaxation, found_farther, why_few,
    },
    offer::OfferDetails,
    period::Period,
    policy::{Action, Subject},
    request::{Household, Need},
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    App, AppError, Caller, Result,
    engine::IndexView,
    public_offers::PublicOfferView,
    requests::{Advice, places_of},
};
use crate::storage::{
    candidates,
    requests::{self, NeedRow, RequestRow},
};

/// An offer in a ranked list.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RankedOfferView {
    /// 1 is the best.
    #[schema(minimum = 1)]
    pub rank: u32,
    /// The offer.
    pub offer: PublicOfferView,
    /// The version that was ranked; a match pins it.
    pub revision_id: RevisionId,
    /// Points, 0 to 1000: the sum of the parts.
    #[schema(maximum = 1000)]
    pub points: u32,
    /// How the points come about.
    pub parts: Vec<Part>,
    /// Published distance, metres, from the place of the need, or from what it is to be near; of a ride, from the origin to the pick-up.
    pub distance_m: u32,
    /// Of a ride: from the drop-off to the destination.
    pub drop_off_distance_m: Option<u32>,
    /// Of a ride: the stop where one would get in.
    pub from_place_id: Option<PlaceId>,
    /// Of a ride: the stop where one would get out. Seats are free all the way between them.
    pub to_place_id: Option<PlaceId>,
    /// Of medical help: the first week that has a place for the need, from a Monday to the next; a match pins it.
    pub week: Option<Period>,
    /// What to ask the provider.
    pub ask: Vec<Ask>,
}

/// What giving up one thing would bring, and nothing else changed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RelaxationView {
    /// What is given up.
    pub relaxation: Relaxation,
    /// How many offers would fit in all: more than now. Of more distance those that fit now, and those that it finds in one country.
    #[schema(minimum = 1)]
    pub fits: u32,
    /// Of more distance that finds nothing more in the countries that the need names: in which other one it does, ISO 3166-1 alpha-2. Nobody
    /// is led to Ukraine who is not there.
    pub country: Option<String>,
    /// The best of those that do not fit now.
    pub best: RankedOfferView,
}

/// The answer to a need.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RankingView {
    /// Which need; absent if it is not filed.
    pub need_id: Option<NeedId>,
    /// Which weights.
    pub weights_version: u32,
    /// Where the index stood; absent where it was not asked: while it loads every offer is looked at, with the same result.
    pub index: Option<IndexView>,
    /// The days that were looked for: of those asked for what is left beside what is agreed for the other needs.
    pub days: Option<Period>,
    /// How what is agreed for the other needs, or for a part of this one, bounds it: its days, and from where distances are measured.
    pub because: Vec<Because>,
    /// How many offers fit in all.
    pub fits: u32,
    /// How many fit if the provider answers well.
    pub to_ask: u32,
    /// Offers that fit, best first.
    pub ranked: Vec<RankedOfferView>,
    /// Offers to ask first, best first.
    pub ask_first: Vec<RankedOfferView>,
    /// If fewer than five offers fit: what giving up one must, the animals, some distance, the very dates or staying together
    /// would bring. Of distances and dates the smallest step that helps. Empty if enough fit, or nothing helps.
    pub relaxations: Vec<RelaxationView>,
    /// What to do, where a person helps better than a list.
    pub advice: Option<Advice>,
}

impl App {
    /// Ranks the verified offers for a need of the caller's request.
    pub async fn rank(&self, caller: &Caller, need: NeedId, limit: u32) -> Result<RankingView> {
        let db = &mut *self.look_for(caller).await?;
        let (row, request) = self.own_need(db, caller, need, Action::ReadRequest).await?;
        let asked = self.query(db, &request, &row).await?;
        let looking = row.state.is_looking();
        let view = if looking && !asked.follows.taken {
            let left_of = |days| asked.left_of(days);
            self.ranking(db, caller, &asked.query, left_of, limit)
                .await?
        } else {
            self.empty_ranking(caller, &asked.query)
        };
        Ok(RankingView {
            need_id: Some(need),
            because: if looking {
                asked.follows.because
            } else {
                Vec::new()
            },
            ..view
        })
    }

    /// How many units of what is open of a need that may be split some visible offers take at most; those that take none are left out.
    /// Of a need that stays together nothing. It is for whose need it is: others are told of free places by their band.
    pub async fn units_for(
        &self,
        caller: &Caller,
        need: NeedId,
        offers: &[OfferId],
    ) -> Result<HashMap<OfferId, u32>> {
        let db = &mut *self.look_for(caller).await?;
        let (row, request) = self.own_need(db, caller, need, Action::ReadRequest).await?;
        if !row.need.may_split {
            return Ok(HashMap::new());
        }
        let query = self.query(db, &request, &row).await?.query;
        if !query.splits {
            return Ok(HashMap::new());
        }
        let ids: Vec<Uuid> = offers.iter().map(|id| id.0).collect();
        let found = candidates::list_by_ids(db, &ids, self.today()).await?;
        Ok(found
            .into_iter()
            .map(|v| (v.candidate.offer, v.candidate.takes(&query)))
            .filter(|(_, takes)| *takes > 0)
            .map(|(offer, takes)| (offer, takes.min(query.quantity)))
            .collect())
    }

    /// Ranks, and says why few fit if few do: of other days those of which something is left. Where people help better than a list, it says
    /// that instead.
    pub(super) async fn ranking(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        query: &Query,
        left_of: impl Fn(Period) -> Option<Period>,
        limit: u32,
    ) -> Result<RankingView> {
        if query.unaccompanied_minor {
            return Ok(self.empty_ranking(caller, query));
        }
        let k = usize::try_from(limit).unwrap_or(0);
        let (ranking, engine) = self.rank_rechecked(db, query, k).await?;
        let Ranking {
            ranked,
            ask_first,
            fits,
            to_ask,
        } = ranking;
        let relaxed = if fits < FEW {
            let farther = found_farther(query, |other, k| engine.rank(other, &self.weights, k));
            let farther: BTreeSet<Uuid> = farther.iter().map(|found| found.offer.0).collect();
            let ids: Vec<Uuid> = farther.into_iter().collect();
            let countries = candidates::list_countries(db, &ids).await?;
            let land = |found: &Ranked| land(query, found, &countries);
            why_few(query, left_of, land, |other, k| {
                engine.rank(other, &self.weights, k)
            })
        } else {
            Vec::new()
        };
        let shown = ranked.iter().chain(&ask_first);
        let ids: Vec<Uuid> = shown
            .chain(relaxed.iter().map(|r| &r.best))
            .map(|r| r.offer.0)
            .collect();
        let views: HashMap<OfferId, PublicOfferView> = self
            .public_offers_of(db, caller, &ids)
            .await?
            .into_iter()
            .map(|v| (v.id, v))
            .collect();
        // What is not public any more drops out, though it was a moment ago.
        let view = |r: Ranked, rank| {
            let offer = views.get(&r.offer)?.clone();
            Some(ranked_view(offer, r, rank))
        };
        let list = |list: Vec<Ranked>| -> Vec<RankedOfferView> {
            let mut next = 1;
            list.into_iter()
                .filter_map(|r| {
                    let shown = view(r, next)?;
                    next += 1;
                    Some(shown)
                })
                .collect()
        };
        Ok(RankingView {
            index: engine.view(self.now()),
            fits: counted(fits),
            to_ask: counted(to_ask),
            ranked: list(ranked),
            ask_first: list(ask_first),
            relaxations: relaxed
                .into_iter()
                .filter_map(|r| {
                    Some(RelaxationView {
                        relaxation: r.relaxation,
                        fits: counted(r.fits),
                        country: r.country,
                        best: view(r.best, 1)?,
                    })
                })
                .collect(),
            ..self.empty_ranking(caller, query)
        })
    }

    /// Nothing is listed; who is better helped by people is told so.
    fn empty_ranking(&self, caller: &Caller, query: &Query) -> RankingView {
        RankingView {
            need_id: None,
            weights_version: self.weights.version,
            index: None,
            days: query.dates,
            because: Vec::new(),
            fits: 0,
            to_ask: 0,
            ranked: Vec::new(),
            ask_first: Vec::new(),
            relaxations: Vec::new(),
            advice: query
                .unaccompanied_minor
                .then(|| self.people_help_advice(caller.locale)),
        }
    }

    /// A need of the caller's request, and the request.
    pub(super) async fn own_need(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: NeedId,
        action: Action,
    ) -> Result<(NeedRow, RequestRow)> {
        let need = requests::find_need(db, id)
            .await?
            .ok_or(AppError::NotFound)?;
        Self::allow(caller, action, Subject::Request(need.request))?;
        let request = requests::find(db, need.request)
            .await?
            .ok_or(AppError::NotFound)?;
        Ok((need, request))
    }

    /// A need, ready to be matched. `under` is where the need lies in what was sent.
    pub(super) async fn query_of(
        &self,
        db: &mut PgConnection,
        request: RequestId,
        household: &Household,
        need: &Need,
        open: u32,
        under: &str,
    ) -> Result<Query> {
        let named = places_of(need, under);
        let found = self.places_at(db, &named).await?;
        let mut points = found.iter().map(|place| place.point);
        let origin = points.next().ok_or(AppError::NotFound)?;
        let destination = points.next();
        let (now, today) = (self.now(), self.today());
        let query = Query::new(
            request,
            household,
            need,
            open,
            origin,
            destination,
            now,
            today,
        );
        Ok(Query {
            countries: found.into_iter().map(|place| place.country).collect(),
            ..query
        })
    }

    /// One visible offer, as the engine sees it now.
    pub(super) async fn candidate(
        &self,
        db: &mut PgConnection,
        id: OfferId,
    ) -> Result<Option<(punte_core::id::ProviderId, Candidate)>> {
        Ok(candidates::find(db, id, self.today()).await?)
    }
}

/// Where an offer that a wider search finds lies; one of which nobody knows it any more is not advised.
fn land(query: &Query, found: &Ranked, countries: &HashMap<OfferId, Vec<String>>) -> Land {
    let Some(of_it) = countries.get(&found.offer) else {
        return Land::Never;
    };
    match found.stretch {
        None => Land::of(&query.countries, of_it.iter().map(String::as_str)),
        Some(stretch) => {
            let ends = [stretch.from(), stretch.to()];
            let ends = ends.iter().filter_map(|n| of_it.get(usize::from(*n)));
            Land::of(&query.countries, ends.map(String::as_str))
        }
    }
}

fn counted(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Of a ride: the places where one would get in and out.
pub(super) fn stops_of(
    details: &OfferDetails,
    stretch: Option<Stretch>,
) -> (Option<PlaceId>, Option<PlaceId>) {
    let stop = |number: u8| match details {
        OfferDetails::Transport(ride) => ride.stops.get(usize::from(number)).map(|s| s.place_id),
        _ => None,
    };
    (
        stretch.and_then(|stretch| stop(stretch.from())),
        stretch.and_then(|stretch| stop(stretch.to())),
    )
}

fn ranked_view(offer: PublicOfferView, r: Ranked, rank: u32) -> RankedOfferView {
    let (from_place_id, to_place_id) = stops_of(&offer.details, r.stretch);
    RankedOfferView {
        from_place_id,
        to_place_id,
        rank,
        offer,
        revision_id: r.revision,
        points: r.score.points,
        parts: r.score.parts.to_vec(),
        distance_m: r.distances.near_m,
        drop_off_distance_m: r.distances.drop_off_m,
        week: r.week,
        ask: r.asks,
    }
}
