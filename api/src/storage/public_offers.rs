//! The public projection of verified offers.

use jiff::{Timestamp, civil::Date};
use punte_core::{
    id::{OfferId, PlaceId, ProviderId},
    offer::{Category, OfferContent, OfferDraft},
    place::GeoPoint,
    provider::ProviderKind,
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{
    Geog, Result, from_date, from_time, offer_revisions::checked_or_left_out, to_date, to_time,
};

/// What a visitor may see of an offer. The name is there for organisations only.
pub struct PublicOfferRow {
    /// Its id.
    pub id: OfferId,
    /// Reference code.
    pub reference: String,
    /// Its category.
    pub category: Category,
    /// What its provider is.
    pub provider_kind: ProviderKind,
    /// Whose evidence is shown.
    pub provider: ProviderId,
    /// Name of the organisation.
    pub provider_name: Option<String>,
    /// Content without who lives there.
    pub content: OfferContent,
    /// The settlement.
    pub place: PlaceId,
    /// The published point.
    pub point: GeoPoint,
    /// When it was last confirmed.
    pub last_confirmed_at: Timestamp,
    /// The day of the public register in which an operator's list found it.
    pub register_date: Option<Date>,
    /// Units that are free: of housing, on the coming night with the most room within two weeks; of medical help, in the first two weeks of
    /// which a working day is left, whichever has more room.
    pub free: u32,
    /// Distance of the published point from the point searched, whole metres.
    pub distance_m: Option<u32>,
}

/// What is looked for.
#[derive(Default)]
pub struct PublicFilter<'a> {
    /// Only these.
    pub ids: Option<&'a [Uuid]>,
    /// Category.
    pub category: Option<Category>,
    /// Near a point, within so many metres.
    pub near: Option<(GeoPoint, u32)>,
    /// Features that must be stated so, as bits.
    pub must: u64,
    /// A language that is spoken there.
    pub language: Option<&'a str>,
    /// What a service is about.
    pub theme: Option<&'a str>,
    /// Field of medicine.
    pub speciality: Option<&'a str>,
    /// After the offer with this sort key.
    pub after: Option<(f64, Uuid)>,
    /// At most so many.
    pub limit: i64,
}

/// How many visible offers each category has.
pub async fn count(db: &mut PgConnection) -> Result<Vec<(Category, i64)>> {
    let rows = sqlx::query!(
        r#"select category as "category!", count(*) as "count!" from public_offer group by category"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((Category::from_name(&row.category)?, row.count)))
        .collect())
}

struct Raw {
    id: Uuid,
    reference: String,
    category: String,
    provider_kind: String,
    provider_id: Uuid,
    provider_name: Option<String>,
    content: Json<OfferDraft>,
    place_id: i64,
    published_point: Geog,
    last_confirmed_at: time::OffsetDateTime,
    register_date: Option<time::Date>,
    free: i32,
    distance_m: Option<f64>,
    sort: f64,
}

impl Raw {
    fn row(self) -> Option<(f64, PublicOfferRow)> {
        let category = Category::from_name(&self.category)?;
        let provider_kind = ProviderKind::from_name(&self.provider_kind)?;
        let point = self.published_point.point()?;
        let content = checked_or_left_out(self.id, self.content.0)?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "half the earth's girth fits"
        )]
        let metres = |d: f64| d.round() as u32;
        Some((
            self.sort,
            PublicOfferRow {
                id: OfferId(self.id),
                reference: self.reference,
                category,
                provider_kind,
                provider: ProviderId(self.provider_id),
                provider_name: self.provider_name,
                content,
                place: PlaceId(self.place_id),
                point,
                last_confirmed_at: from_time(self.last_confirmed_at),
                register_date: self.register_date.map(from_date),
                free: u32::try_from(self.free).unwrap_or(0),
                distance_m: self.distance_m.map(metres),
            },
        ))
    }
}

