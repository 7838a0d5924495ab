//! Requests and needs.

use jiff::Timestamp;
use punte_core::{
    id::{NeedId, PlaceId, RequestId},
    locale::Locale,
    mail_kind::MailKind,
    offer::Category,
    quiet::QuietHours,
    request::{ClosingReason, Contact, Household, Need, NeedState},
};
use sqlx::{PgConnection, types::Json};
use time::OffsetDateTime;

use super::{
    Result, accounts::quiet_hours, from_time, request_contacts, to_date, to_range, to_time,
};
use crate::vault::Vault;

/// A request without its contact.
pub struct RequestRow {
    /// Its id.
    pub id: RequestId,
    /// Who comes.
    pub household: Household,
    /// Nobody in it is surely of age.
    pub unaccompanied_minor: bool,
    /// Where they are.
    pub place: Option<PlaceId>,
    /// Their language.
    pub locale: Locale,
    /// Whether they want a mail when an offer fits.
    pub alerts: bool,
    /// Whether they may be sent text messages.
    pub sms: bool,
    /// The kinds of mails that they do without.
    pub muted: Vec<MailKind>,
    /// When they get none that can wait.
    pub quiet: Option<QuietHours>,
    /// `open`, `withdrawn` or `closed`.
    pub state: String,
    /// Nobody can say any more whose it was.
    pub erased: bool,
    /// The eleven digits of its short number; none once it is erased.
    pub number: Option<i64>,
    /// Since when an account keeps it, to whom that is to see; none if none does.
    pub kept_since: Option<Timestamp>,
    /// Row version.
    pub version: i64,
    /// When it was filed.
    pub created_at: Timestamp,
}

/// A need.
pub struct NeedRow {
    /// Its id.
    pub id: NeedId,
    /// Its request.
    pub request: RequestId,
    /// Its category.
    pub category: Category,
    /// What is asked.
    pub need: Need,
    /// Units that are asked for, or were until its household let go of the rest.
    pub quantity: u32,
    /// Units promised.
    pub served: u32,
    /// Where it stands.
    pub state: NeedState,
    /// Row version.
    pub version: i64,
    /// When its household was asked last whether it still stands.
    pub asked_at: Option<Timestamp>,
    /// When it last answered that.
    pub confirmed_at: Option<Timestamp>,
}

impl NeedRow {
    /// Since when its household is asked whether it still stands; none if nobody asks.
    pub fn asked_since(&self) -> Option<Timestamp> {
        self.asked_at.filter(|asked| {
            self.state.is_unhelped() && self.confirmed_at.is_none_or(|said| said < *asked)
        })
    }
}

/// A new request, ready to be written.
pub struct NewRequestRow<'a> {
    /// Its id.
    pub id: RequestId,
    /// Who comes.
    pub household: &'a Household,
    /// Where they are.
    pub place: Option<PlaceId>,
    /// Their language.
    pub locale: Locale,
    /// Whether they want a mail when an offer fits.
    pub alerts: bool,
    /// Whether they may be sent text messages.
    pub sms: bool,
    /// HMAC-SHA-256 of the tracking code.
    pub tracking_hash: &'a [u8],
    /// Local day of filing.
    pub filed_on: jiff::civil::Date,
}

/// Adds a request with its contact.
pub async fn insert(
    db: &mut PgConnection,
    vault: &Vault,
    new: &NewRequestRow<'_>,
    contact: &Contact,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into request (id, household, adults, oldest_born_to, filed_on, place_id, locale, tracking_hash, alerts, sms, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        new.id.0, Json(new.household) as _, i16::try_from(new.household.adults()).unwrap_or(i16::MAX), new.household.oldest_born.map(|b| b.to),
        to_date(new.filed_on), new.place.map(|p| p.0), new.locale.as_str(), new.tracking_hash, new.alerts, new.sms, to_time(now)
    )
    .execute(&mut *db)
    .await?;
    request_contacts::insert(db, vault, new.id, contact).await
}

