//! Figures for the operator's monitoring, in Prometheus' text format: counts and times, never who or what.
//!
//! A registry of its own for each server, not the process's: tests run many servers in one process.

use std::{net::TcpListener, sync::Arc};

use actix_web::{
    App as ActixApp, HttpResponse, HttpServer,
    dev::Server,
    http::header::ContentType,
    web::{self, Data},
};
use prometheus::{
    Encoder as _, Gauge, Histogram, HistogramOpts, IntCounterVec, IntGauge, Opts, Registry,
    TextEncoder,
};

use crate::app::App;

/// What is counted.
pub struct Metrics {
    registry: Registry,
    index_ready: IntGauge,
    index_offers: IntGauge,
    index_version: IntGauge,
    index_lag: Gauge,
    rankings: IntCounterVec,
    ranking_time: Histogram,
    above_limit: IntCounterVec,
    retries: IntCounterVec,
    sweep_failures: IntCounterVec,
}

/// Upper bounds of the times of rankings, seconds: from an index in memory to a scan of a large table.
const TIMES_S: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0];

impl Metrics {
    /// None counted yet. An error is a name given twice: a fault of ours.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let metrics = Self {
            index_ready: IntGauge::new(
                "punte_index_ready",
                "1 when the index serves, 0 while it loads",
            )?,
            index_offers: IntGauge::new("punte_index_offers", "Visible offers in the index")?,
            index_version: IntGauge::new(
                "punte_index_version",
                "Every database transaction below this number is in the index",
            )?,
            index_lag: Gauge::new(
                "punte_index_lag_seconds",
                "Seconds since the index was last level with the database",
            )?,
            rankings: IntCounterVec::new(
                Opts::new(
                    "punte_rankings_total",
                    "Ranked lists, by what ranked them: index or scan",
                ),
                &["engine"],
            )?,
            ranking_time: Histogram::with_opts(
                HistogramOpts::new(
                    "punte_ranking_seconds",
                    "Time of a ranked list, rows looked at again included",
                )
                .buckets(TIMES_S.to_vec()),
            )?,
            above_limit: IntCounterVec::new(
                Opts::new(
                    "punte_above_limit_total",
                    "What was asked more often than a limit says, by limit; requests are let through all the same",
                ),
                &["limit"],
            )?,
            retries: IntCounterVec::new(
                Opts::new(
                    "punte_retries_total",
                    "Transactions begun once more because somebody else was in the way, by cause: deadlock, serialization or lock",
                ),
                &["cause"],
            )?,
            sweep_failures: IntCounterVec::new(
                Opts::new(
                    "punte_sweep_failures_total",
                    "What the worker could not do for one of those that the clock asks it to look after, by what it is; it tries again",
                ),
                &["sweep"],
            )?,
            registry,
        };
        for collector in [
            &metrics.index_ready,
            &metrics.index_offers,
            &metrics.index_version,
        ] {
            metrics.registry.register(Box::new(collector.clone()))?;
        }
        metrics
            .registry
            .register(Box::new(metrics.index_lag.clone()))?;
        metrics
            .registry
            .register(Box::new(metrics.rankings.clone()))?;
        metrics
            .registry
            .register(Box::new(metrics.ranking_time.clone()))?;
        metrics
            .registry
            .register(Box::new(metrics.above_limit.clone()))?;
        metrics
            .registry
            .register(Box::new(metrics.retries.clone()))?;
        metrics
            .registry
            .register(Box::new(metrics.sweep_failures.clone()))?;
        Ok(metrics)
    }

    /// Counts a ranked list that took so many seconds.
    pub fn ranked(&self, by_index: bool, seconds: f64) {
        let engine = if by_index { "index" } else { "scan" };
        self.rankings.with_label_values(&[engine]).inc();
        self.ranking_time.observe(seconds);
    }

    /// Counts something asked more often than a limit says.
    pub fn above_limit(&self, limit: &str) {
        self.above_limit.with_label_values(&[limit]).inc();
    }

    /// Counts a transaction that is begun once more.
    pub fn tried_again(&self, cause: &str) {
        self.retries.with_label_values(&[cause]).inc();
    }

    /// Counts something that the worker could not do for one of many.
    pub fn sweep_failed(&self, sweep: &str) {
        self.sweep_failures.with_label_values(&[sweep]).inc();
    }

    /// Everything, in Prometheus' text format.
    pub fn render(&self, app: &App) -> String {
        let view = app.index_view();
        self.index_ready.set(view.is_some().into());
        if let Some(view) = view {
            self.index_version.set(view.version);
            self.index_lag.set(f64::from(view.lag_ms) / 1_000.0);
            let offers = app.matcher.standing().map_or(0, |s| s.offers);
            self.index_offers
                .set(i64::try_from(offers).unwrap_or(i64::MAX));
        }
        let mut text = Vec::new();
        match TextEncoder::new().encode(&self.registry.gather(), &mut text) {
            Ok(()) => String::from_utf8(text).unwrap_or_default(),
            Err(error) => {
                tracing::error!(%error, "metrics cannot be written");
                String::new()
            }
        }
    }
}

async fn read_metrics(app: Data<App>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(ContentType::plaintext())
        .body(app.metrics.render(&app))
}

/// Serves `GET /metrics` on a listener of its own: the operator's network, not the public's.
pub fn serve(app: Arc<App>, listener: TcpListener) -> std::io::Result<Server> {
    let app = Data::from(app);
    Ok(HttpServer::new(move || {
        ActixApp::new()
            .app_data(app.clone())
            .route("/metrics", web::get().to(read_metrics))
    })
    .workers(1)
    .disable_signals()
    .listen(listener)?
    .run())
}
