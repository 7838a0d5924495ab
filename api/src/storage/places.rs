//! The gazetteer.

use punte_core::{
    id::PlaceId,
    place::{GeoPoint, search_keys},
};
use sqlx::PgConnection;

use super::{Geog, Result};

/// A place.
#[derive(Debug, Clone)]
pub struct PlaceRow {
    /// Its id.
    pub id: PlaceId,
    /// `settlement` or `crossing`.
    pub kind: String,
    /// ISO 3166-1.
    pub country: String,
    /// First-level division.
    pub admin1: String,
    /// Name in the country.
    pub name: String,
    /// Name in Ukrainian.
    pub name_uk: Option<String>,
    /// Name in Romanian.
    pub name_ro: Option<String>,
    /// Name in English.
    pub name_en: Option<String>,
    /// Name in Russian.
    pub name_ru: Option<String>,
    /// Its point.
    pub point: GeoPoint,
    /// Inhabitants.
    pub population: u32,
}

struct Raw {
    id: i64,
    kind: String,
    country: String,
    admin1: String,
    name: String,
    name_uk: Option<String>,
    name_ro: Option<String>,
    name_en: Option<String>,
    name_ru: Option<String>,
    point: Geog,
    population: i32,
}

impl Raw {
    fn place(self) -> Option<PlaceRow> {
        Some(PlaceRow {
            id: PlaceId(self.id),
            kind: self.kind,
            country: self.country,
            admin1: self.admin1,
            name: self.name,
            name_uk: self.name_uk,
            name_ro: self.name_ro,
            name_en: self.name_en,
            name_ru: self.name_ru,
            point: self.point.point()?,
            population: u32::try_from(self.population).unwrap_or(0),
        })
    }
}

/// A place by its id.
pub async fn find(db: &mut PgConnection, id: PlaceId) -> Result<Option<PlaceRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select id, kind, country, admin1, name, name_uk, name_ro, name_en, name_ru, point as "point!: Geog", population from place where id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.and_then(Raw::place))
}

/// Places by their ids, in no order.
pub async fn list(db: &mut PgConnection, ids: &[i64]) -> Result<Vec<PlaceRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select id, kind, country, admin1, name, name_uk, name_ro, name_en, name_ru, point as "point!: Geog", population
           from place where id = any($1)"#,
        ids
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::place).collect())
}

/// Places of a country that have one of these very keys.
pub async fn list_named(
    db: &mut PgConnection,
    keys: &[String],
    country: &str,
) -> Result<Vec<PlaceRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select p.id, p.kind, p.country, p.admin1, p.name, p.name_uk, p.name_ro, p.name_en, p.name_ru, p.point as "point!: Geog", p.population
           from place p where p.country = $2 and p.kind = 'settlement'
               and p.id in (select n.place_id from place_name n where n.key = any($1))
           order by p.population desc, p.id"#,
        keys, country
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::place).collect())
}

/// The settlement of a country, of so many people or more, that lies nearest to a point.
pub async fn find_nearest(
    db: &mut PgConnection,
    point: GeoPoint,
    country: &str,
    least_people: i32,
) -> Result<Option<PlaceRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select id, kind, country, admin1, name, name_uk, name_ro, name_en, name_ru, point as "point!: Geog", population
           from place where country = $2 and kind = 'settlement' and population >= $3 order by point <-> $1 limit 1"#,
        Geog::from(point) as _, country, least_people
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.and_then(Raw::place))
}

/// Places whose key equals, begins with or resembles the given one: exact first, then by similarity, then by population.
/// Similarity is pg_trgm's; under 0.3 nothing resembles.
pub async fn search(
    db: &mut PgConnection,
    key: &str,
    country: Option<&str>,
    limit: i64,
) -> Result<Vec<PlaceRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"with hit as (
               select n.place_id, max(case when n.key = $1 then 2 when n.key like $2 then 1.5 else similarity(n.key, $1) end) as likeness
               from place_name n where n.key = $1 or n.key like $2 or n.key % $1
               group by n.place_id
           )
           select p.id, p.kind, p.country, p.admin1, p.name, p.name_uk, p.name_ro, p.name_en, p.name_ru, p.point as "point!: Geog", p.population
           from hit join place p on p.id = hit.place_id
           where $3::text is null or p.country = $3
           order by hit.likeness desc, p.population desc, p.id limit $4"#,
        key, format!("{}%", key.replace(['%', '_', '\\'], "")), country, limit
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::place).collect())
}

/// Places that have this very key, and crossings with a name that begins with it: they are called by both of their sides.
pub async fn list_called(db: &mut PgConnection, key: &str, limit: i64) -> Result<Vec<PlaceRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select p.id, p.kind, p.country, p.admin1, p.name, p.name_uk, p.name_ro, p.name_en, p.name_ru, p.point as "point!: Geog", p.population
           from place p
           where p.id in (select n.place_id from place_name n where n.key = $1)
               or (p.kind = 'crossing' and p.id in (select n.place_id from place_name n where starts_with(n.key, $1)))
           order by p.population desc, p.id limit $2"#,
        key, limit
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::place).collect())
}

/// Crossings and the largest settlements of a part of the map: crossings first, then by population.
pub async fn list_within(
    db: &mut PgConnection,
    (west, south, east, north): (f64, f64, f64, f64),
    limit: i64,
) -> Result<Vec<PlaceRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select id, kind, country, admin1, name, name_uk, name_ro, name_en, name_ru, point as "point!: Geog", population
           from place where point && st_makeenvelope($1, $2, $3, $4, 4326)::geography
               and st_intersects(point::geometry, st_makeenvelope($1, $2, $3, $4, 4326))
           order by kind = 'crossing' desc, population desc, id limit $5"#,
        west, south, east, north, limit
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::place).collect())
}

