//! Visible offers, as the engine wants them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use punte_core::{
    id::{OfferId, ProviderId, RevisionId},
    matching::{Candidate, Reliability},
    offer::{Category, OfferDraft},
    provider::{ProviderKind, VettingLevel},
};
use sqlx::{PgConnection, postgres::types::PgRange, types::Json};
use uuid::Uuid;

use super::{Geog, Result, from_date, from_range, from_time, offers::checked, to_date};

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
}

impl Raw {
    fn candidate(self) -> Result<Option<(ProviderId, Candidate)>> {
        let (Some(kind), Some(vetting), Some(point)) = (
            ProviderKind::from_name(&self.provider_kind),
            VettingLevel::from_number(self.vetting_level),
            self.published_point.point(),
        ) else {
            return Ok(None);
        };
        let content = checked(self.content.0)?;
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
        let candidate = Candidate {
            capacity,
            free: capacity.saturating_sub(u32::try_from(self.reserved).unwrap_or(0)),
            availability: self.availability.iter().filter_map(from_range).collect(),
            promised,
            vetting,
            reliability: Reliability::default(),
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
        Ok(Some((ProviderId(self.provider_id), candidate)))
    }
}

/// Visible offers of a category, or the one of an id, with what is promised from `today` on.
async fn select(
    db: &mut PgConnection,
    category: Option<Category>,
    id: Option<OfferId>,
    today: Date,
) -> Result<Vec<(ProviderId, Candidate)>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select v.id as "id!", v.provider_id as "provider_id!", v.provider_kind as "provider_kind!", v.vetting_level as "vetting_level!",
               v.revision_id as "revision_id!", v.content as "content!: Json<OfferDraft>", v.published_point as "published_point!: Geog",
               v.paused as "paused!", v.last_confirmed_at as "last_confirmed_at!", v.capacity as "capacity!", v.reserved as "reserved!",
               array(select a.during from offer_availability a where a.offer_id = v.id order by a.during) as "availability!",
               array(select n.day from offer_night n where n.offer_id = v.id and n.day >= $3 and n.reserved > 0 order by n.day) as "night_days!",
               array(select n.reserved from offer_night n where n.offer_id = v.id and n.day >= $3 and n.reserved > 0 order by n.day) as "night_reserved!"
           from visible_offer v where ($1::text is null or v.category = $1) and ($2::uuid is null or v.id = $2)"#,
        category.map(Category::as_str), id.map(|id| id.0), to_date(today)
    )
    .fetch_all(db)
    .await?;
    raw.into_iter()
        .filter_map(|r| r.candidate().transpose())
        .collect()
}

/// All visible offers of a category.
pub async fn list(
    db: &mut PgConnection,
    category: Category,
    today: Date,
) -> Result<Vec<Candidate>> {
    Ok(select(db, Some(category), None, today)
        .await?
        .into_iter()
        .map(|(_, candidate)| candidate)
        .collect())
}

/// One visible offer, with its provider.
pub async fn find(
    db: &mut PgConnection,
    id: OfferId,
    today: Date,
) -> Result<Option<(ProviderId, Candidate)>> {
    Ok(select(db, None, Some(id), today).await?.pop())
}
