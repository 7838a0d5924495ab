//! `punte journey`: plays the whole main job over HTTP, as everybody who takes part in it, and says what held.
//!
//! It is a stranger to the server: it knows no id beforehand, reads no database but the mails that it is sent, and can be played again and again.

mod aftercare;
mod block;
mod booking;
mod client;
mod contacts;
mod edit;
mod facilities;
mod few;
mod needs;
mod nights;
mod offers;
mod own;
mod people;
mod questions;
mod ranking;
mod report;
mod review;
mod story;
mod tidy;
mod weeks;

use std::{path::PathBuf, process::ExitCode, rc::Rc, sync::Arc};

use clap::Args;

use super::{err, out, startup};
use crate::{clock::SystemClock, ids, postgres::default_data_dir};
use client::{Client, Step};
use needs::Places;
use own::Own;
use people::{Household, Moderators};
use punte_core::clock::{Clock as _, local_day};
use report::Report;
use story::Journey;

#[derive(Args)]
pub(super) struct JourneyOptions {
    /// Where a demo server listens. Default: the journey starts one of its own, whose clock it moves; on another one, the steps that take
    /// weeks are skipped.
    #[arg(long)]
    url: Option<String>,
    /// A directory with lists of real facilities: they are taken over, and a sample of them verified and ranked.
    #[arg(long, value_name = "DIR")]
    facilities: Option<PathBuf>,
    /// Where the mails of the server at --url become files. Default: the directory that `punte serve` uses.
    #[arg(long, value_name = "DIR", requires = "url")]
    mail: Option<PathBuf>,
}

/// Plays it; success if every check held.
pub(super) fn run(options: &JourneyOptions) -> ExitCode {
    let own = match options.url {
        Some(_) => Ok(None),
        None => Own::start().map(Some),
    };
    let played = own.and_then(|own| {
        startup::runtime()
            .map_err(|e| format!("no runtime: {e}").into())
            .and_then(|runtime| runtime.block_on(play(options, own.as_ref())))
    });
    match played {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(stop) => {
            err(&format!("punte: {stop}"));
            ExitCode::FAILURE
        }
    }
}

/// The story: people arrive, each kind of help is offered, verified, found, agreed on and given back.
async fn play(options: &JourneyOptions, own: Option<&Own>) -> Step<bool> {
    let url = match (&options.url, own) {
        (Some(url), _) => url,
        (None, Some(own)) => &own.url,
        (None, None) => return Err("no server to play on".to_owned().into()),
    };
    let lists = options.facilities.as_deref();
    let lists = lists.map(facilities::read_lists).transpose()?;
    let mail = options.mail.clone();
    let mail = mail.unwrap_or_else(|| {
        own.map_or_else(|| default_data_dir().join("mail"), |own| own.mail.clone())
    });
    let client = Client::new(url, &mail)?;
    let demo = people::demo_server(&client).await?;
    let tag = tag();
    out(&format!(
        "The whole main job over HTTP, on {url}. This journey's mark: {tag}"
    ));

    report::chapter("People");
    let moderators = Moderators::sign_in(&client, &demo, startup::clock().now()).await?;
    let places = Places::find(&client).await?;
    let today = local_day(SystemClock.now());
    let first = Rc::new(Household::file(&client, needs::first(&places, today)?).await?);
    let second = Rc::new(Household::file(&client, needs::second(&places, today)?).await?);

    let mut journey = Journey {
        client,
        report: Report::default(),
        moderators,
        first,
        second,
        offers: Vec::new(),
        given: std::collections::BTreeMap::new(),
        clock: own.map(|own| Arc::clone(&own.clock)),
    };
    for fixture in offers::all(&places, today, &tag)? {
        journey.play_kind(fixture).await;
    }
    journey.play_few(needs::unmet(&places, today)?).await;
    journey.play_minor(needs::minor(&places, today)?).await;
    if let Some(lists) = lists {
        journey.play_facilities(&lists, &tag).await;
    }
    journey
        .play_edit(offers::edited(&places, today, &tag)?)
        .await;
    let blocked = offers::blocked(&places, today, &tag)?;
    let two = [
        needs::first(&places, today)?,
        needs::second(&places, today)?,
    ];
    journey.play_block(blocked, two).await;
    journey.tidy_up().await;
    journey
        .play_weeks(offers::forgotten(&places, today, &tag)?)
        .await;
    journey.play_nights(&places, &demo, &tag).await;
    Ok(journey.report.close())
}

/// Six random letters: in titles and addresses, never a digit that looks like a phone.
fn tag() -> String {
    ids::random()
        .as_bytes()
        .iter()
        .take(6)
        .map(|byte| char::from(b'a' + byte % 26))
        .collect()
}
