//! Personal data at rest: the keys that fit the data, and what an older version left in plain text.

use sqlx::PgPool;

use super::Result;
use crate::{
    storage::{
        accounts, data_keys, offer_private,
        opening::{Opener, Opening},
        provider_identity, request_contacts,
    },
    vault::{KekSource, Vault, VaultError},
};

/// Rows that are sealed, or keys that are wrapped, in one transaction.
const BATCH: i64 = 500;

/// Opens the keys of personal data and holds them against the data: every key-encryption key that wraps something must be
/// there and fit. On a database without data the keys are made.
pub async fn open_vault(
    pool: &PgPool,
    source: &KekSource,
) -> std::result::Result<Vault, Box<dyn std::error::Error>> {
    let samples = data_keys::list_samples(&mut *pool.begin().await?).await?;
    let vault = Vault::open_from(source, !samples.is_empty())?;
    for (row, key) in samples {
        vault.open_key(row, &key).map_err(|error| match error {
            VaultError::Sealed(_) => VaultError::Foreign(source.to_string()),
            other => other,
        })?;
    }
    Ok(vault)
}

/// Seals what an older version wrote in plain text; answers how many rows. Several processes may do so at once.
pub async fn seal_what_is_plain(pool: &PgPool, vault: &Vault) -> Result<usize> {
    let mut sealed = 0;
    loop {
        let mut tx = pool.begin().await?;
        let mut opening = Opening::begin(&mut tx, vault, Opener::Program).await?;
        let round = accounts::seal_plain(&mut opening, BATCH).await?
            + provider_identity::seal_plain(&mut opening, BATCH).await?
            + offer_private::seal_plain(&mut opening, BATCH).await?
            + request_contacts::seal_plain(&mut opening, BATCH).await?;
        tx.commit().await?;
        if round == 0 {
            return Ok(sealed);
        }
        sealed += round;
    }
}

/// The key-encryption keys that wrap something.
pub async fn list_keks_in_use(pool: &PgPool) -> Result<Vec<i32>> {
    let samples = data_keys::list_samples(&mut *pool.begin().await?).await?;
    Ok(samples.into_iter().map(|(_, key)| key.kek).collect())
}

/// Wraps every data key under the newest key-encryption key; answers how many were wrapped anew.
pub async fn rewrap_data_keys(pool: &PgPool, vault: &Vault) -> Result<u64> {
    let mut done = 0;
    loop {
        let mut tx = pool.begin().await?;
        let round = data_keys::update_kek(&mut tx, vault, BATCH).await?;
        tx.commit().await?;
        if round == 0 {
            return Ok(done);
        }
        done += round;
    }
}
