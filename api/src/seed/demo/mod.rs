//! Demo data: loaded through the use cases, so that it goes the way that real data go.
//!
//! A start may be killed at any moment. What is made is written down before it is made, so that the next start finds it
//! and takes it back or goes on with it: in the end there is one account of a name, one live offer and one open request of
//! a key.

mod households;
mod offers;
mod people;
mod sign_ins;

use std::path::Path;

use punte_core::{id::ProviderId, locale::Locale, policy::Actor};
use serde::de::DeserializeOwned;

use super::SeedError;
use crate::{
    app::{App, AppError, Caller},
    auth::keys::{hex, sha256},
    demo::DemoView,
    storage::seeds,
};
use households::HouseholdSeed;
use offers::OfferSeed;
use people::ProviderSeed;
use sign_ins::SignInFile;

const PROVIDERS: &str = include_str!("../../../../seeds/demo/providers.json");
const OFFERS: &str = include_str!("../../../../seeds/demo/offers.json");
const HOUSEHOLDS: &str = include_str!("../../../../seeds/demo/households.json");

/// Days after which demo offers and requests are made anew: their rides have left by then, and their dates go by.
const FRESH_DAYS: i64 = 7;

/// Under which name the state of the demo data is kept: the day on which they were made, and of which files.
const STATE: &str = "demo-offers";

fn parsed<T: DeserializeOwned>(name: &'static str, text: &str) -> Result<T, SeedError> {
    serde_json::from_str(text).map_err(|e| SeedError::File(name, e.to_string()))
}

fn refused(what: &str) -> impl Fn(AppError) -> SeedError + use<> {
    let what = what.to_owned();
    move |error| SeedError::Refused(what.clone(), format!("{error}: {error:?}"))
}

const fn caller(actor: Actor) -> Caller {
    Caller {
        actor,
        locale: Locale::En,
    }
}

/// Loads demo accounts, providers, offers and households, and returns how to sign in as each. Passwords and tracking codes
/// are kept in a file of the data directory; offers and requests are made anew when they are older than a week or the
/// files of the demo changed.
pub async fn seed_demo(app: &App, data_dir: &Path) -> Result<DemoView, SeedError> {
    let providers: Vec<ProviderSeed> = parsed("providers.json", PROVIDERS)?;
    let offers: Vec<OfferSeed> = parsed("offers.json", OFFERS)?;
    let households: Vec<HouseholdSeed> = parsed("households.json", HOUSEHOLDS)?;
    let mut file = SignInFile::open(&data_dir.join("demo-sign-ins.json"), &providers)?;
    if !holds_demo(&app.pool).await? {
        // Said first: a start that is interrupted leaves demo accounts behind.
        seeds::upsert(&mut *app.pool.acquire().await?, STATE, "begun").await?;
    }
    let accounts = people::accounts(app, &file.sign_ins, &file.staff_seed).await?;
    let moderators = people::moderators(&accounts)?;
    people::application(app, &accounts).await?;

    let made_now = state(app);
    let fresh = is_fresh(app, &made_now).await?;
    if !fresh {
        let mut members: Vec<(&str, Caller, ProviderId)> = Vec::new();
        for seed in &providers {
            let (member, id) = people::provider(app, seed, &accounts, &moderators).await?;
            members.push((&seed.key, member, id));
        }
        for (_, member, id) in &members {
            offers::withdraw_all(app, member, *id).await?;
        }
        for seed in &offers {
            let (_, member, id) = members
                .iter()
                .find(|(key, ..)| *key == seed.provider)
                .ok_or_else(|| SeedError::File("offers.json", seed.provider.clone()))?;
            offers::publish(app, seed, member, *id, &moderators).await?;
        }
    }
    // The codes may be of another data directory, as passwords may.
    if !fresh || !households::are_filed(app, &households, &file).await? {
        households::file_anew(app, &households, &mut file).await?;
    }
    if let Some(code) = households.first().and_then(|h| file.code_of(h.key())) {
        people::case_worker(app, &accounts, code).await?;
    }
    if !fresh {
        seeds::upsert(&mut *app.pool.acquire().await?, STATE, &made_now).await?;
    }
    Ok(DemoView {
        demo: true,
        households: households::shown(&households, &file),
        staff_key: Some(file.staff_seed.text()),
        sign_ins: file.sign_ins,
    })
}

/// Whether a database holds demo data.
pub async fn holds_demo(pool: &sqlx::PgPool) -> Result<bool, SeedError> {
    Ok(seeds::find(&mut *pool.acquire().await?, STATE)
        .await?
        .is_some())
}

/// What is written down when everything is made: the day, and a digest of the files.
fn state(app: &App) -> String {
    let digest = sha256(&[
        PROVIDERS.as_bytes(),
        OFFERS.as_bytes(),
        HOUSEHOLDS.as_bytes(),
    ]);
    format!("{} {}", app.today(), hex(&digest))
}

/// Whether what is there was made of these files, and not long ago.
async fn is_fresh(app: &App, made_now: &str) -> Result<bool, SeedError> {
    let made = seeds::find(&mut *app.pool.acquire().await?, STATE)
        .await?
        .unwrap_or_default();
    let (Some((day, files)), Some((_, files_now))) =
        (made.split_once(' '), made_now.split_once(' '))
    else {
        return Ok(false);
    };
    let young = day.parse::<jiff::civil::Date>().is_ok_and(|day| {
        day.until(app.today())
            .is_ok_and(|age| i64::from(age.get_days()) < FRESH_DAYS)
    });
    Ok(young && files == files_now)
}
