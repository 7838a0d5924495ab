//! Accounts, and the providers that they are members of.

use std::collections::HashMap;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use punte_core::{
    case_work::CaseConsent,
    contact::Email,
    id::{AccountId, ProviderId},
    locale::{Language, Locale},
    policy::{Actor, Roles, StaffRole},
    provider::{EvidenceKind, MemberRole, ProviderKind},
    sensitive::Sensitive,
    sign_in::Factor,
    vetting::EvidenceResult,
};
use serde::Deserialize;

use super::{SeedError, caller, refused};
use crate::{
    app::{
        App, AppError, Caller, Conflict,
        accounts::SignUp,
        case_work::NewCaseBody,
        limits::Origin,
        partners::PartnerBody,
        providers::{EvidenceBody, ProviderBody},
    },
    auth::{Cost, Seed},
    demo::DemoSignIn,
    storage::{accounts, members},
};

/// The role of whoever follows requests, in the file of sign-ins: no role of staff.
pub(super) const CASE_WORKER: &str = "case_worker";

/// How many accounts are looked after at a time: hashing takes a core each.
const AT_A_TIME: usize = 4;

#[derive(Deserialize)]
pub(super) struct ProviderSeed {
    /// Names it in the other files.
    pub key: String,
    kind: ProviderKind,
    name: String,
    registration_number: Option<String>,
    contact_person: Option<String>,
    email: String,
    phone: Option<String>,
    languages: Vec<Language>,
    evidence: Vec<EvidenceKind>,
    /// Name of its member's account.
    pub member_account: String,
}

/// Makes the accounts that are not there, and gives all of them the file's passwords, and staff its second factor; by name.
pub(super) async fn accounts(
    app: &App,
    sign_ins: &[DemoSignIn],
    staff_seed: &Seed,
) -> Result<HashMap<String, AccountId>, SeedError> {
    stream::iter(sign_ins)
        .map(|sign_in| async move {
            let name = sign_in.email.split('@').next().unwrap_or_default();
            Ok((name.to_owned(), account(app, sign_in, staff_seed).await?))
        })
        .buffered(AT_A_TIME)
        .try_collect()
        .await
}

async fn account(
    app: &App,
    sign_in: &DemoSignIn,
    staff_seed: &Seed,
) -> Result<AccountId, SeedError> {
    let email = Email::parse(&sign_in.email)
        .map_err(|e| SeedError::File("demo-sign-ins.json", e.pointer))?;
    let password = || Sensitive::new(sign_in.password.clone());
    let found =
        accounts::find_by_email(&mut *app.pool.acquire().await?, &app.vault, &email).await?;
    let id = match found {
        Some(id) => {
            // The password may be of another data directory.
            let stored =
                accounts::find_sign_in(&mut *app.pool.acquire().await?, &app.vault, &email).await?;
            let right = app
                .auth
                .passwords
                .verify_alike(password(), stored.map(|s| s.password_hash))
                .await
                .map_err(refused(&sign_in.email))?;
            if !right {
                let roles = StaffRole::from_name(&sign_in.role).into_iter().collect();
                let hash = app
                    .auth
                    .passwords
                    .hash(password(), Cost::of(roles))
                    .await
                    .map_err(refused(&sign_in.email))?;
                accounts::update_password(&mut *app.pool.acquire().await?, id, &hash).await?;
            }
            // An older version made it before addresses were confirmed.
            accounts::update_confirmed(&mut *app.pool.acquire().await?, id, app.now()).await?;
            id
        }
        None => {
            let new = SignUp {
                email: sign_in.email.clone(),
                password: password(),
                locale: Locale::En,
            };
            app.make_account(&caller(Actor::Visitor), new)
                .await
                .map_err(refused(&sign_in.email))?
                .id
        }
    };
    let role = StaffRole::from_name(&sign_in.role);
    if let Some(role) = role {
        app.grant_role(id, role)
            .await
            .map_err(refused(&sign_in.email))?;
    }
    if role.is_some() || sign_in.role == CASE_WORKER {
        app.adopt_factor(id, staff_seed)
            .await
            .map_err(refused(&sign_in.email))?;
    }
    Ok(id)
}