/// The border crossings.
pub async fn list_crossings(db: &mut PgConnection) -> Result<Vec<PlaceRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select id, kind, country, admin1, name, name_uk, name_ro, name_en, name_ru, point as "point!: Geog", population
           from place where kind = 'crossing' order by id desc"#
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::place).collect())
}

/// How many there are.
pub async fn count(db: &mut PgConnection) -> Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "n!" from place"#)
        .fetch_one(db)
        .await
}

/// Names of many places with their keys, for one statement.
#[derive(Default)]
pub struct NameColumns {
    /// Places.
    pub place: Vec<i64>,
    /// Names.
    pub name: Vec<String>,
    /// Their keys.
    pub key: Vec<String>,
}

impl NameColumns {
    /// Adds a name of a place in this country under every key that it is found by.
    pub fn push(&mut self, place: PlaceId, name: &str, country: &str) {
        for key in search_keys(name, country) {
            self.place.push(place.0);
            self.name.push(name.to_owned());
            self.key.push(key);
        }
    }
}

/// Columns of many places, for one statement.
#[derive(Default)]
pub struct PlaceColumns {
    /// Ids.
    pub id: Vec<i64>,
    /// Kinds.
    pub kind: Vec<String>,
    /// Countries.
    pub country: Vec<String>,
    /// First-level divisions.
    pub admin1: Vec<String>,
    /// Names.
    pub name: Vec<String>,
    /// In Ukrainian; empty = none.
    pub name_uk: Vec<String>,
    /// In Romanian.
    pub name_ro: Vec<String>,
    /// In English.
    pub name_en: Vec<String>,
    /// In Russian.
    pub name_ru: Vec<String>,
    /// Points.
    pub point: Vec<Geog>,
    /// Inhabitants.
    pub population: Vec<i32>,
}

/// Adds many places, or gives known ones new names. Point and population never change: the cells in which private addresses
/// are published are sized by them, once and for ever. A name that is known in a language is kept where the
/// new row has none.
pub async fn upsert(db: &mut PgConnection, c: &PlaceColumns) -> Result<()> {
    sqlx::query!(
        "insert into place (id, kind, country, admin1, name, name_uk, name_ro, name_en, name_ru, point, population)
         select id, kind, country, admin1, name, nullif(name_uk, ''), nullif(name_ro, ''), nullif(name_en, ''), nullif(name_ru, ''), point, population
         from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::geography[], $11::integer[])
             as t (id, kind, country, admin1, name, name_uk, name_ro, name_en, name_ru, point, population)
         on conflict (id) do update set kind = excluded.kind, country = excluded.country, admin1 = excluded.admin1, name = excluded.name,
             name_uk = coalesce(excluded.name_uk, place.name_uk), name_ro = coalesce(excluded.name_ro, place.name_ro),
             name_en = coalesce(excluded.name_en, place.name_en), name_ru = coalesce(excluded.name_ru, place.name_ru)",
        &c.id, &c.kind, &c.country, &c.admin1, &c.name, &c.name_uk, &c.name_ro, &c.name_en, &c.name_ru, &c.point as _, &c.population
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Fills in names of a shipped place in languages in which it has none.
pub async fn update_missing_names(
    db: &mut PgConnection,
    id: PlaceId,
    [uk, ro, en, ru]: [Option<&str>; 4],
) -> Result<()> {
    sqlx::query!(
        "update place set name_uk = coalesce(name_uk, $2), name_ro = coalesce(name_ro, $3), name_en = coalesce(name_en, $4),
             name_ru = coalesce(name_ru, $5) where id = $1",
        id.0, uk, ro, en, ru
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Replaces what a source says that these places are called.
pub async fn replace_names(
    db: &mut PgConnection,
    source: &str,
    replaced: &[i64],
    names: &NameColumns,
) -> Result<()> {
    sqlx::query!(
        "delete from place_name where source = $1 and place_id = any($2)",
        source,
        replaced
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into place_name (place_id, name, key, source)
         select place_id, name, key, $4 from unnest($1::bigint[], $2::text[], $3::text[]) as t (place_id, name, key) on conflict do nothing",
        &names.place, &names.name, &names.key, source
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The places that rows of a source are, by the rows' codes.
pub async fn list_sources(
    db: &mut PgConnection,
    source: &str,
    codes: &[String],
) -> Result<Vec<(String, PlaceId)>> {
    let rows = sqlx::query!(
        "select code, place_id from place_source where source = $1 and code = any($2)",
        source,
        codes
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (r.code, PlaceId(r.place_id)))
        .collect())
}

/// Writes down which place a row of a source is.
pub async fn insert_source(
    db: &mut PgConnection,
    source: &str,
    code: &str,
    place: PlaceId,
) -> Result<()> {
    sqlx::query!(
        "insert into place_source (source, code, place_id) values ($1, $2, $3) on conflict do nothing",
        source,
        code,
        place.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An id for a place that the shipped gazetteer does not have.
pub async fn next_own_id(db: &mut PgConnection) -> Result<PlaceId> {
    Ok(PlaceId(
        sqlx::query_scalar!(r#"select nextval('place_own_id_seq') as "id!""#)
            .fetch_one(db)
            .await?,
    ))
}
