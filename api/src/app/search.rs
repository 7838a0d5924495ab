//! Ranking and explaining for needs that are not filed, and explaining for those that are. Nothing is stored.

use punte_core::{
    bundle::Because,
    error::FieldError,
    id::{NeedId, OfferId, PlaceId, RequestId, RevisionId},
    matching::{Ask, Exclusion, Part, Query, Verdict, explain},
    period::Period,
    policy::{Action, Subject},
    request::{HouseholdDraft, NeedDraft, parse_unfiled},
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    App, AppError, Caller, Conflict, Result,
    public_offers::PublicOfferView,
    ranking::{RankingView, stops_of},
    requests::Advice,
};

/// A need that is not filed, of a household without names or contacts.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "household": { "women": 1, "children": [4], "languages": ["uk"], "pets": [{ "species": "dog", "size": "small", "count": 1 }] },
    "need": {
        "place_id": 618426, "radius_m": 50000, "dates": { "from": "2026-12-01", "to": "2026-12-15" }, "quantity": 2,
        "criteria": [{ "feature": "dogs", "level": "must" }], "details": { "category": "housing" }
    },
    "limit": 20
}))]
pub struct MatchSearch {
    /// Who comes.
    pub household: HouseholdDraft,
    /// What they need.
    pub need: NeedDraft,
    /// At most so many offers in each list.
    #[serde(default = "twenty")]
    #[schema(minimum = 1, maximum = 100, default = 20)]
    pub limit: u32,
}

const fn twenty() -> u32 {
    20
}

/// A need that is not filed, and the offer that is asked about.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "household": { "women": 1, "children": [4], "languages": ["uk"] },
    "need": {
        "place_id": 618426, "dates": { "from": "2026-12-01", "to": "2026-12-15" }, "quantity": 2, "details": { "category": "housing" }
    },
    "offer_id": "01980f4e-8d8f-7c3a-9b1e-3f7d2a6c5b10"
}))]
pub struct MatchQuestion {
    /// Who comes.
    pub household: HouseholdDraft,
    /// What they need.
    pub need: NeedDraft,
    /// Which offer.
    pub offer_id: OfferId,
}

/// The offer that is asked about.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferQuestion {
    /// Which offer.
    pub offer_id: OfferId,
}

/// The engine's word on one offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// It is in the ranked list.
    Fits,
    /// It is in the list to ask first.
    AskFirst,
    /// It is in neither.
    Excluded,
}

/// Why an offer is where it is, or nowhere.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExplanationView {
    /// The offer.
    pub offer: PublicOfferView,
    /// The version that was looked at.
    pub revision_id: RevisionId,
    /// Which weights.
    pub weights_version: u32,
    /// How what is agreed for the other needs of the request, or for a part of this one, bounds it.
    pub because: Vec<Because>,
    /// The word on it; absent where a person helps better than a list, and then nothing else is said.
    pub verdict: Option<Word>,
    /// Every reason why it is out.
    pub exclusions: Vec<Exclusion>,
    /// What to ask the provider.
    pub ask: Vec<Ask>,
    /// Points, 0 to 1000: the sum of the parts. Absent if it is out.
    #[schema(maximum = 1000)]
    pub points: Option<u32>,
    /// How the points come about.
    pub parts: Vec<Part>,
    /// Published distance, metres, beyond the radius too; of a ride, from the origin to the pick-up. Absent if there is none.
    pub distance_m: Option<u32>,
    /// Of a ride: from the drop-off to the destination.
    pub drop_off_distance_m: Option<u32>,
    /// Of a ride that has seats: the stop where one would get in.
    pub from_place_id: Option<PlaceId>,
    /// Of a ride that has seats: the stop where one would get out.
    pub to_place_id: Option<PlaceId>,
    /// Of medical help that has a place when it is wanted: the first week that has one, from a Monday to the next.
    pub week: Option<Period>,
    /// What to do, where a person helps better than a list.
    pub advice: Option<Advice>,
}

impl App {
    /// Ranks the verified offers for a need that is not filed. The same offers and the same need give the same answer,
    /// whoever asks: ties fall by the nil request.
    pub async fn search_matches(
        &self,
        caller: &Caller,
        search: MatchSearch,
    ) -> Result<RankingView> {
        Self::allow(caller, Action::SearchMatches, Subject::Anything)?;
        self.count_match_search(caller).await?;
        let wrong =
            (!(1..=100).contains(&search.limit)).then(|| FieldError::range("/limit", 1, 100));
        let db = &mut *self.read().await?;
        let query = self
            .unfiled(db, search.household, search.need, wrong)
            .await?;
        // Nothing is agreed that other days could run into.
        self.ranking(db, caller, &query, Some, search.limit).await
    }

