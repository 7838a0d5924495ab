//! Which row of which list an imported offer is.

use jiff::Timestamp;
use punte_core::{
    id::{OfferId, ProviderId},
    import::RegisterEntry,
};
use sqlx::PgConnection;

use super::{Result, from_date, to_date, to_time};

/// Where an imported offer comes from.
pub struct SourceRow {
    /// The offer.
    pub offer: OfferId,
    /// The list.
    pub source: String,
    /// The row in it.
    pub key: String,
    /// SHA-256 of what the row said when it was last taken over.
    pub digest: Vec<u8>,
    /// What a public register said of it.
    pub register: Option<RegisterEntry>,
}

struct Raw {
    offer_id: uuid::Uuid,
    source: String,
    key: String,
    digest: Vec<u8>,
    register_name: Option<String>,
    register_date: Option<time::Date>,
}

impl Raw {
    fn row(self) -> SourceRow {
        SourceRow {
            offer: OfferId(self.offer_id),
            source: self.source,
            key: self.key,
            digest: self.digest,
            register: self
                .register_name
                .zip(self.register_date)
                .map(|(name, date)| RegisterEntry {
                    name,
                    date: from_date(date),
                }),
        }
    }
}

/// The offer of a row.
pub async fn find(
    db: &mut PgConnection,
    provider: ProviderId,
    source: &str,
    key: &str,
) -> Result<Option<SourceRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select offer_id, source, key, digest, register_name, register_date from offer_source
         where provider_id = $1 and source = $2 and key = $3",
        provider.0,
        source,
        key
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.map(Raw::row))
}

/// The row of an offer, if it was imported.
pub async fn find_by_offer(db: &mut PgConnection, offer: OfferId) -> Result<Option<SourceRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select offer_id, source, key, digest, register_name, register_date from offer_source where offer_id = $1",
        offer.0
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.map(Raw::row))
}

/// Writes down what a row said when it was taken over.
pub async fn upsert(
    db: &mut PgConnection,
    provider: ProviderId,
    row: &SourceRow,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into offer_source (offer_id, provider_id, source, key, digest, register_name, register_date, imported_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (offer_id) do update set digest = excluded.digest, register_name = excluded.register_name,
             register_date = excluded.register_date, imported_at = excluded.imported_at",
        row.offer.0,
        provider.0,
        row.source,
        row.key,
        row.digest,
        row.register.as_ref().map(|r| r.name.as_str()),
        row.register.as_ref().map(|r| to_date(r.date)),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}