/// Makes the case worker a member of an organisation, and lets them follow the first household, as it agreed.
pub(super) async fn case_worker(
    app: &App,
    accounts: &HashMap<String, AccountId>,
    code: &str,
) -> Result<(), SeedError> {
    let missing = || {
        SeedError::File(
            "demo-sign-ins.json",
            "the case worker is missing".to_owned(),
        )
    };
    let [Some(worker), Some(of)] =
        ["case-worker", "provider-podul"].map(|name| accounts.get(name).copied())
    else {
        return Err(missing());
    };
    let db = &mut *app.pool.acquire().await?;
    let organisation = accounts::find(db, of)
        .await?
        .and_then(|account| account.member_of.first().copied())
        .ok_or_else(missing)?;
    if !members::list_accounts(db, organisation)
        .await?
        .contains(&worker)
    {
        let (role, now) = (MemberRole::Member, app.now());
        members::insert(db, organisation, worker, role, now).await?;
    }
    let worker = caller(Actor::Account {
        id: worker,
        roles: Roles::default(),
        member_of: vec![organisation],
        has_left: Vec::new(),
        administers: Vec::new(),
        helps_for: vec![organisation],
        session: None,
        factor: Factor::Passed,
    });
    let body = NewCaseBody {
        code: code.to_owned(),
        provider_id: organisation,
        consent: CaseConsent::Spoken,
        label: Some("[demo] mother with a baby, Palanca".to_owned()),
    };
    match app.open_case(&worker, None, Origin::here(), &body).await {
        Ok(_) | Err(AppError::Conflict(Conflict::AlreadyFollowed)) => Ok(()),
        Err(error) => Err(refused("case worker")(error)),
    }
}

/// The two who verify.
pub(super) fn moderators(accounts: &HashMap<String, AccountId>) -> Result<[Caller; 2], SeedError> {
    let [Some(first), Some(second)] =
        ["moderator-1", "moderator-2"].map(|name| accounts.get(name).copied())
    else {
        return Err(SeedError::File(
            "demo-sign-ins.json",
            "a moderator is missing".to_owned(),
        ));
    };
    Ok([first, second].map(|id| {
        let roles = Roles {
            moderator: true,
            ..Roles::default()
        };
        caller(Actor::acting(id, roles, Vec::new()))
    }))
}

/// A partner application, without a key: there is one to look at.
pub(super) async fn application(
    app: &App,
    accounts: &HashMap<String, AccountId>,
) -> Result<(), SeedError> {
    let id = accounts.get("administrator").copied().ok_or_else(|| {
        SeedError::File(
            "demo-sign-ins.json",
            "the administrator is missing".to_owned(),
        )
    })?;
    let roles = Roles {
        administrator: true,
        ..Roles::default()
    };
    let administrator = caller(Actor::acting(id, roles, Vec::new()));
    let said = refused("partner application");
    let found = app.list_partners(&administrator, None, 1).await;
    if found.map_err(&said)?.items.is_empty() {
        let body = PartnerBody {
            name: "[demo] Casa Bună".to_owned(),
            provider_id: None,
        };
        let made = app.create_partner(&administrator, None, body).await;
        made.map_err(&said)?;
    }
    Ok(())
}

fn member(id: AccountId, of: Vec<ProviderId>) -> Caller {
    caller(Actor::acting(id, Roles::default(), of))
}

/// Makes a provider if its account has none, and writes down what was seen of it and is not written yet.
pub(super) async fn provider(
    app: &App,
    seed: &ProviderSeed,
    accounts: &HashMap<String, AccountId>,
    [moderator, _]: &[Caller; 2],
) -> Result<(Caller, ProviderId), SeedError> {
    let account = *accounts
        .get(&seed.member_account)
        .ok_or_else(|| SeedError::File("providers.json", seed.member_account.clone()))?;
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
            app.create_provider(&member(account, Vec::new()), None, body)
                .await
                .map_err(refused(&seed.key))?
                .id
        }
    };
    let member = member(account, vec![id]);
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
            result: EvidenceResult::Passed,
            document_last4: None,
            seen_at: None,
        };
        app.record_evidence(moderator, None, id, body)
            .await
            .map_err(refused(&seed.key))?;
    }
    Ok((member, id))
}
