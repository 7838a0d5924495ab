//! Offers: their row, where they stand, and their stock. What they say is in [`offer_revisions`].

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, OfferId, PlaceId, ProviderId, RevisionId},
    offer::{Category, OfferContent, OfferPrivate, ReviewState},
    place::GeoPoint,
    provider::VettingLevel,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Geog, Result, availability, from_time, offer_revisions, to_time};
use crate::vault::Vault;

/// An offer without its content.
pub struct OfferRow {
    /// Its id.
    pub id: OfferId,
    /// Reference code that people read out.
    pub reference: String,
    /// Whose.
    pub provider: ProviderId,
    /// Its category.
    pub category: Category,
    /// Where it stands.
    pub review: ReviewState,
    /// The provider pauses.
    pub paused: bool,
    /// The newest version.
    pub latest_revision: RevisionId,
    /// The approved version.
    pub live_revision: Option<RevisionId>,
    /// When the provider last said that it stands.
    pub last_confirmed_at: Timestamp,
    /// When it lapses.
    pub expires_at: Timestamp,
    /// Until when what was checked about the approved version counts; none if it does not run out.
    pub checks_until: Option<Timestamp>,
    /// Operational capacity.
    pub capacity: u32,
    /// Promised of it, where days do not matter.
    pub reserved: u32,
    /// Row version.
    pub version: i64,
}

/// What the row keeps of a revision so that SQL can pre-filter.
pub struct Derived {
    /// The settlement.
    pub place: PlaceId,
    /// The point that everybody may see.
    pub point: GeoPoint,
    /// Private place or person.
    pub private: bool,
    /// Meant for minors.
    pub for_minors: bool,
    /// The least level of its provider.
    pub least_vetting: VettingLevel,
    /// Features stated so.
    pub yes: u64,
    /// Features stated not so.
    pub no: u64,
}

/// A new offer.
pub struct NewOffer<'a> {
    /// Its id.
    pub id: OfferId,
    /// Its reference code.
    pub reference: &'a str,
    /// Whose.
    pub provider: ProviderId,
    /// Who writes.
    pub by: AccountId,
    /// Its category.
    pub category: Category,
    /// Its first revision.
    pub revision: RevisionId,
    /// When it lapses unless confirmed.
    pub expires_at: Timestamp,
}

fn decode_error(what: &'static str) -> sqlx::Error {
    sqlx::Error::Decode(what.into())
}

#[expect(
    clippy::cast_possible_wrap,
    reason = "the bits are kept, the sign is not a number's"
)]
const fn bits(set: u64) -> i64 {
    set as i64
}

/// Adds an offer with its first revision, private data and stock.
pub async fn insert(
    db: &mut PgConnection,
    vault: &Vault,
    new: &NewOffer<'_>,
    content: &OfferContent,
    private: &OfferPrivate,
    derived: &Derived,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into offer (id, reference, provider_id, category, latest_revision_id, place_id, published_point, private, for_minors,
             least_vetting, features_yes, features_no, last_confirmed_at, expires_at, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $13)",
        new.id.0, new.reference, new.provider.0, new.category.as_str(), new.revision.0, derived.place.0, Geog::from(derived.point) as _,
        derived.private, derived.for_minors, derived.least_vetting.number(), bits(derived.yes), bits(derived.no),
        to_time(now), to_time(new.expires_at), new.by.0
    )
    .execute(&mut *db)
    .await?;
    offer_revisions::insert(
        db,
        vault,
        new.revision,
        new.id,
        1,
        content,
        private,
        derived.point,
        new.by,
        now,
    )
    .await?;
    sqlx::query!(
        "insert into offer_stock (offer_id, capacity) values ($1, $2)",
        new.id.0,
        i32::from(content.capacity)
    )
    .execute(&mut *db)
    .await?;
    availability::replace(db, new.id, &content.availability).await
}

/// Sets what the row keeps of its revision.
pub async fn update_derived(db: &mut PgConnection, id: OfferId, d: &Derived) -> Result<()> {
    sqlx::query!(
        "update offer set place_id = $2, published_point = $3, private = $4, for_minors = $5, least_vetting = $6, features_yes = $7, features_no = $8 where id = $1",
        id.0, d.place.0, Geog::from(d.point) as _, d.private, d.for_minors, d.least_vetting.number(), bits(d.yes), bits(d.no)
    )
    .execute(db)
    .await?;
    Ok(())
}

struct Raw {
    id: uuid::Uuid,
    reference: String,
    provider_id: uuid::Uuid,
    category: String,
    review: String,
    paused: bool,
    latest_revision_id: uuid::Uuid,
    live_revision_id: Option<uuid::Uuid>,
    last_confirmed_at: time::OffsetDateTime,
    expires_at: time::OffsetDateTime,
    checks_until: Option<time::OffsetDateTime>,
    capacity: i32,
    reserved: i32,
    version: i64,
}

impl Raw {
    fn row(self) -> Result<OfferRow> {
        Ok(OfferRow {
            id: OfferId(self.id),
            reference: self.reference,
            provider: ProviderId(self.provider_id),
            category: Category::from_name(&self.category)
                .ok_or_else(|| decode_error("category"))?,
            review: ReviewState::from_name(&self.review).ok_or_else(|| decode_error("review"))?,
            paused: self.paused,
            latest_revision: RevisionId(self.latest_revision_id),
            live_revision: self.live_revision_id.map(RevisionId),
            last_confirmed_at: from_time(self.last_confirmed_at),
            expires_at: from_time(self.expires_at),
            checks_until: self.checks_until.map(from_time),
            capacity: u32::try_from(self.capacity).unwrap_or(0),
            reserved: u32::try_from(self.reserved).unwrap_or(0),
            version: self.version,
        })
    }
}