    /// Explains one offer for a need that is not filed.
    pub async fn explain_match(
        &self,
        caller: &Caller,
        question: MatchQuestion,
    ) -> Result<ExplanationView> {
        Self::allow(caller, Action::SearchMatches, Subject::Anything)?;
        self.count_match_search(caller).await?;
        let db = &mut *self.read().await?;
        let query = self
            .unfiled(db, question.household, question.need, None)
            .await?;
        self.explanation(db, caller, &query, question.offer_id)
            .await
    }

    /// Explains one offer for what is open of a need of the caller's request.
    pub async fn explain_need(
        &self,
        caller: &Caller,
        need: NeedId,
        offer: OfferId,
    ) -> Result<ExplanationView> {
        let db = &mut *self.look_for(caller).await?;
        let (row, request) = self.own_need(db, caller, need, Action::ReadRequest).await?;
        let asked = self.query(db, &request, &row).await?;
        let query = asked.query;
        if !query.unaccompanied_minor && query.quantity == 0 {
            return Err(Conflict::NeedServed.into());
        }
        if !query.unaccompanied_minor && !row.state.is_looking() {
            return Err(Conflict::IllegalState.into());
        }
        if asked.follows.taken {
            return Err(Conflict::AtTheSameTime.into());
        }
        let view = self.explanation(db, caller, &query, offer).await?;
        Ok(ExplanationView {
            because: asked.follows.because,
            ..view
        })
    }

    /// A need that is not filed, checked as one that is, with what else is wrong with the body.
    async fn unfiled(
        &self,
        db: &mut PgConnection,
        household: HouseholdDraft,
        need: NeedDraft,
        wrong: Option<FieldError>,
    ) -> Result<Query> {
        let parsed = parse_unfiled(household, need, self.today());
        let (household, need) = match (parsed, wrong) {
            (Ok(parsed), None) => parsed,
            (parsed, wrong) => {
                let mut errors = parsed.err().unwrap_or_default();
                errors.extend(wrong);
                return Err(errors.into());
            }
        };
        let open = need.quantity.into();
        let nobody = RequestId(Uuid::nil());
        self.query_of(db, nobody, &household, &need, open, "/need")
            .await
    }

    /// One offer, if anybody may see it.
    async fn explanation(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        query: &Query,
        id: OfferId,
    ) -> Result<ExplanationView> {
        let mut shown = self.public_offers_of(db, caller, &[id.0]).await?;
        let (Some(offer), Some((_, candidate))) = (shown.pop(), self.candidate(db, id).await?)
        else {
            return Err(AppError::NotFound);
        };
        let mut view = ExplanationView {
            offer,
            revision_id: candidate.revision,
            weights_version: self.weights.version,
            because: Vec::new(),
            verdict: None,
            exclusions: Vec::new(),
            ask: Vec::new(),
            points: None,
            parts: Vec::new(),
            distance_m: None,
            drop_off_distance_m: None,
            from_place_id: None,
            to_place_id: None,
            week: None,
            advice: None,
        };
        if query.unaccompanied_minor {
            view.advice = Some(self.people_help_advice(caller.locale));
            return Ok(view);
        }
        let why = explain(query, &candidate, &self.weights);
        let word = match why.verdict {
            Verdict::Fits(ask) => {
                view.ask = ask;
                Word::Fits
            }
            Verdict::AskFirst(ask) => {
                view.ask = ask;
                Word::AskFirst
            }
            Verdict::Excluded(reasons) => {
                view.exclusions = reasons;
                Word::Excluded
            }
        };
        view.verdict = Some(word);
        if let Some(score) = why.score {
            view.points = Some(score.points);
            view.parts = score.parts.to_vec();
        }
        view.distance_m = why.distances.map(|d| d.near_m);
        view.drop_off_distance_m = why.distances.and_then(|d| d.drop_off_m);
        (view.from_place_id, view.to_place_id) = stops_of(&view.offer.details, why.stretch);
        view.week = why.week;
        Ok(view)
    }
}
