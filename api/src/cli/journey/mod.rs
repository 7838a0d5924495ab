//! `punte journey`: plays the whole main job over HTTP, as everybody who takes part in it, and says what held.
//!
//! It is a stranger to the server: it knows no id beforehand, reads no database but the mails that it is sent, and can be played again and again.

mod aftercare;
mod booking;
mod client;
mod contacts;
mod facilities;
mod few;
mod needs;
mod offers;
mod people;
mod questions;
mod ranking;
mod report;
mod review;
mod story;
mod tidy;

use std::{path::PathBuf, process::ExitCode, rc::Rc};

use clap::Args;

use super::{err, out, startup};
use crate::{clock::SystemClock, ids, postgres::default_data_dir};
use client::{Client, Step};
use needs::Places;
use people::{Household, Moderators};
use punte_core::clock::{Clock as _, local_day};
use report::Report;
use story::Journey;

#[derive(Args)]
pub(super) struct JourneyOptions {
    /// Where the demo server listens.
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// A directory with lists of real facilities: they are taken over, and a sample of them verified and ranked.
    #[arg(long, value_name = "DIR")]
    facilities: Option<PathBuf>,
    /// Where the server's mails become files. Default: the directory that `punte serve` uses.
    #[arg(long, value_name = "DIR")]
    mail: Option<PathBuf>,
}

/// Plays it; success if every check held.
pub(super) fn run(options: &JourneyOptions) -> ExitCode {
    let played = startup::runtime()
        .map_err(|e| format!("no runtime: {e}").into())
        .and_then(|runtime| runtime.block_on(play(options)));
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
async fn play(options: &JourneyOptions) -> Step<bool> {
    let url = &options.url;
    let lists = options.facilities.as_deref();
    let lists = lists.map(facilities::read_lists).transpose()?;
    let mail = options.mail.clone();
    let mail = mail.unwrap_or_else(|| default_data_dir().join("mail"));
    let client = Client::new(url, &mail)?;
    let demo = people::demo_server(&client).await?;
    let tag = tag();
    out(&format!(
        "The whole main job over HTTP, on {url}. This journey's mark: {tag}"
    ));

    report::chapter("People");
    let moderators = Moderators::sign_in(&client, &demo).await?;
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
    };
    for fixture in offers::all(&places, today, &tag)? {
        journey.play_kind(fixture).await;
    }
    journey.play_few(needs::unmet(&places, today)?).await;
    journey.play_minor(needs::minor(&places, today)?).await;
    if let Some(lists) = lists {
        journey.play_facilities(&lists, &tag).await;
    }
    journey.tidy_up().await;
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
