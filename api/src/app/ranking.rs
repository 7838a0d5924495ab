//! The ranked offers of a need.

use std::collections::HashMap;

use punte_core::{
    id::{NeedId, OfferId, RevisionId},
    matching::{Ask, Candidate, Part, Query, Ranked, Ranking},
    policy::{Action, Subject},
    request::NeedDetails,
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, AppError, Caller, Result,
    engine::{self, IndexView},
    public_offers::PublicOfferView,
    requests::Advice,
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
    /// Published distance, metres; of a ride, from the origin to the pick-up.
    pub distance_m: u32,
    /// Of a ride: from the drop-off to the destination.
    pub drop_off_distance_m: Option<u32>,
    /// What to ask the provider.
    pub ask: Vec<Ask>,
}

/// The answer to a need.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RankingView {
    /// Which need.
    pub need_id: NeedId,
    /// Which weights.
    pub weights_version: u32,
    /// Where the index stood; absent where it was not asked: while it loads every offer is looked at, with the same result.
    pub index: Option<IndexView>,
    /// How many offers fit in all.
    pub fits: u32,
    /// How many fit if the provider answers well.
    pub to_ask: u32,
    /// Offers that fit, best first.
    pub ranked: Vec<RankedOfferView>,
    /// Offers to ask first, best first.
    pub ask_first: Vec<RankedOfferView>,
    /// What to do, where a person helps better than a list.
    pub advice: Option<Advice>,
}

impl App {
    /// Ranks the verified offers for a need of the caller's request.
    pub async fn rank(&self, caller: &Caller, need: NeedId, limit: u32) -> Result<RankingView> {
        let db = &mut *self.read().await?;
        let (row, request) = self.own_need(db, caller, need, Action::ReadRequest).await?;
        let advice = request
            .unaccompanied_minor
            .then(|| self.people_help_advice(caller.locale));
        let mut index = None;
        let ranking = if request.unaccompanied_minor || !row.state.is_looking() {
            Ranking::default()
        } else {
            let query = self.query(db, &request, &row).await?;
            let k = usize::try_from(limit).unwrap_or(0);
            let (ranking, engine) = self.rank_rechecked(db, &query, k).await?;
            index = engine.view(self.now());
            ranking
        };
        let views: HashMap<OfferId, PublicOfferView> = self
            .public_offers_of(db, caller, &engine::ids(&ranking))
            .await?
            .into_iter()
            .map(|v| (v.id, v))
            .collect();
        // What is not public any more drops out, though it was a moment ago.
        let show = |list: Vec<Ranked>| -> Vec<RankedOfferView> {
            list.into_iter()
                .filter_map(|r| Some((views.get(&r.offer)?.clone(), r)))
                .zip(1..)
                .map(|((offer, r), rank)| ranked_view(offer, r, rank))
                .collect()
        };
        Ok(RankingView {
            need_id: need,
            weights_version: self.weights.version,
            index,
            fits: u32::try_from(ranking.fits).unwrap_or(u32::MAX),
            to_ask: u32::try_from(ranking.to_ask).unwrap_or(u32::MAX),
            ranked: show(ranking.ranked),
            ask_first: show(ranking.ask_first),
            advice,
        })
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

    /// A stored need, ready to be matched: what is still open of it.
    pub(super) async fn query(
        &self,
        db: &mut PgConnection,
        request: &RequestRow,
        need: &NeedRow,
    ) -> Result<Query> {
        let origin = self
            .place_at(db, need.need.place_id, "/place_id")
            .await?
            .point;
        let destination = match need.need.details {
            NeedDetails::Transport { to_place_id } => Some(
                self.place_at(db, to_place_id, "/details/to_place_id")
                    .await?
                    .point,
            ),
            _ => None,
        };
        let open = need.quantity.saturating_sub(need.served);
        Ok(Query::new(
            request.id,
            &request.household,
            &need.need,
            open,
            origin,
            destination,
            self.now(),
            self.today(),
        ))
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

fn ranked_view(offer: PublicOfferView, r: Ranked, rank: u32) -> RankedOfferView {
    RankedOfferView {
        rank,
        offer,
        revision_id: r.revision,
        points: r.score.points,
        parts: r.score.parts,
        distance_m: r.distances.near_m,
        drop_off_distance_m: r.distances.drop_off_m,
        ask: r.asks,
    }
}
