//! Help lines, in their order.

use jiff::civil::Date;
use punte_core::{
    help_line::{HelpFor, HelpLine, HelpLineWords},
    id::HelpLineId,
    locale::Locale,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_date, to_date};

/// All of them.
pub async fn list(db: &mut PgConnection) -> Result<Vec<HelpLine>> {
    let rows = sqlx::query!("select * from help_line order by position")
        .fetch_all(db)
        .await?;
    let lines = rows.into_iter().filter_map(|row| {
        Some(HelpLine {
            id: HelpLineId(row.id),
            words: HelpLineWords {
                number: row.number,
                // What a newer version of the server wrote is its to name.
                whom: HelpFor::from_name(&row.whom)?,
                country: row.country,
                names: [row.name_uk, row.name_ro, row.name_en, row.name_ru],
                hours: row.hours,
                languages: row
                    .languages
                    .iter()
                    .filter_map(|tag| Locale::from_tag(tag))
                    .collect(),
                source: row.source,
            },
            checked_on: from_date(row.checked_on),
            version: row.version,
        })
    });
    Ok(lines.collect())
}

/// One at a time: whoever changes them waits for whoever is changing them.
pub async fn lock(db: &mut PgConnection) -> Result<()> {
    sqlx::query!("lock table help_line in share row exclusive mode")
        .execute(db)
        .await?;
    Ok(())
}

/// Adds one behind the others, or says something else about one that is there.
pub async fn upsert(
    db: &mut PgConnection,
    id: HelpLineId,
    words: &HelpLineWords,
    checked_on: Date,
) -> Result<()> {
    let [uk, ro, en, ru] = &words.names;
    sqlx::query!(
        "insert into help_line (id, position, number, whom, country, name_uk, name_ro, name_en, name_ru, hours, languages, source, checked_on)
         select $1, coalesce(max(position), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 from help_line
         on conflict (id) do update set number = excluded.number, whom = excluded.whom, country = excluded.country,
             name_uk = excluded.name_uk, name_ro = excluded.name_ro, name_en = excluded.name_en, name_ru = excluded.name_ru,
             hours = excluded.hours, languages = excluded.languages, source = excluded.source, checked_on = excluded.checked_on,
             version = help_line.version + 1",
        id.0,
        words.number,
        words.whom.as_str(),
        words.country,
        uk,
        ro,
        en,
        ru,
        words.hours,
        &tags(words),
        words.source,
        to_date(checked_on)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes one away.
pub async fn delete(db: &mut PgConnection, id: HelpLineId) -> Result<()> {
    sqlx::query!("delete from help_line where id = $1", id.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Puts all into another order.
pub async fn update_order(db: &mut PgConnection, order: &[Uuid]) -> Result<()> {
    sqlx::query!(
        "update help_line set position = new.position
         from unnest($1::uuid[]) with ordinality as new (id, position) where help_line.id = new.id",
        order
    )
    .execute(db)
    .await?;
    Ok(())
}

fn tags(words: &HelpLineWords) -> Vec<String> {
    words
        .languages
        .iter()
        .map(|l| l.as_str().to_owned())
        .collect()
}
