//! Visible offers, as the engine wants them.

use std::collections::{BTreeMap, HashMap};

use jiff::{Timestamp, civil::Date};
use punte_core::{
    id::{OfferId, ProviderId, RevisionId},
    matching::{Candidate, Reliability},
    offer::{Category, OfferDraft},
    provider::{ProviderKind, VettingLevel},
};
use sqlx::{PgConnection, postgres::types::PgRange, types::Json};
use uuid::Uuid;

use super::{
    Geog, Result, from_date, from_range, from_time, offer_revisions::checked_or_left_out, to_date,
};

/// A visible offer, and what the engine does not need of it.
pub struct Visible {
    /// Whose it is.
    pub provider: ProviderId,
    /// Until when it stays visible if nobody changes anything.
    pub until: Timestamp,
    /// As the engine sees it.
    pub candidate: Candidate,
}

struct Raw {
    id: Uuid,
    provider_id: Uuid,
    provider_kind: String,
    vetting_level: i16,
    revision_id: Uuid,
    content: Json<OfferDraft>,
    published_point: Geog,
    paused: bool,
    last_confirmed_at: time::OffsetDateTime,
    capacity: i32,
    reserved: i32,
    availability: Vec<PgRange<time::Date>>,
    night_days: Vec<time::Date>,
    night_reserved: Vec<i32>,
    leg_reserved: Vec<i32>,
    visible_until: time::OffsetDateTime,
    answered: i32,
    asked: i32,
}

impl Raw {
    fn visible(self) -> Option<Visible> {
        let kind = ProviderKind::from_name(&self.provider_kind)?;
        let vetting = VettingLevel::from_number(self.vetting_level)?;
        let point = self.published_point.point()?;
        let content = checked_or_left_out(self.id, self.content.0)?;
        let promised: BTreeMap<Date, u32> = self
            .night_days
            .into_iter()
            .map(from_date)
            .zip(
                self.night_reserved
                    .into_iter()
                    .map(|n| u32::try_from(n).unwrap_or(0)),
            )
            .collect();
        let capacity = u32::try_from(self.capacity).unwrap_or(0);
        let mut candidate = Candidate {
            capacity,
            free: capacity.saturating_sub(u32::try_from(self.reserved).unwrap_or(0)),
            availability: self.availability.iter().filter_map(from_range).collect(),
            promised,
            vetting,
            reliability: Reliability {
                answered: u16::try_from(self.answered).ok()?,
                asked: u16::try_from(self.asked).ok()?,
            },
            paused: self.paused,
            ..Candidate::new(
                OfferId(self.id),
                RevisionId(self.revision_id),
                &content,
                kind,
                point,
                from_time(self.last_confirmed_at),
            )
        };
        if !self.leg_reserved.is_empty() {
            let taken = self.leg_reserved.into_iter();
            let taken: Vec<u32> = taken.map(|n| u32::try_from(n).unwrap_or(0)).collect();
            candidate.take_seats(&taken);
        }
        Some(Visible {
            provider: ProviderId(self.provider_id),
            until: from_time(self.visible_until),
            candidate,
        })
    }
}

/// Which visible offers.
#[derive(Default)]
struct Which<'a> {
    category: Option<Category>,
    ids: Option<&'a [Uuid]>,
    after: Option<Uuid>,
    limit: Option<i64>,
}

/// Visible offers by id, with what is promised from `today` on: of medical help from the Monday of this week.
async fn select(db: &mut PgConnection, which: Which<'_>, today: Date) -> Result<Vec<Visible>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select v.id as "id!", v.provider_id as "provider_id!", v.provider_kind as "provider_kind!", v.vetting_level as "vetting_level!",
               v.revision_id as "revision_id!", v.content as "content!: Json<OfferDraft>", v.published_point as "published_point!: Geog",
               v.paused as "paused!", v.last_confirmed_at as "last_confirmed_at!", v.capacity as "capacity!", v.reserved as "reserved!",
               array(select a.during from offer_availability a where a.offer_id = v.id order by a.during) as "availability!",
               array(select n.day from offer_night n where n.offer_id = v.id and n.day >= c.first and n.reserved > 0 order by n.day) as "night_days!",
               array(select n.reserved from offer_night n where n.offer_id = v.id and n.day >= c.first and n.reserved > 0 order by n.day) as "night_reserved!",
               array(select l.reserved from offer_leg l where l.offer_id = v.id order by l.leg) as "leg_reserved!",
               v.visible_until as "visible_until!", coalesce(h.answered, 0) as "answered!", coalesce(h.asked, 0) as "asked!"
           from visible_offer v
           cross join lateral (select case v.category when 'medical' then $6::date else $3::date end as first) c
           left join provider_reliability h on h.provider_id = v.provider_id
           where ($1::text is null or v.category = $1) and ($2::uuid[] is null or v.id = any($2)) and ($4::uuid is null or v.id > $4)
           order by v.id limit $5"#,
        which.category.map(Category::as_str), which.ids, to_date(today), which.after, which.limit, to_date(Category::Medical.counted_from(today))
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::visible).collect())
}

/// All visible offers of a category.
pub async fn list(
    db: &mut PgConnection,
    category: Category,
    today: Date,
) -> Result<Vec<Candidate>> {
    let which = Which {
        category: Some(category),
        ..Which::default()
    };
    let visible = select(db, which, today).await?;
    Ok(visible.into_iter().map(|v| v.candidate).collect())
}

/// Those of the given offers that are visible.
pub async fn list_by_ids(db: &mut PgConnection, ids: &[Uuid], today: Date) -> Result<Vec<Visible>> {
    let which = Which {
        ids: Some(ids),
        ..Which::default()
    };
    select(db, which, today).await
}

/// In which countries the given offers lie that are visible, ISO 3166-1: of a ride those of its stops, in their order.
pub async fn list_countries(
    db: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<OfferId, Vec<String>>> {
    let rows = sqlx::query!(
        r#"select v.id as "id!",
               case when v.category = 'transport' then array(
                   select coalesce(p.country, '') from jsonb_array_elements(v.content #> '{details,stops}') with ordinality s (stop, n)
                   left join place p on p.id = (s.stop ->> 'place_id')::bigint
                   order by s.n)
               else array[o.country] end as "countries!"
           from visible_offer v
           join place o on o.id = v.place_id
           where v.id = any($1)"#,
        ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (OfferId(row.id), row.countries))
        .collect())
}

/// The next visible offers by id, at most `limit`.
pub async fn list_after(
    db: &mut PgConnection,
    after: Option<OfferId>,
    limit: i64,
    today: Date,
) -> Result<Vec<Visible>> {
    let which = Which {
        after: after.map(|id| id.0),
        limit: Some(limit),
        ..Which::default()
    };
    select(db, which, today).await
}

/// Number of approved offers: about as many as are visible.
pub async fn count_approved(db: &mut PgConnection) -> Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "n!" from offer where review = 'approved'"#)
        .fetch_one(db)
        .await
}

/// One visible offer, with its provider.
pub async fn find(
    db: &mut PgConnection,
    id: OfferId,
    today: Date,
) -> Result<Option<(ProviderId, Candidate)>> {
    let found = list_by_ids(db, &[id.0], today).await?.pop();
    Ok(found.map(|v| (v.provider, v.candidate)))
}
