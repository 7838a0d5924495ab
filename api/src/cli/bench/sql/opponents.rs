//! Runs an opponent as the index is run: all requests once to warm up (and to be prepared and planned), then all timed.

use punte_core::matching::{Query, Ranking};
use serde::Serialize;
use sqlx::{AssertSqlSafe, Connection as _, Row as _};
use uuid::Uuid;

use super::server::Server;
use crate::cli::{
    bench::{
        figures::housing,
        timing::{Spread, mean, real_len},
    },
    out,
};

/// Plans printed of each opponent.
const EXPLAINED: usize = 3;

/// What came of one opponent.
#[derive(Debug, Serialize)]
pub(in crate::cli::bench) struct SqlFigures {
    /// usual, covering or knn200.
    pub name: &'static str,
    /// Requests.
    pub queries: usize,
    /// Median.
    pub p50_us: f64,
    /// 95th percentile.
    pub p95_us: f64,
    /// 99th percentile.
    pub p99_us: f64,
    /// Median of the requests for housing.
    pub housing_p50_us: f64,
    /// Share of requests with the same ids in the same order; of `knn200` the share of the true list that it finds.
    pub agreement: f64,
    /// Of an exact opponent: share of requests where the points are the same, too.
    pub points_agreement: f64,
    /// Of `covering`: whether its plan is an Index Only Scan with no heap fetch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index_only: Option<bool>,
}

/// An opponent and what to check of it.
pub(super) struct Opponent {
    pub name: &'static str,
    /// Exact ones are compared list by list, the others by overlap.
    pub exact: bool,
    /// One statement for each request.
    pub statements: Vec<String>,
    pub index_only: bool,
    pub explain: bool,
}

impl Opponent {
    /// Runs it against the true lists.
    pub async fn run(
        self,
        server: &mut Server,
        queries: &[Query],
        truth: &[Ranking],
    ) -> Result<SqlFigures, sqlx::Error> {
        let mut ns = Vec::with_capacity(truth.len());
        let (mut same, mut same_points, mut counted) = (0.0, 0.0, 0);
        for text in &self.statements {
            ask(server, text).await?;
        }
        for (text, truth) in self.statements.iter().zip(truth) {
            let span = server.begin();
            let rows = ask(server, text).await?;
            ns.push(span.end());
            let truth: Vec<(Uuid, u32)> = truth
                .ranked
                .iter()
                .map(|r| (r.offer.0, r.score.points))
                .collect();
            let ids = |list: &[(Uuid, u32)]| list.iter().map(|row| row.0).collect::<Vec<_>>();
            if self.exact {
                counted += 1;
                same += f64::from(u8::from(ids(&rows) == ids(&truth)));
                same_points += f64::from(u8::from(rows == truth));
            } else if !truth.is_empty() {
                counted += 1;
                let found = truth
                    .iter()
                    .filter(|row| ids(&rows).contains(&row.0))
                    .count();
                same += real_len(found) / real_len(truth.len());
                same_points += f64::from(u8::from(rows == truth));
            }
        }
        let index_only = if self.index_only {
            Some(self.reads_the_index_alone(server).await?)
        } else {
            None
        };
        if self.explain {
            print_plans(server, self.name, &self.statements).await?;
        }
        server.db.clear_cached_statements().await?;
        let housing_p50_us = housing(&ns, queries).p50_us;
        let time = Spread::of(ns);
        Ok(SqlFigures {
            housing_p50_us,
            name: self.name,
            queries: truth.len(),
            p50_us: time.p50_us,
            p95_us: time.p95_us,
            p99_us: time.p99_us,
            agreement: mean(same, counted),
            points_agreement: mean(same_points, counted),
            index_only,
        })
    }

    /// Whether every plan of the first requests reads its index alone.
    async fn reads_the_index_alone(&self, server: &mut Server) -> Result<bool, sqlx::Error> {
        for text in self.statements.iter().take(10) {
            let plan = plan(server, text).await?;
            let alone = plan
                .iter()
                .any(|line| line.contains("Index Only Scan using covering"))
                && plan
                    .iter()
                    .filter(|line| line.contains("Heap Fetches"))
                    .all(|line| line.trim() == "Heap Fetches: 0");
            if !alone {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// SQL and plan of the first statements: they differ little from request to request.
pub(super) async fn print_plans(
    server: &mut Server,
    name: &str,
    statements: &[String],
) -> Result<(), sqlx::Error> {
    for (number, text) in (1..=EXPLAINED).zip(statements) {
        out(&format!("\n{name} {number}\n{text}\n"));
        for line in plan(server, text).await? {
            out(&line);
        }
    }
    Ok(())
}

/// The rows' ids and points.
async fn ask(server: &mut Server, text: &str) -> Result<Vec<(Uuid, u32)>, sqlx::Error> {
    let rows = sqlx::query(AssertSqlSafe(text.to_owned()))
        .fetch_all(&mut server.db)
        .await?;
    rows.iter()
        .map(|row| {
            let points: i32 = row.try_get(1)?;
            Ok((row.try_get(0)?, u32::try_from(points).unwrap_or(0)))
        })
        .collect()
}

/// The plan as it ran.
async fn plan(server: &mut Server, text: &str) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(AssertSqlSafe(format!(
        "explain (analyze, costs off, timing off) {text}"
    )))
    .persistent(false)
    .fetch_all(&mut server.db)
    .await
}
