//! Providers and their evidence.

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, ProviderId},
    provider::{MemberRole, ProviderKind, ProviderStatus, VettingLevel},
};
use sqlx::PgConnection;

use super::{
    Result, from_time, members,
    opening::Opening,
    provider_identity::{self, ProviderIdentity},
    to_time,
};
use crate::vault::Vault;

/// A provider.
pub struct ProviderRow {
    /// Its id.
    pub id: ProviderId,
    /// What it is.
    pub kind: ProviderKind,
    /// Its standing.
    pub status: ProviderStatus,
    /// Its level, by evidence that has not lapsed.
    pub vetting_level: Option<VettingLevel>,
    /// When that lapses.
    pub vetted_until: Option<Timestamp>,
    /// A higher level that it had and lost, until it has it again.
    pub level_lost: Option<VettingLevel>,
    /// Languages spoken.
    pub languages: Vec<String>,
    /// Row version.
    pub version: i64,
}

/// Adds a provider with its first administrator.
#[expect(clippy::too_many_arguments, reason = "a row")]
pub async fn insert(
    db: &mut PgConnection,
    vault: &Vault,
    id: ProviderId,
    kind: ProviderKind,
    languages: &[String],
    who: &ProviderIdentity,
    by: AccountId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into provider (id, kind, public_name, languages, created_by, created_at) values ($1, $2, $3, $4, $5, $6)",
        id.0, kind.as_str(), kind.is_organisation().then_some(&*who.name), languages, by.0, to_time(now)
    )
    .execute(&mut *db)
    .await?;
    provider_identity::insert(db, vault, id, kind, who).await?;
    members::insert(db, id, by, MemberRole::Administrator, now).await
}

/// Locks a provider against change until the transaction ends; false if there is none.
pub async fn lock(db: &mut PgConnection, id: ProviderId) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select true as "found!" from provider where id = $1 for no key update"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// A provider.
pub async fn find(db: &mut PgConnection, id: ProviderId) -> Result<Option<ProviderRow>> {
    let row = sqlx::query!("select id, kind, status, vetting_level, vetted_until, level_lost, languages, version from provider where id = $1", id.0)
        .fetch_optional(db)
        .await?;
    Ok(row.and_then(|r| {
        Some(ProviderRow {
            id: ProviderId(r.id),
            kind: ProviderKind::from_name(&r.kind)?,
            status: ProviderStatus::from_name(&r.status)?,
            vetting_level: r.vetting_level.and_then(VettingLevel::from_number),
            vetted_until: r.vetted_until.map(from_time),
            level_lost: r.level_lost.and_then(VettingLevel::from_number),
            languages: r.languages,
            version: r.version,
        })
    }))
}

/// How many of its members have confirmed their address.
pub async fn count_confirmed_members(db: &mut PgConnection, id: ProviderId) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from provider_member m join account a on a.id = m.account_id
           where m.provider_id = $1 and a.email_confirmed_at is not null and a.disabled_at is null"#,
        id.0
    )
    .fetch_one(db)
    .await
}

/// Sets the status alone: blocked, or what the evidence gives again.
pub async fn update_status(
    db: &mut PgConnection,
    id: ProviderId,
    status: ProviderStatus,
) -> Result<()> {
    sqlx::query!(
        "update provider set status = $2, version = version + 1 where id = $1",
        id.0,
        status.as_str()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether the offers of a provider are hidden by "in danger now" until somebody has looked.
pub async fn is_frozen(db: &mut PgConnection, id: ProviderId) -> Result<bool> {
    sqlx::query_scalar!(r#"select is_frozen($1) as "frozen!""#, id.0)
        .fetch_one(db)
        .await
}

/// Whether a provider is blocked at this moment.
pub async fn is_blocked(db: &mut PgConnection, id: ProviderId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from provider where id = $1 and status = 'blocked') as "blocked!""#,
        id.0
    )
    .fetch_one(db)
    .await
}

/// How often what was checked of a provider was put aside because it has another name or register entry.
pub async fn count_corrections(db: &mut PgConnection, id: ProviderId) -> Result<Option<i32>> {
    sqlx::query_scalar!("select corrections from provider where id = $1", id.0)
        .fetch_optional(db)
        .await
}

/// Whether somebody did not look at who a provider is since it corrected that, or saw something before it did. Of a look that the audit log
/// has no more, nothing is known: they look again.
pub async fn is_unseen(
    db: &mut PgConnection,
    id: ProviderId,
    by: AccountId,
    seen_at: Timestamp,
) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from vetting_evidence e where e.provider_id = $1 and e.superseded_at > $3 and e.taken_back_by is null)
               or exists (select from provider p where p.id = $1 and p.corrections > 0
                   and not exists (select from audit_event l where l.subject_id = p.id and l.action = 'identity_opened'
                       and l.actor_id = $2 and l.data ->> 'corrections' = p.corrections::text)) as "unseen!""#,
        id.0,
        by.0,
        to_time(seen_at)
    )
    .fetch_one(db)
    .await
}

/// Puts aside what was checked: none of it counts any more.
pub async fn update_unchecked(
    db: &mut PgConnection,
    id: ProviderId,
    status: ProviderStatus,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update provider set status = $2, vetting_level = null, vetted_until = null, level_lost = null, corrections = corrections + 1,
             version = version + 1
         where id = $1",
        id.0,
        status.as_str()
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update vetting_evidence set superseded_at = $2 where provider_id = $1 and superseded_at is null",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Replaces what a provider says about itself; false once it was erased, and for whom it is not.
pub async fn update_profile(
    opening: &mut Opening<'_>,
    id: ProviderId,
    kind: ProviderKind,
    languages: &[String],
    who: &ProviderIdentity,
) -> Result<bool> {
    if !provider_identity::update(opening, id, kind, who).await? {
        return Ok(false);
    }
    sqlx::query!(
        "update provider set public_name = $2, languages = $3, version = version + 1 where id = $1",
        id.0,
        kind.is_organisation().then_some(&*who.name),
        languages
    )
    .execute(&mut *opening.db)
    .await?;
    Ok(true)
}
