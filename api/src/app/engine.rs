//! What ranks: the live index, or a scan of every visible offer while it loads.

use std::{sync::Arc, time::Instant};

use jiff::Timestamp;
use punte_core::{
    matching::{Candidate, Query, Ranked, Ranking, WeightSet, rank_by_scan},
    offer::Category,
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{App, Result};
use crate::{
    matcher::{Matcher, Standing},
    storage::candidates,
};

/// How often a list is made again because what it shows changed meanwhile.
const ROUNDS: usize = 3;

/// Where the index stands.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IndexView {
    /// Every transaction below this number is in it, and whatever else was committed when it was last level.
    pub version: i64,
    /// Milliseconds since it was last level with the database.
    pub lag_ms: u32,
}

impl IndexView {
    /// As it is now.
    pub fn of(standing: Standing, now: Timestamp) -> Self {
        let lag_ms = now.duration_since(standing.as_of).as_millis().max(0);
        Self {
            version: standing.version,
            lag_ms: u32::try_from(lag_ms).unwrap_or(u32::MAX),
        }
    }
}

/// Ranks for one answer. Both give the same list.
pub(super) enum Engine {
    /// The index, level with the database when this was made.
    Index(Arc<Matcher>, Standing),
    /// Every visible offer of the category.
    Scan(Vec<Candidate>),
}

impl Engine {
    /// The best k of each list.
    pub fn rank(&self, query: &Query, weights: &WeightSet, k: usize) -> Ranking {
        match self {
            Self::Index(matcher, _) => matcher.read(|index| index.rank(query, weights, k)),
            Self::Scan(offers) => rank_by_scan(query, offers, weights, k),
        }
    }

    /// Where the index stood, if it was asked.
    pub fn view(&self, now: Timestamp) -> Option<IndexView> {
        match self {
            Self::Index(_, standing) => Some(IndexView::of(*standing, now)),
            Self::Scan(_) => None,
        }
    }
}

impl App {
    /// Where the index stands; `None` while it loads.
    pub fn index_view(&self) -> Option<IndexView> {
        let standing = self.matcher.standing()?;
        Some(IndexView::of(standing, self.now()))
    }

    /// What ranks offers of a category now.
    pub(super) async fn engine(&self, db: &mut PgConnection, category: Category) -> Result<Engine> {
        let today = self.today();
        if let Some(standing) = self.matcher.catch_up(db, self.now(), today).await? {
            return Ok(Engine::Index(Arc::clone(&self.matcher), standing));
        }
        Ok(Engine::Scan(candidates::list(db, category, today).await?))
    }

    /// Ranks, and looks at the rows of what is about to be shown: if one of them changed meanwhile, the list is made again.
    pub(super) async fn rank_rechecked(
        &self,
        db: &mut PgConnection,
        query: &Query,
        k: usize,
    ) -> Result<(Ranking, Engine)> {
        let began = Instant::now();
        let mut engine = self.engine(db, query.category()).await?;
        let mut ranking = engine.rank(query, &self.weights, k);
        for _ in 0..ROUNDS {
            let ids = ids(&ranking);
            let rows = candidates::list_by_ids(db, &ids, query.today).await?;
            let rows: Vec<Candidate> = rows.into_iter().map(|row| row.candidate).collect();
            let now = rank_by_scan(query, &rows, &self.weights, k);
            if (&now.ranked, &now.ask_first) == (&ranking.ranked, &ranking.ask_first) {
                break;
            }
            engine = self.engine(db, query.category()).await?;
            ranking = engine.rank(query, &self.weights, k);
        }
        let by_index = matches!(engine, Engine::Index(..));
        self.metrics.ranked(by_index, began.elapsed().as_secs_f64());
        Ok((ranking, engine))
    }
}

/// The offers of both lists.
fn ids(ranking: &Ranking) -> Vec<Uuid> {
    let both = ranking.ranked.iter().chain(&ranking.ask_first);
    both.map(|ranked: &Ranked| ranked.offer.0).collect()
}
