//! Personal data at rest: the keys that fit the data, and what an older version left in plain text.

use sqlx::PgPool;

use super::{AppError, Result};
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

/// Takes out of the file the key-encryption keys that wrap nothing; answers which. What somebody is about to commit under one counts: it is
/// waited for, and if that takes long, nothing is taken out.
pub async fn retire_keks(pool: &PgPool, vault: &Vault) -> Result<Vec<i32>> {
    let mut tx = pool.begin().await?;
    data_keys::lock_all(&mut tx).await?;
    let samples = data_keys::list_samples(&mut tx).await?;
    let in_use: Vec<i32> = samples.into_iter().map(|(_, key)| key.kek).collect();
    let gone = vault
        .retire_keks(&in_use)
        .map_err(|e| AppError::Internal(Box::new(e)))?;
    tx.commit().await?;
    Ok(gone)
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
