//! `punte match --need FILE`: ranks the verified offers for a need that is not filed.

use std::{fs, path::PathBuf};

use clap::Args;
use punte_core::{
    error::FieldError,
    id::{AccountId, OfferId, PlaceId},
    locale::Locale,
    policy::{Actor, Roles},
};
use uuid::Uuid;

use super::{
    Outcome, out, startup,
    tables::{self, Stops},
};
use crate::{
    app::{
        App, AppError, Caller,
        ranking::RankingView,
        search::{MatchQuestion, MatchSearch},
    },
    config::DatabaseOptions,
    json, texts,
};

#[derive(Args)]
pub(super) struct MatchOptions {
    /// The need, JSON: a body of `POST /api/v1/matches/search`.
    #[arg(long, value_name = "FILE")]
    need: PathBuf,
    /// At most so many offers in each list. Default: what the file says, or 20.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100))]
    limit: Option<u32>,
    /// Explain this offer: why not, or how its points come about.
    #[arg(long, value_name = "OFFER_ID")]
    explain: Option<Uuid>,
    #[command(flatten)]
    database: DatabaseOptions,
}

pub(super) fn run(options: &MatchOptions) -> Outcome {
    let file = options.need.display();
    let bytes = fs::read(&options.need).map_err(|e| format!("cannot read {file}: {e}"))?;
    let mut search: MatchSearch =
        json::from_slice(&bytes).map_err(|e| format!("{file}: {}", wrong(&[e])))?;
    search.limit = options.limit.unwrap_or(search.limit);
    let database = startup::open(&options.database)?;
    startup::runtime()?.block_on(async {
        let app = startup::app(&database).await?;
        let shown = show(&app, search, options.explain.map(OfferId)).await;
        app.pool.close().await;
        shown.map_err(|error| match error {
            AppError::Invalid(errors) => format!("{file}: {}", wrong(&errors)).into(),
            AppError::NotFound => "no verified offer has this id".into(),
            other => other.into(),
        })
    })
}

async fn show(app: &App, search: MatchSearch, explain: Option<OfferId>) -> crate::app::Result<()> {
    let operator = operator();
    let question = explain.map(|offer_id| MatchQuestion {
        household: search.household.clone(),
        need: search.need.clone(),
        offer_id,
    });
    let view = app.search_matches(&operator, search).await?;
    let best = view.relaxations.iter().map(|relaxed| &relaxed.best);
    let rows = view.ranked.iter().chain(&view.ask_first).chain(best);
    list(&view, &names(app, &operator, tables::stops_of(rows)).await?);
    if let Some(question) = question {
        let view = app.explain_match(&operator, question).await?;
        let stops = view.from_place_id.into_iter().chain(view.to_place_id);
        let stops = names(app, &operator, stops).await?;
        out(&tables::explanation(&view, &stops));
    }
    Ok(())
}

/// What stops are called.
async fn names(
    app: &App,
    operator: &Caller,
    stops: impl Iterator<Item = PlaceId>,
) -> crate::app::Result<Stops> {
    let ids: Vec<PlaceId> = stops.collect();
    let places = app.list_places(operator, &ids).await?;
    Ok(places
        .into_iter()
        .map(|place| (place.id, place.name))
        .collect())
}

/// Whoever runs commands on the database has an account in all but name.
fn operator() -> Caller {
    Caller {
        actor: Actor::acting(AccountId(Uuid::nil()), Roles::default(), Vec::new()),
        locale: Locale::En,
    }
}

fn list(view: &RankingView, stops: &Stops) {
    if let Some(advice) = &view.advice {
        out(&advice.text);
        return;
    }
    out(&format!(
        "{} fit, {} to ask first; weights {}",
        view.fits, view.to_ask, view.weights_version
    ));
    if !view.ranked.is_empty() {
        out(&tables::ranked(&view.ranked, stops));
    }
    if !view.ask_first.is_empty() {
        out("A must is not stated by these; they are asked first:");
        out(&tables::ranked(&view.ask_first, stops));
    }
    if !view.relaxations.is_empty() {
        out("Few fit. More would:");
        out(&tables::relaxations(&view.relaxations, stops));
    }
}

/// Every field that is wrong, and what, in one line.
fn wrong(errors: &[FieldError]) -> String {
    let one = |e: &FieldError| {
        let words = texts::field_text(Locale::En, e);
        let field = if e.pointer.is_empty() {
            "/"
        } else {
            &e.pointer
        };
        format!("{field}: {words}")
    };
    errors.iter().map(one).collect::<Vec<_>>().join(" ")
}