/// Adds a need at a position of its request; `continues` is the need that it goes on from.
pub async fn insert_need(
    db: &mut PgConnection,
    id: NeedId,
    request: RequestId,
    position: i16,
    need: &Need,
    continues: Option<NeedId>,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into need (id, request_id, position, category, content, dates, quantity, continues, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id.0, request.0, position, need.category().as_str(), Json(need) as _, need.dates.map(to_range), i32::from(need.quantity), continues.map(|n| n.0), to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether another need goes on from one.
pub async fn is_continued(db: &mut PgConnection, id: NeedId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from need where continues = $1) as "continued!""#,
        id.0
    )
    .fetch_one(db)
    .await
}

/// A request.
pub async fn find(db: &mut PgConnection, id: RequestId) -> Result<Option<RequestRow>> {
    let row = sqlx::query!(
        r#"select id, household as "household: Json<Household>", unaccompanied_minor as "unaccompanied_minor!", place_id, locale, alerts, sms, muted_mails, quiet_from, quiet_to, state,
               erased_at is not null as "erased!", number, version, created_at,
               (select k.kept_at from request_account k where k.request_id = request.id) as kept_at
           from request where id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| RequestRow {
        id: RequestId(r.id),
        household: r.household.0,
        unaccompanied_minor: r.unaccompanied_minor,
        place: r.place_id.map(PlaceId),
        locale: Locale::from_tag(&r.locale).unwrap_or_default(),
        alerts: r.alerts,
        sms: r.sms,
        muted: r
            .muted_mails
            .iter()
            .filter_map(|kind| MailKind::from_name(kind))
            .collect(),
        quiet: quiet_hours(r.quiet_from, r.quiet_to),
        state: r.state,
        erased: r.erased,
        number: r.number,
        kept_since: r.kept_at.map(from_time),
        version: r.version,
        created_at: from_time(r.created_at),
    }))
}

/// The request of a tracking code.
pub async fn find_by_tracking_hash(
    db: &mut PgConnection,
    hash: &[u8],
) -> Result<Option<RequestId>> {
    Ok(
        sqlx::query_scalar!("select id from request where tracking_hash = $1", hash)
            .fetch_optional(db)
            .await?
            .map(RequestId),
    )
}

pub(super) struct RawNeed {
    pub id: uuid::Uuid,
    pub request_id: uuid::Uuid,
    pub category: String,
    pub content: Json<Need>,
    pub quantity: i32,
    pub served: i32,
    pub state: String,
    pub version: i64,
    pub asked_at: Option<OffsetDateTime>,
    pub confirmed_at: Option<OffsetDateTime>,
}

impl RawNeed {
    pub fn row(self) -> Option<NeedRow> {
        Some(NeedRow {
            id: NeedId(self.id),
            request: RequestId(self.request_id),
            category: Category::from_name(&self.category)?,
            need: self.content.0,
            quantity: u32::try_from(self.quantity).ok()?,
            served: u32::try_from(self.served).ok()?,
            state: NeedState::from_name(&self.state)?,
            version: self.version,
            asked_at: self.asked_at.map(from_time),
            confirmed_at: self.confirmed_at.map(from_time),
        })
    }
}

/// The needs of a request, in order.
pub async fn list_needs(db: &mut PgConnection, request: RequestId) -> Result<Vec<NeedRow>> {
    let raw = sqlx::query_as!(
        RawNeed,
        r#"select id, request_id, category, content as "content: Json<Need>", quantity, served, state, version, asked_at, confirmed_at from need where request_id = $1 order by position"#,
        request.0
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(RawNeed::row).collect())
}

/// A need.
pub async fn find_need(db: &mut PgConnection, id: NeedId) -> Result<Option<NeedRow>> {
    let raw = sqlx::query_as!(
        RawNeed,
        r#"select id, request_id, category, content as "content: Json<Need>", quantity, served, state, version, asked_at, confirmed_at from need where id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.and_then(RawNeed::row))
}

/// Locks a request; everything that a household does begins with it.
pub async fn lock(db: &mut PgConnection, id: RequestId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select true as "found!" from request where id = $1 for no key update"#,
        id.0
    )
    .fetch_optional(db)
    .await?
    .is_some())
}

