//! What providers were called when something was agreed that still runs. Of an organisation that is public; of a private person it is sealed.

use punte_core::id::{MatchId, ProviderId};
use sqlx::PgConnection;

use super::{Result, data_keys, opening::Opening};
use crate::vault::{FORMER_NAME, Vault};

/// Keeps, as long as a match runs, that its provider has another name than when it was agreed, and the former one: in public, or sealed.
/// What it was called first stays.
pub async fn insert(
    db: &mut PgConnection,
    vault: &Vault,
    id: MatchId,
    name: &str,
    is_public: bool,
) -> Result<()> {
    let added = sqlx::query!(
        "insert into match_renamed (match_id, former_name) values ($1, $2) on conflict do nothing",
        id.0,
        is_public.then_some(name)
    )
    .execute(&mut *db)
    .await?;
    if is_public || added.rows_affected() == 0 {
        return Ok(());
    }
    let key = data_keys::insert(db, vault, id.0).await?;
    sqlx::query!(
        "insert into identity.former_name (match_id, name) values ($1, $2)",
        id.0,
        key.seal(FORMER_NAME, name)?
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What a private person was called when a match was agreed, if they have corrected their name since; none for whom it is not.
pub async fn find(opening: &mut Opening<'_>, id: MatchId) -> Result<Option<String>> {
    let Some(key) = opening.key(id.0).await? else {
        return Ok(None);
    };
    let sealed = sqlx::query_scalar!(
        "select name from identity.former_name where match_id = $1",
        id.0
    )
    .fetch_optional(&mut *opening.db)
    .await?;
    Ok(sealed
        .map(|name| key.open(FORMER_NAME, &name))
        .transpose()?)
}

/// Under which other names people count on a provider, each once, in alphabetical order; what is not for who looks is not there.
pub async fn list(opening: &mut Opening<'_>, of: ProviderId) -> Result<Vec<String>> {
    let rows = sqlx::query!(
        r#"select z.match_id, z.former_name, f.name as "name?", k.wrapped as "wrapped?", k.kek as "kek?", k.version as "version?"
           from match m join match_renamed z on z.match_id = m.id
           left join identity.former_name f on f.match_id = z.match_id
           left join identity.data_key k on k.row_id = f.match_id
           where m.provider_id = $1"#,
        of.0
    )
    .fetch_all(&mut *opening.db)
    .await?;
    let mut names = Vec::with_capacity(rows.len());
    for r in rows {
        names.extend(r.former_name);
        if let (Some(sealed), Some(wrapped), Some(kek), Some(version)) =
            (r.name, r.wrapped, r.kek, r.version)
        {
            let key = data_keys::open(opening, r.match_id, wrapped, kek, version)?;
            names.push(key.open(FORMER_NAME, &sealed)?);
        }
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}
