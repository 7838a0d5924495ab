//! Partner applications, their keys, and how often those were used.

use jiff::{Timestamp, civil::Date};
use punte_core::{
    id::{AccountId, PartnerId, PartnerKeyId, ProviderId},
    policy::Scope,
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Result, from_time, to_date, to_time};

/// A partner application.
pub struct PartnerRow {
    /// Its id.
    pub id: PartnerId,
    /// Whose it is.
    pub name: String,
    /// For whom it writes.
    pub provider: Option<ProviderId>,
    /// Since when.
    pub created_at: Timestamp,
}

struct Raw {
    id: Uuid,
    name: String,
    provider_id: Option<Uuid>,
    created_at: OffsetDateTime,
}

impl From<Raw> for PartnerRow {
    fn from(raw: Raw) -> Self {
        Self {
            id: PartnerId(raw.id),
            name: raw.name,
            provider: raw.provider_id.map(ProviderId),
            created_at: from_time(raw.created_at),
        }
    }
}

/// A key.
pub struct PartnerKeyRow {
    /// Its id.
    pub id: PartnerKeyId,
    /// Whose.
    pub partner: PartnerId,
    /// Its first characters.
    pub prefix: String,
    /// What it is good for.
    pub scopes: Vec<Scope>,
    /// So many requests a day.
    pub daily_quota: i32,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was used last, to the minute.
    pub last_used_at: Option<Timestamp>,
}

fn scopes(names: &[String]) -> Vec<Scope> {
    names.iter().filter_map(|n| Scope::from_name(n)).collect()
}

/// Adds a partner application.
pub async fn insert(db: &mut PgConnection, row: &PartnerRow, by: AccountId) -> Result<()> {
    sqlx::query!(
        "insert into partner (id, name, provider_id, created_by, created_at) values ($1, $2, $3, $4, $5)",
        row.id.0,
        row.name,
        row.provider.map(|p| p.0),
        by.0,
        to_time(row.created_at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A partner application.
pub async fn find(db: &mut PgConnection, id: PartnerId) -> Result<Option<PartnerRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select id, name, provider_id, created_at from partner where id = $1",
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.map(PartnerRow::from))
}

/// The partner applications, or those that write for a provider, the newest first.
pub async fn list(
    db: &mut PgConnection,
    provider: Option<ProviderId>,
    before: Option<PartnerId>,
    limit: i64,
) -> Result<Vec<PartnerRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select id, name, provider_id, created_at from partner
         where ($1::uuid is null or provider_id = $1) and ($2::uuid is null or id < $2) order by id desc limit $3",
        provider.map(|p| p.0),
        before.map(|b| b.0),
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().map(PartnerRow::from).collect())
}

/// The provider for which a key writes; none if there is no such key, or it writes for nobody.
pub async fn find_provider_of_key(
    db: &mut PgConnection,
    id: PartnerKeyId,
) -> Result<Option<ProviderId>> {
    let row = sqlx::query_scalar!(
        "select p.provider_id from partner_key k join partner p on p.id = k.partner_id where k.id = $1",
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.flatten().map(ProviderId))
}

/// Adds a key.
pub async fn insert_key(
    db: &mut PgConnection,
    row: &PartnerKeyRow,
    secret_hash: &[u8],
    by: AccountId,
) -> Result<()> {
    let names: Vec<String> = row.scopes.iter().map(|s| s.as_str().to_owned()).collect();
    sqlx::query!(
        "insert into partner_key (id, partner_id, prefix, secret_hash, scopes, daily_quota, created_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        row.id.0,
        row.partner.0,
        row.prefix,
        secret_hash,
        &names,
        row.daily_quota,
        by.0,
        to_time(row.created_at),
        to_time(row.expires_at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The keys of a partner application, the newest first.
pub async fn list_keys(db: &mut PgConnection, partner: PartnerId) -> Result<Vec<PartnerKeyRow>> {
    let rows = sqlx::query!(
        "select id, prefix, scopes, daily_quota, created_at, expires_at, revoked_at, last_used_at from partner_key
         where partner_id = $1 order by created_at desc, id desc limit 20",
        partner.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| PartnerKeyRow {
            id: PartnerKeyId(r.id),
            partner,
            prefix: r.prefix,
            scopes: scopes(&r.scopes),
            daily_quota: r.daily_quota,
            created_at: from_time(r.created_at),
            expires_at: from_time(r.expires_at),
            revoked_at: r.revoked_at.map(from_time),
            last_used_at: r.last_used_at.map(from_time),
        })
        .collect())
}

/// A key that holds, by its first characters and what is stored of it.
pub async fn find_live_key(
    db: &mut PgConnection,
    prefix: &str,
    secret_hash: &[u8],
    now: Timestamp,
) -> Result<Option<(PartnerKeyRow, Option<ProviderId>)>> {
    let row = sqlx::query!(
        "select k.id, k.partner_id, k.prefix, k.scopes, k.daily_quota, k.created_at, k.expires_at, k.last_used_at, p.provider_id
         from partner_key k join partner p on p.id = k.partner_id
         where k.prefix = $1 and k.secret_hash = $2 and k.revoked_at is null and k.expires_at > $3",
        prefix,
        secret_hash,
        to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| {
        let key = PartnerKeyRow {
            id: PartnerKeyId(r.id),
            partner: PartnerId(r.partner_id),
            prefix: r.prefix,
            scopes: scopes(&r.scopes),
            daily_quota: r.daily_quota,
            created_at: from_time(r.created_at),
            expires_at: from_time(r.expires_at),
            revoked_at: None,
            last_used_at: r.last_used_at.map(from_time),
        };
        (key, r.provider_id.map(ProviderId))
    }))
}

/// Revokes a key; the partner application whose it was, if it was not revoked before.
pub async fn update_revoked(
    db: &mut PgConnection,
    id: PartnerKeyId,
    now: Timestamp,
) -> Result<Option<PartnerId>> {
    Ok(sqlx::query_scalar!(
        "update partner_key set revoked_at = $2 where id = $1 and revoked_at is null returning partner_id",
        id.0,
        to_time(now)
    )
    .fetch_optional(db)
    .await?
    .map(PartnerId))
}

/// Notes that a key was used.
pub async fn update_used(db: &mut PgConnection, id: PartnerKeyId, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update partner_key set last_used_at = $2 where id = $1",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Counts a use of a key on a day, up to its quota; how many there were, or nothing above it.
pub async fn count_use(
    db: &mut PgConnection,
    id: PartnerKeyId,
    day: Date,
    quota: i32,
) -> Result<Option<i32>> {
    sqlx::query_scalar!(
        "insert into partner_key_use as u (key_id, day, used) values ($1, $2, 1)
         on conflict (key_id, day) do update set used = u.used + 1 where u.used < $3 returning used",
        id.0,
        to_date(day),
        quota
    )
    .fetch_optional(db)
    .await
}

/// How often a key was used on a day.
pub async fn used_on(db: &mut PgConnection, id: PartnerKeyId, day: Date) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        "select used from partner_key_use where key_id = $1 and day = $2",
        id.0,
        to_date(day)
    )
    .fetch_optional(db)
    .await?
    .unwrap_or_default())
}
