//! Demo data: loaded through the use cases, so that it goes the way that real offers go.

use std::{
    collections::HashMap, fs, io::Write as _, os::unix::fs::OpenOptionsExt as _, path::Path,
};

use jiff::{SignedDuration, ToSpan};
use punte_core::{
    contact::Email,
    id::{AccountId, OfferId, ProviderId},
    locale::{Language, Locale},
    offer::ReviewState,
    policy::{Actor, Roles},
    provider::{EvidenceKind, ProviderKind},
    sensitive::Sensitive,
    verification::{Decision, ReasonCode},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::SeedError;
use crate::{
    app::{
        App, AppError, Caller,
        accounts::SignUp,
        offers::{LifecycleStep, OfferBody},
        providers::{EvidenceBody, ProviderBody},
        reviews::DecisionBody,
    },
    demo::{DemoSignIn, DemoView},
    ids,
    storage::{accounts, seeds},
};

const PROVIDERS: &str = include_str!("../../../seeds/demo/providers.json");
const OFFERS: &str = include_str!("../../../seeds/demo/offers.json");

/// Days after which demo offers are made anew: their rides have left by then, and their dates go by.
const FRESH_DAYS: i64 = 7;

#[derive(Deserialize)]
struct ProviderSeed {
    key: String,
    kind: ProviderKind,
    name: String,
    registration_number: Option<String>,
    contact_person: Option<String>,
    email: String,
    phone: Option<String>,
    languages: Vec<Language>,
    evidence: Vec<EvidenceKind>,
    member_account: String,
}

#[derive(Deserialize)]
struct OfferSeed {
    key: String,
    provider: String,
    publish: String,
    days_open: (i64, i64),
    departs_in_hours: Option<(i64, i64)>,
    content: Value,
    private: Value,
}

fn refused(what: &str) -> impl Fn(AppError) -> SeedError + use<> {
    let what = what.to_owned();
    move |error| SeedError::Refused(what.clone(), format!("{error}: {error:?}"))
}

fn caller(id: AccountId, roles: Roles, member_of: Vec<ProviderId>) -> Caller {
    Caller {
        actor: Actor::Account {
            id,
            roles,
            member_of,
        },
        locale: Locale::En,
    }
}

/// Loads demo accounts, providers and offers, and returns the sign-ins. Accounts keep their passwords in a file of the data
/// directory; offers older than a week are withdrawn and made anew.
pub async fn seed_demo(app: &App, data_dir: &Path) -> Result<DemoView, SeedError> {
    let providers: Vec<ProviderSeed> = serde_json::from_str(PROVIDERS)
        .map_err(|e| SeedError::File("providers.json", e.to_string()))?;
    let offers: Vec<OfferSeed> =
        serde_json::from_str(OFFERS).map_err(|e| SeedError::File("offers.json", e.to_string()))?;
    let sign_ins = sign_ins(&data_dir.join("demo-sign-ins.json"), &providers)?;
    if !holds_demo(&app.pool).await? {
        // Said first: a start that is interrupted leaves demo accounts behind.
        seeds::upsert(&mut *app.pool.acquire().await?, "demo-offers", "begun").await?;
    }
    let mut by_name: HashMap<String, AccountId> = HashMap::new();
    for sign_in in &sign_ins {
        let name = sign_in
            .email
            .split('@')
            .next()
            .unwrap_or_default()
            .to_owned();
        by_name.insert(name, account(app, sign_in).await?);
    }
    let moderators = ["moderator-1", "moderator-2"].map(|name| by_name.get(name).copied());
    let [Some(first), Some(second)] = moderators else {
        return Err(SeedError::File(
            "demo-sign-ins.json",
            "a moderator is missing".to_owned(),
        ));
    };
    let moderate = Roles {
        moderator: true,
        ..Roles::default()
    };
    let (first, second) = (
        caller(first, moderate, Vec::new()),
        caller(second, moderate, Vec::new()),
    );

    let today = app.today();
    let made = seeds::find(&mut *app.pool.acquire().await?, "demo-offers")
        .await?
        .and_then(|d| d.parse::<jiff::civil::Date>().ok());
    let fresh = made.is_some_and(|day| {
        day.until(today)
            .is_ok_and(|age| i64::from(age.get_days()) < FRESH_DAYS)
    });
    if fresh {
        return Ok(DemoView {
            demo: true,
            sign_ins,
        });
    }
    let mut callers: HashMap<&str, (Caller, ProviderId)> = HashMap::new();
    for seed in &providers {
        let account = *by_name
            .get(&seed.member_account)
            .ok_or_else(|| SeedError::File("providers.json", seed.member_account.clone()))?;
        let entry = provider(app, seed, account, &first).await?;
        callers.insert(&seed.key, entry);
    }
    for (member, id) in callers.values() {
        withdraw_all(app, member, *id).await?;
    }
    for seed in &offers {
        let (member, id) = callers
            .get(seed.provider.as_str())
            .ok_or_else(|| SeedError::File("offers.json", seed.provider.clone()))?;
        offer(app, seed, member, *id, [&first, &second]).await?;
    }
    seeds::upsert(
        &mut *app.pool.acquire().await?,
        "demo-offers",
        &today.to_string(),
    )
    .await?;
    Ok(DemoView {
        demo: true,
        sign_ins,
    })
}

/// Whether a database holds demo data.
pub async fn holds_demo(pool: &sqlx::PgPool) -> Result<bool, SeedError> {
    Ok(seeds::find(&mut *pool.acquire().await?, "demo-offers")
        .await?
        .is_some())
}

/// Reads the sign-ins, or makes them with random passwords.
fn sign_ins(path: &Path, providers: &[ProviderSeed]) -> Result<Vec<DemoSignIn>, SeedError> {
    if path.exists() {
        let text = fs::read_to_string(path)?;
        return serde_json::from_str(&text)
            .map_err(|e| SeedError::File("demo-sign-ins.json", e.to_string()));
    }
    let password = || {
        let bytes: [u8; 10] = ids::random_bytes();
        crate::auth::keys::hex(&bytes)
    };
    let mut all: Vec<DemoSignIn> = ["moderator-1", "moderator-2"]
        .into_iter()
        .map(|name| DemoSignIn {
            role: "moderator".to_owned(),
            email: format!("{name}@demo.invalid"),
            password: password(),
        })
        .collect();
    all.extend(providers.iter().map(|p| DemoSignIn {
        role: "provider".to_owned(),
        email: format!("{}@demo.invalid", p.member_account),
        password: password(),
    }));
    let text = serde_json::to_string_pretty(&all)
        .map_err(|e| SeedError::File("demo-sign-ins.json", e.to_string()))?;
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(all)
}

async fn account(app: &App, sign_in: &DemoSignIn) -> Result<AccountId, SeedError> {
    let email = Email::parse(&sign_in.email)
        .map_err(|e| SeedError::File("demo-sign-ins.json", e.pointer))?;
    let visitor = Caller {
        actor: Actor::Visitor,
        locale: Locale::En,
    };
    let found = accounts::find_by_email(&mut *app.pool.acquire().await?, &email).await?;
    let id = match found {
        Some(id) => {
            // The password may be of another data directory.
            if app
                .sign_in(&sign_in.email, Sensitive::new(sign_in.password.clone()))
                .await
                .is_err()
            {
                let hash = app
                    .auth
                    .passwords
                    .hash(Sensitive::new(sign_in.password.clone()))
                    .await
                    .map_err(refused(&sign_in.email))?;
                accounts::update_password(&mut *app.pool.acquire().await?, id, &hash).await?;
            }
            id
        }
        None => {
            let new = SignUp {
                email: sign_in.email.clone(),
                password: Sensitive::new(sign_in.password.clone()),
                locale: Locale::En,
            };
            app.sign_up(&visitor, None, new)
                .await
                .map_err(refused(&sign_in.email))?
                .id
        }
    };
    if sign_in.role == "moderator" {
        accounts::update_roles(
            &mut *app.pool.acquire().await?,
            id,
            Roles {
                moderator: true,
                ..Roles::default()
            },
        )
        .await?;
    }
    Ok(id)
}

async fn provider(
    app: &App,
    seed: &ProviderSeed,
    account: AccountId,
    moderator: &Caller,
) -> Result<(Caller, ProviderId), SeedError> {
    let known = accounts::find(&mut *app.pool.acquire().await?, account)
        .await?
        .and_then(|a| a.member_of.first().copied());
    let id = match known {
        Some(id) => id,
        None => {
            let body = ProviderBody {
                kind: seed.kind,
                name: seed.name.clone(),
                registration_number: seed.registration_number.clone(),
                legal_representative: None,
                contact_person: seed.contact_person.clone(),
                email: seed.email.clone(),
                phone: seed.phone.clone(),
                contact_hours: None,
                languages: seed.languages.clone(),
            };
            let member = caller(account, Roles::default(), Vec::new());
            app.create_provider(&member, None, body)
                .await
                .map_err(refused(&seed.key))?
                .id
        }
    };
    let member = caller(account, Roles::default(), vec![id]);
    let checks = app
        .read_provider(&member, id)
        .await
        .map_err(refused(&seed.key))?
        .checks;
    for kind in seed
        .evidence
        .iter()
        .filter(|kind| checks.iter().all(|c| c.kind != **kind))
    {
        let body = EvidenceBody {
            kind: *kind,
            document_last4: None,
            seen_at: None,
        };
        app.record_evidence(moderator, None, id, body)
            .await
            .map_err(refused(&seed.key))?;
    }
    Ok((member, id))
}

async fn withdraw_all(app: &App, member: &Caller, id: ProviderId) -> Result<(), SeedError> {
    let mut after: Option<OfferId> = None;
    loop {
        let page = app
            .list_offers(member, id, after, 50)
            .await
            .map_err(refused("old offers"))?;
        for old in page
            .items
            .iter()
            .filter(|o| !matches!(o.review, ReviewState::Withdrawn | ReviewState::Rejected))
        {
            app.step_offer(member, None, old.id, old.version, LifecycleStep::Withdraw)
                .await
                .map_err(refused("old offers"))?;
        }
        after = page.next;
        if after.is_none() {
            return Ok(());
        }
    }
}

async fn offer(
    app: &App,
    seed: &OfferSeed,
    member: &Caller,
    provider: ProviderId,
    moderators: [&Caller; 2],
) -> Result<(), SeedError> {
    let wrong = |e: String| SeedError::File("offers.json", format!("{}: {e}", seed.key));
    let mut content = seed.content.clone();
    let today = app.today();
    let day = |n: i64| today.checked_add(n.days()).unwrap_or(today).to_string();
    if let Value::Object(fields) = &mut content {
        fields.insert(
            "availability".to_owned(),
            json!([{ "from": day(seed.days_open.0), "to": day(seed.days_open.1) }]),
        );
        if let (Some((from, until)), Some(Value::Object(details))) =
            (seed.departs_in_hours, fields.get_mut("details"))
        {
            let at = |hours: i64| (app.now() + SignedDuration::from_hours(hours)).to_string();
            details.insert("departs_from".to_owned(), json!(at(from)));
            details.insert("departs_until".to_owned(), json!(at(until)));
        }
    }
    let body = OfferBody {
        provider_id: provider,
        content: serde_json::from_value(content).map_err(|e| wrong(e.to_string()))?,
        private: serde_json::from_value(seed.private.clone()).map_err(|e| wrong(e.to_string()))?,
    };
    let draft = app
        .create_offer(member, None, body)
        .await
        .map_err(refused(&seed.key))?;
    app.step_offer(member, None, draft.id, draft.version, LifecycleStep::Submit)
        .await
        .map_err(refused(&seed.key))?;
    if seed.publish != "approved" {
        return Ok(());
    }
    for moderator in moderators {
        let mut after = None;
        let item = loop {
            let queue = app
                .list_queue(moderator, Some(draft.category), after, 100)
                .await
                .map_err(refused(&seed.key))?;
            match queue.items.into_iter().find(|i| i.offer_id == draft.id) {
                Some(item) => break Some(item),
                None if queue.next.is_none() => break None,
                None => after = queue.next,
            }
        };
        let Some(item) = item else { continue };
        app.claim_item(moderator, None, item.id)
            .await
            .map_err(refused(&seed.key))?;
        let decision = DecisionBody {
            decision: Decision::Approve,
            revision_id: item.revision_id,
            reason_code: ReasonCode::ChecklistComplete,
            note: None,
            fields: Vec::new(),
        };
        app.decide(moderator, None, item.id, decision)
            .await
            .map_err(refused(&seed.key))?;
    }
    Ok(())
}