/// An offer.
pub async fn find(db: &mut PgConnection, id: OfferId) -> Result<Option<OfferRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select o.id, o.reference, o.provider_id, o.category, o.review, o.paused, o.latest_revision_id, o.live_revision_id,
             o.last_confirmed_at, o.expires_at, o.checks_until, s.capacity, s.reserved, o.version
         from offer o join offer_stock s on s.offer_id = o.id where o.id = $1",
        id.0
    )
    .fetch_optional(db)
    .await?;
    raw.map(Raw::row).transpose()
}

/// Whether an offer is one that people see.
pub async fn is_visible(db: &mut PgConnection, id: OfferId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from visible_offer where id = $1) as "seen!""#,
        id.0
    )
    .fetch_one(db)
    .await
}

/// Locks an offer against every other change and every promise until the transaction ends; false if there is none.
pub async fn lock(db: &mut PgConnection, id: OfferId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select true as "found!" from offer where id = $1 for no key update"#,
        id.0
    )
    .fetch_optional(db)
    .await?
    .is_some())
}

/// What offers of a provider are called in their newest version.
pub async fn list_titles(
    db: &mut PgConnection,
    provider: ProviderId,
    ids: &[OfferId],
) -> Result<Vec<(OfferId, String)>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select o.id, r.content ->> 'title' as "title!" from offer o join offer_revision r on r.id = o.latest_revision_id
           where o.provider_id = $1 and o.id = any($2)"#,
        provider.0,
        &ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (OfferId(r.id), r.title)).collect())
}

/// The offers of a provider, newest first, after the given one.
pub async fn list_by_provider(
    db: &mut PgConnection,
    provider: ProviderId,
    after: Option<OfferId>,
    limit: i64,
) -> Result<Vec<OfferRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select o.id, o.reference, o.provider_id, o.category, o.review, o.paused, o.latest_revision_id, o.live_revision_id,
             o.last_confirmed_at, o.expires_at, o.checks_until, s.capacity, s.reserved, o.version
         from offer o join offer_stock s on s.offer_id = o.id
         where o.provider_id = $1 and ($2::uuid is null or o.id < $2) order by o.id desc limit $3",
        provider.0, after.map(|a| a.0), limit
    )
    .fetch_all(db)
    .await?;
    raw.into_iter().map(Raw::row).collect()
}

/// The offer of a reference, however it is written.
pub async fn find_by_reference(db: &mut PgConnection, reference: &str) -> Result<Option<OfferId>> {
    Ok(sqlx::query_scalar!(
        "select id from offer where reference = upper($1)",
        reference
    )
    .fetch_optional(db)
    .await?
    .map(OfferId))
}

/// What a mail is about, if it is a match or an inquiry: `match` or `inquiry`, and the reference of the offer.
pub async fn find_reference_of(
    db: &mut PgConnection,
    about: Uuid,
) -> Result<Option<(String, String)>> {
    let row = sqlx::query!(
        r#"select 'match' as "kind!", o.reference as "reference!" from match m join offer o on o.id = m.offer_id where m.id = $1
           union all
           select 'inquiry', o.reference from inquiry i join offer o on o.id = i.offer_id where i.id = $1"#,
        about
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| (r.kind, r.reference)))
}

/// Moves an offer along its axes and raises its version.
pub async fn update_state(
    db: &mut PgConnection,
    id: OfferId,
    review: ReviewState,
    paused: bool,
) -> Result<()> {
    sqlx::query!(
        "update offer set review = $2, paused = $3, version = version + 1 where id = $1",
        id.0,
        review.as_str(),
        paused
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Points an offer at a newer version and moves it along the review axis.
pub async fn update_latest(
    db: &mut PgConnection,
    id: OfferId,
    latest: RevisionId,
    review: ReviewState,
) -> Result<()> {
    sqlx::query!("update offer set latest_revision_id = $2, review = $3, version = version + 1 where id = $1", id.0, latest.0, review.as_str())
        .execute(db)
        .await?;
    Ok(())
}

/// Writes down that an edit hid the offer: what was proposed before cannot be accepted any more.
pub async fn update_material_since(
    db: &mut PgConnection,
    id: OfferId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update offer set material_since = $2 where id = $1",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes a revision the live one. The database refuses unless enough moderators approved it.
pub async fn update_approved(
    db: &mut PgConnection,
    id: OfferId,
    live: RevisionId,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update offer_revision set approved_at = coalesce(approved_at, $2) where id = $1",
        live.0,
        to_time(now)
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update offer set review = 'approved', live_revision_id = $2, last_confirmed_at = $3, expires_at = $4, version = version + 1 where id = $1",
        id.0, live.0, to_time(now), to_time(expires_at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The approved offers of a provider.
pub async fn list_approved(db: &mut PgConnection, provider: ProviderId) -> Result<Vec<OfferId>> {
    Ok(sqlx::query_scalar!(
        "select id from offer where provider_id = $1 and review = 'approved' order by id",
        provider.0
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(OfferId)
    .collect())
}