/// A page of verified offers with their sort keys: by distance if a point is given, else last confirmed first.
pub async fn list(
    db: &mut PgConnection,
    filter: &PublicFilter<'_>,
    today: Date,
) -> Result<Vec<(f64, PublicOfferRow)>> {
    let (after_sort, after_id) = filter
        .after
        .map_or((None, None), |(sort, id)| (Some(sort), Some(id)));
    #[expect(
        clippy::cast_possible_wrap,
        reason = "the bits are kept, the sign is not a number's"
    )]
    let must = filter.must as i64;
    let raw = sqlx::query_as!(
        Raw,
        r#"with found as (
               select v.*, case when $2::geography is null then null else st_distance(v.published_point, $2, false) end as distance_m,
                   case when $2::geography is null then -extract(epoch from v.last_confirmed_at)::float8 else round(st_distance(v.published_point, $2, false)) end as sort
               from public_offer v
               where ($1::text is null or v.category = $1)
                   and ($2::geography is null or st_dwithin(v.published_point, $2, $3, false))
                   and v.features_yes & $4 = $4
                   and ($9::uuid[] is null or v.id = any($9))
                   and ($10::text is null or v.content -> 'languages' @> to_jsonb($10::text))
                   and ($11::text is null or v.content #>> '{details,theme}' = $11)
                   and ($12::text is null or v.content #>> '{details,speciality}' = $12)
           )
           select f.id as "id!", f.reference as "reference!", f.category as "category!", f.provider_kind as "provider_kind!", f.provider_id as "provider_id!",
               f.provider_name, f.content as "content!: Json<OfferDraft>", f.place_id as "place_id!", f.published_point as "published_point!: Geog",
               f.last_confirmed_at as "last_confirmed_at!",
               (select e.register_date from offer_source e where e.offer_id = f.id) as register_date,
               (f.capacity - f.reserved - coalesce((
                   select case when count(*) < c.counters then 0 else min(n.reserved) end from offer_night n
                   where n.offer_id = f.id and n.day >= c.first and n.day < c.first + 14), 0))::integer as "free!",
               f.distance_m, f.sort as "sort!"
           from found f
           cross join lateral (
               select case f.category when 'medical' then $13::date else $8::date end as first, case f.category when 'medical' then 2 else 14 end as counters
           ) c
           where $5::float8 is null or (f.sort, f.id) > ($5, $6)
           order by f.sort, f.id limit $7"#,
        filter.category.map(Category::as_str), filter.near.map(|n| Geog::from(n.0)) as _, filter.near.map_or(0.0, |n| f64::from(n.1)), must,
        after_sort, after_id, filter.limit, to_date(today), filter.ids,
        filter.language, filter.theme, filter.speciality, to_date(Category::Medical.offered_from(today))
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::row).collect())
}

/// How many offers a search finds, on all of its pages.
pub async fn count_found(db: &mut PgConnection, filter: &PublicFilter<'_>) -> Result<i64> {
    #[expect(
        clippy::cast_possible_wrap,
        reason = "the bits are kept, the sign is not a number's"
    )]
    let must = filter.must as i64;
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from public_offer v
           where ($1::text is null or v.category = $1)
               and ($2::geography is null or st_dwithin(v.published_point, $2, $3, false))
               and v.features_yes & $4 = $4
               and ($5::text is null or v.content -> 'languages' @> to_jsonb($5::text))
               and ($6::text is null or v.content #>> '{details,theme}' = $6)
               and ($7::text is null or v.content #>> '{details,speciality}' = $7)"#,
        filter.category.map(Category::as_str),
        filter.near.map(|n| Geog::from(n.0)) as _,
        filter.near.map_or(0.0, |n| f64::from(n.1)),
        must,
        filter.language,
        filter.theme,
        filter.speciality
    )
    .fetch_one(db)
    .await
}

/// What was checked about providers, newest first: (provider, kind, when).
pub async fn list_checks(
    db: &mut PgConnection,
    providers: &[Uuid],
    now: Timestamp,
) -> Result<Vec<(ProviderId, String, Timestamp)>> {
    let rows = sqlx::query!(
        "select provider_id, kind, seen_at from vetting_evidence
         where provider_id = any($1) and lapses_at > $2 and superseded_at is null and result = 'passed' order by seen_at desc, id",
        providers, to_time(now)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (ProviderId(r.provider_id), r.kind, from_time(r.seen_at)))
        .collect())
}