/// Locks a need, as it is by then; every change of its matches begins with it.
pub async fn lock_need(db: &mut PgConnection, id: NeedId) -> Result<Option<NeedRow>> {
    let raw = sqlx::query_as!(
        RawNeed,
        r#"select id, request_id, category, content as "content: Json<Need>", quantity, served, state, version, asked_at, confirmed_at
           from need where id = $1 for no key update"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.and_then(RawNeed::row))
}

/// Moves a need to a state.
pub async fn update_need_state(db: &mut PgConnection, id: NeedId, state: NeedState) -> Result<()> {
    sqlx::query!(
        "update need set state = $2, version = version + 1 where id = $1",
        id.0,
        state.as_str()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down that a need still stands.
pub async fn update_need_confirmed(
    db: &mut PgConnection,
    id: NeedId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update need set confirmed_at = $2, version = version + 1 where id = $1",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Closes a need for which nothing is agreed.
pub async fn update_need_closed(
    db: &mut PgConnection,
    id: NeedId,
    reason: ClosingReason,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update need set state = 'closed', closing_reason = $2, confirmed_at = $3, version = version + 1 where id = $1",
        id.0,
        reason.as_str(),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets go of the rest of a need that is partly agreed: it asks for no more, and is served. `heard` is when its household said so, if it did.
pub async fn update_need_rest(
    db: &mut PgConnection,
    id: NeedId,
    heard: Option<Timestamp>,
) -> Result<()> {
    sqlx::query!(
        "update need set quantity = served, content = jsonb_set(content, '{quantity}', to_jsonb(served)), state = 'served',
             confirmed_at = coalesce($2, confirmed_at), version = version + 1
         where id = $1 and state = 'partly_served'",
        id.0,
        heard.map(to_time)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down the language of a household whose contacts changed, and raises the version of its request.
pub async fn update_locale(db: &mut PgConnection, id: RequestId, locale: Locale) -> Result<()> {
    sqlx::query!(
        "update request set locale = $2, version = version + 1 where id = $1",
        id.0,
        locale.as_str()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts right who comes and where they are. The database knows from it whether a child is alone, and wants a case then.
pub async fn update_household(
    db: &mut PgConnection,
    id: RequestId,
    household: &Household,
    place: Option<PlaceId>,
) -> Result<()> {
    sqlx::query!(
        "update request set household = $2, adults = $3, oldest_born_to = $4, place_id = $5, version = version + 1 where id = $1",
        id.0, Json(household) as _, i16::try_from(household.adults()).unwrap_or(i16::MAX), household.oldest_born.map(|b| b.to), place.map(|p| p.0)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts right what a need asks. Whoever does says with it that it stands; when that is asked next is looked at anew, as it may be more urgent.
/// One whose days were over looks again.
pub async fn update_need(
    db: &mut PgConnection,
    id: NeedId,
    need: &Need,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update need set content = $2, dates = $3, quantity = $4, confirmed_at = $5, ask_at = $5,
             state = case state when 'expired' then 'open' else state end, version = version + 1 where id = $1",
        id.0, Json(need) as _, need.dates.map(to_range), i32::from(need.quantity), to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Raises the version of a request: something that is seen with it changed.
pub async fn update_version(db: &mut PgConnection, id: RequestId) -> Result<()> {
    sqlx::query!(
        "update request set version = version + 1 where id = $1",
        id.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether a household may be sent text messages.
pub async fn wants_sms(db: &mut PgConnection, id: RequestId) -> Result<bool> {
    let wants = sqlx::query_scalar!("select sms from request where id = $1", id.0)
        .fetch_optional(db)
        .await?;
    Ok(wants.unwrap_or(false))
}

/// Sends mails to a household when an offer fits, as it agreed.
pub async fn update_alerts(db: &mut PgConnection, id: RequestId) -> Result<()> {
    sqlx::query!(
        "update request set alerts = true, version = version + 1 where id = $1",
        id.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Moves a request to a state; its end is when it left `open`.
pub async fn update_state(db: &mut PgConnection, id: RequestId, state: &str) -> Result<()> {
    sqlx::query!(
        "update request set state = $2, ended_at = case when $2 <> 'open' then coalesce(ended_at, app_now()) end, version = version + 1
         where id = $1",
        id.0,
        state
    )
    .execute(db)
    .await?;
    Ok(())
}
