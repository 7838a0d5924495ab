//! Providers and their evidence.

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, ProviderId},
    provider::{EvidenceKind, MemberRole, ProviderKind, ProviderStatus, VettingLevel},
};
use sqlx::PgConnection;
use uuid::Uuid;

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
    /// Languages spoken.
    pub languages: Vec<String>,
    /// Row version.
    pub version: i64,
}

/// A dated piece of evidence.
#[derive(Clone)]
pub struct EvidenceRow {
    /// What was seen.
    pub kind: EvidenceKind,
    /// What it supports.
    pub level: VettingLevel,
    /// When.
    pub seen_at: Timestamp,
    /// Until when it counts.
    pub lapses_at: Timestamp,
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
    let row = sqlx::query!("select id, kind, status, vetting_level, vetted_until, languages, version from provider where id = $1", id.0)
        .fetch_optional(db)
        .await?;
    Ok(row.and_then(|r| {
        Some(ProviderRow {
            id: ProviderId(r.id),
            kind: ProviderKind::from_name(&r.kind)?,
            status: ProviderStatus::from_name(&r.status)?,
            vetting_level: r.vetting_level.and_then(VettingLevel::from_number),
            vetted_until: r.vetted_until.map(from_time),
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

/// Its evidence that was seen of what it says about itself now, newest first.
pub async fn list_evidence(db: &mut PgConnection, id: ProviderId) -> Result<Vec<EvidenceRow>> {
    let rows = sqlx::query!("select kind, level, seen_at, lapses_at from vetting_evidence where provider_id = $1 and superseded_at is null order by seen_at desc, id", id.0)
        .fetch_all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(EvidenceRow {
                kind: EvidenceKind::from_name(&r.kind)?,
                level: VettingLevel::from_number(r.level)?,
                seen_at: from_time(r.seen_at),
                lapses_at: from_time(r.lapses_at),
            })
        })
        .collect())
}

/// Adds evidence.
pub async fn insert_evidence(
    db: &mut PgConnection,
    id: Uuid,
    provider: ProviderId,
    evidence: &EvidenceRow,
    document_last4: Option<&str>,
    by: AccountId,
) -> Result<()> {
    sqlx::query!(
        "insert into vetting_evidence (id, provider_id, kind, level, document_last4, seen_by, seen_at, lapses_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id, provider.0, evidence.kind.as_str(), evidence.level.number(), document_last4, by.0, to_time(evidence.seen_at), to_time(evidence.lapses_at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Sets the standing that the evidence supports.
pub async fn update_standing(
    db: &mut PgConnection,
    id: ProviderId,
    status: ProviderStatus,
    level: VettingLevel,
    until: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update provider set status = $2, vetting_level = $3, vetted_until = $4, version = version + 1 where id = $1",
        id.0, status.as_str(), level.number(), to_time(until)
    )
    .execute(db)
    .await?;
    Ok(())
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

/// Whether a provider is blocked at this moment.
pub async fn is_blocked(db: &mut PgConnection, id: ProviderId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from provider where id = $1 and status = 'blocked') as "blocked!""#,
        id.0
    )
    .fetch_one(db)
    .await
}

/// Whether somebody did not look at who a provider is since it corrected that, or saw something before it did.
pub async fn is_unseen(
    db: &mut PgConnection,
    id: ProviderId,
    by: AccountId,
    seen_at: Timestamp,
) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from vetting_evidence e where e.provider_id = $1 and e.superseded_at > $3)
               or exists (select from audit_event c where c.subject_id = $1 and c.action = 'provider_corrected' and c.data ->> 'again' = 'true'
                   and not exists (select from audit_event l where l.subject_id = $1 and l.action = 'identity_opened'
                       and l.actor_id = $2 and l.id > c.id)) as "unseen!""#,
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
        "update provider set status = $2, vetting_level = null, vetted_until = null, version = version + 1 where id = $1",
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
