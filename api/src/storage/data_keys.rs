//! The data keys of the rows of the identity schema, as the vault wraps them.

use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    Result,
    opening::{Opener, Opening},
};
use crate::vault::{DataKey, Vault, WrappedKey};

/// Makes the data key of a row and adds it.
pub async fn insert(db: &mut PgConnection, vault: &Vault, row: Uuid) -> Result<DataKey> {
    let (key, wrapped) = vault.new_key(row)?;
    sqlx::query!(
        "insert into identity.data_key (row_id, wrapped, kek, version) values ($1, $2, $3, $4)",
        row,
        wrapped.wrapped,
        wrapped.kek,
        wrapped.version
    )
    .execute(db)
    .await?;
    Ok(key)
}

/// The data key of a row, from the columns of a query that joins it.
pub(super) fn open(
    opening: &Opening<'_>,
    row: Uuid,
    wrapped: Vec<u8>,
    kek: i32,
    version: i16,
) -> Result<DataKey> {
    let key = WrappedKey {
        wrapped,
        kek,
        version,
    };
    Ok(opening.vault.open_key(row, &key)?)
}

/// The data key of a row; none once it was erased.
pub(super) async fn find(
    db: &mut PgConnection,
    vault: &Vault,
    row: Uuid,
) -> Result<Option<DataKey>> {
    let found = sqlx::query_as!(
        WrappedKey,
        "select wrapped, kek, version from identity.data_key where row_id = $1",
        row
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|key| vault.open_key(row, &key)).transpose()?)
}

/// One data key under each key-encryption key in use, which tells whether the keys at hand are the right ones.
pub async fn list_samples(db: &mut PgConnection) -> Result<Vec<(Uuid, WrappedKey)>> {
    Opener::Program.say(db).await?;
    let rows = sqlx::query!(
        "select s.row_id, s.wrapped, s.kek, s.version from (select distinct kek from identity.data_key) n
         cross join lateral (select row_id, wrapped, kek, version from identity.data_key k where k.kek = n.kek limit 1) s"
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| {
            let key = WrappedKey {
                wrapped: r.wrapped,
                kek: r.kek,
                version: r.version,
            };
            (r.row_id, key)
        })
        .collect())
}

/// Waits until whoever writes data keys is done, and holds off others until the transaction ends.
pub async fn lock_all(db: &mut PgConnection) -> Result<()> {
    sqlx::query!("lock table identity.data_key in share mode")
        .execute(db)
        .await?;
    Ok(())
}

/// Wraps up to `limit` data keys under the newest key-encryption key, which wraps others than these; answers how many.
pub async fn update_kek(db: &mut PgConnection, vault: &Vault, limit: i64) -> Result<u64> {
    Opener::Program.say(db).await?;
    let newest = vault.newest_kek()?;
    let rows = sqlx::query!(
        "select row_id, wrapped, kek, version from identity.data_key where kek <> $1 limit $2 for update",
        newest,
        limit
    )
    .fetch_all(&mut *db)
    .await?;
    let mut ids = Vec::with_capacity(rows.len());
    let mut keys = Vec::with_capacity(rows.len());
    // Each under the number with which it was wrapped: somebody may rotate meanwhile.
    let mut numbers = Vec::with_capacity(rows.len());
    for r in rows {
        let key = WrappedKey {
            wrapped: r.wrapped,
            kek: r.kek,
            version: r.version,
        };
        let again = vault.rewrap(r.row_id, &key)?;
        ids.push(r.row_id);
        keys.push(again.wrapped);
        numbers.push(again.kek);
    }
    let done = sqlx::query!(
        "update identity.data_key k set wrapped = n.wrapped, kek = n.kek
         from unnest($1::uuid[], $2::bytea[], $3::integer[]) n (row_id, wrapped, kek) where k.row_id = n.row_id",
        &ids,
        &keys,
        &numbers
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
