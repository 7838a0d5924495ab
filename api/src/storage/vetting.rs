//! What was seen about providers, and the standing that follows from it.

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, EvidenceId, OfferId, ProviderId},
    provider::{EvidenceKind, ProviderStatus, VettingLevel},
    vetting::{EvidenceResult, TakeBackReason},
};
use sqlx::PgConnection;

use super::{Result, from_time, to_time};

/// A dated piece of evidence.
#[derive(Clone)]
pub struct EvidenceRow {
    /// Its id.
    pub id: EvidenceId,
    /// What was looked at.
    pub kind: EvidenceKind,
    /// What that showed.
    pub result: EvidenceResult,
    /// When.
    pub seen_at: Timestamp,
    /// Until when it counts, if it does.
    pub lapses_at: Timestamp,
}

/// Evidence of a provider, what failed as well, that was seen of what it says about itself now and was not taken back, newest first.
pub async fn list(db: &mut PgConnection, provider: ProviderId) -> Result<Vec<EvidenceRow>> {
    let rows = sqlx::query!(
        "select id, kind, result, seen_at, lapses_at from vetting_evidence
         where provider_id = $1 and superseded_at is null order by seen_at desc, id",
        provider.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(EvidenceRow {
                id: EvidenceId(r.id),
                kind: EvidenceKind::from_name(&r.kind)?,
                result: EvidenceResult::from_name(&r.result)?,
                seen_at: from_time(r.seen_at),
                lapses_at: from_time(r.lapses_at),
            })
        })
        .collect())
}

/// Whose a piece of evidence is.
pub async fn find_provider(db: &mut PgConnection, id: EvidenceId) -> Result<Option<ProviderId>> {
    let found = sqlx::query_scalar!(
        "select provider_id from vetting_evidence where id = $1",
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(ProviderId))
}

/// Adds evidence.
pub async fn insert(
    db: &mut PgConnection,
    provider: ProviderId,
    evidence: &EvidenceRow,
    document_last4: Option<&str>,
    by: AccountId,
) -> Result<()> {
    sqlx::query!(
        "insert into vetting_evidence (id, provider_id, kind, level, document_last4, seen_by, seen_at, lapses_at, result)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        evidence.id.0, provider.0, evidence.kind.as_str(), evidence.kind.level().number(), document_last4, by.0,
        to_time(evidence.seen_at), to_time(evidence.lapses_at), evidence.result.as_str()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a piece of evidence back: it counts no more. False if it did not count any more.
pub async fn update_taken_back(
    db: &mut PgConnection,
    id: EvidenceId,
    reason: TakeBackReason,
    by: AccountId,
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query!(
        "update vetting_evidence set superseded_at = $2, taken_back_by = $3, taken_back_for = $4 where id = $1 and superseded_at is null",
        id.0,
        to_time(now),
        by.0,
        reason.as_str()
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// A piece of evidence that was taken back.
pub struct TakenBack {
    /// What was said to have been seen.
    pub kind: EvidenceKind,
    /// When that was.
    pub seen_at: Timestamp,
    /// Why it was taken back.
    pub reason: TakeBackReason,
    /// When.
    pub at: Timestamp,
}

/// Evidence of a provider that was taken back, the newest first.
pub async fn list_taken_back(
    db: &mut PgConnection,
    provider: ProviderId,
    limit: i64,
) -> Result<Vec<TakenBack>> {
    let rows = sqlx::query!(
        r#"select kind, seen_at, taken_back_for as "reason!", superseded_at as "at!" from vetting_evidence
           where provider_id = $1 and taken_back_for is not null order by superseded_at desc, id limit $2"#,
        provider.0,
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(TakenBack {
                kind: EvidenceKind::from_name(&r.kind)?,
                seen_at: from_time(r.seen_at),
                reason: TakeBackReason::from_name(&r.reason)?,
                at: from_time(r.at),
            })
        })
        .collect())
}

/// Sets the standing that the evidence supports, and the level that was lost.
pub async fn update_standing(
    db: &mut PgConnection,
    provider: ProviderId,
    status: ProviderStatus,
    standing: Option<(VettingLevel, Timestamp)>,
    lost: Option<VettingLevel>,
) -> Result<()> {
    let (level, until) = standing.unzip();
    sqlx::query!(
        "update provider set status = $2, vetting_level = $3, vetted_until = $4, level_lost = $5, version = version + 1 where id = $1",
        provider.0,
        status.as_str(),
        level.map(VettingLevel::number),
        until.map(to_time),
        lost.map(VettingLevel::number)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Approved offers of a provider that what was checked about it does not carry at an instant.
pub async fn list_not_carried(
    db: &mut PgConnection,
    provider: ProviderId,
    now: Timestamp,
) -> Result<Vec<OfferId>> {
    let rows = sqlx::query_scalar!(
        "select id from offer where provider_id = $1 and review = 'approved' and offer_vetted_until(id) <= $2 order by id",
        provider.0,
        to_time(now)
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(OfferId).collect())
}

/// Providers, or one if it is, whose level is over while something lower is not, the first in front. In a transaction they stay locked; what
/// somebody else changes meanwhile is left for the next look.
pub async fn lock_fallen(
    db: &mut PgConnection,
    now: Timestamp,
    only: Option<ProviderId>,
    limit: i64,
) -> Result<Vec<ProviderId>> {
    let rows = sqlx::query_scalar!(
        "select p.id from provider p
         where p.status in ('vetted', 'lapsed') and p.vetting_level > 0 and p.vetted_until <= $1
             and ($3::uuid is null or p.id = $3)
             and supported_until(p.id, p.kind, 0::smallint) > $1
         order by p.vetted_until, p.id limit $2 for no key update of p skip locked",
        to_time(now),
        limit,
        only.map(|id| id.0)
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(ProviderId).collect())
}
