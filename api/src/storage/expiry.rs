//! Deadlines of offers and of what was checked about their providers.

use jiff::Timestamp;
use punte_core::{
    id::{OfferId, ProviderId},
    locale::Locale,
    offer::{Category, Reminder},
    provider::{ProviderKind, VettingLevel},
};
use sqlx::PgConnection;

use super::{Result, from_time, to_time};

/// An offer whose deadline is to be spoken of.
pub struct Deadline {
    /// The offer.
    pub offer: OfferId,
    /// Whose.
    pub provider: ProviderId,
    /// When it lapses.
    pub at: Timestamp,
}

/// Visible offers, or one if it is, that lapse after one instant and until another, of which this was not said yet. In a transaction they
/// stay locked; what somebody else changes meanwhile is left for the next look.
pub async fn lock_due(
    db: &mut PgConnection,
    reminder: Reminder,
    (after, until): (Timestamp, Timestamp),
    only: Option<OfferId>,
    limit: i64,
) -> Result<Vec<Deadline>> {
    let rows = sqlx::query!(
        "select o.id, o.provider_id, o.expires_at from offer o join provider p on p.id = o.provider_id
         where o.review = 'approved' and not o.paused and p.status = 'vetted' and o.expires_at > $1 and o.expires_at <= $2
             and ($5::uuid is null or o.id = $5)
             and not exists (select from offer_reminder r where r.offer_id = o.id and r.deadline = o.expires_at and r.stage = $3)
         order by o.expires_at, o.id limit $4 for no key update of o skip locked",
        to_time(after),
        to_time(until),
        reminder.as_str(),
        limit,
        only.map(|id| id.0)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Deadline {
            offer: OfferId(r.id),
            provider: ProviderId(r.provider_id),
            at: from_time(r.expires_at),
        })
        .collect())
}

/// Writes down what was said of a deadline, by its name in the database.
pub async fn insert_reminder(
    db: &mut PgConnection,
    deadline: &Deadline,
    stage: &str,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into offer_reminder (offer_id, deadline, stage, sent_at) values ($1, $2, $3, $4) on conflict do nothing",
        deadline.offer.0,
        to_time(deadline.at),
        stage,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A provider whose checks are to be spoken of.
pub struct CheckDeadline {
    /// Who.
    pub provider: ProviderId,
    /// Until when they count.
    pub at: Timestamp,
}

/// As [`lock_due`], of what was checked about one provider, or about all who have something that people see as long as it counts. A level
/// that ended before its time, as an upgrade ended those without what lies below them, hides what was seen until then.
pub async fn lock_due_checks(
    db: &mut PgConnection,
    reminder: Reminder,
    (after, until): (Timestamp, Timestamp),
    only: Option<ProviderId>,
    limit: i64,
) -> Result<Vec<CheckDeadline>> {
    let rows = sqlx::query!(
        r#"select p.id, p.vetted_until as "vetted_until!" from provider p
           where p.status in ('vetted', 'lapsed') and p.vetted_until > $1 and p.vetted_until <= $2
               and ($5::uuid is null or p.id = $5)
               and exists (select from offer o cross join lateral (select offer_vetted_until(o.id) as until) carried
                   where o.provider_id = p.id and o.review = 'approved'
                       and (carried.until = p.vetted_until or carried.until < p.vetted_until and o.least_vetting <= p.vetting_level))
               and not exists (select from provider_reminder r where r.provider_id = p.id and r.deadline = p.vetted_until and r.stage = $3)
           order by p.vetted_until, p.id limit $4 for no key update of p skip locked"#,
        to_time(after),
        to_time(until),
        reminder.as_str(),
        limit,
        only.map(|id| id.0)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| CheckDeadline {
            provider: ProviderId(r.id),
            at: from_time(r.vetted_until),
        })
        .collect())
}

/// Writes down what was said of what was checked.
pub async fn insert_check_reminder(
    db: &mut PgConnection,
    deadline: &CheckDeadline,
    reminder: Reminder,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into provider_reminder (provider_id, deadline, stage, sent_at) values ($1, $2, $3, $4) on conflict do nothing",
        deadline.provider.0,
        to_time(deadline.at),
        reminder.as_str(),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How many lines [`list_offers`] and [`list_providers`] have.
pub async fn count(
    db: &mut PgConnection,
    now: Timestamp,
    (after, until): (Timestamp, Timestamp),
    vetted_until: Timestamp,
) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"select (select count(*) from offer o join provider p on p.id = o.provider_id
                   where o.review = 'approved' and not o.paused and p.status = 'vetted' and o.expires_at > $1 and o.expires_at <= $2) as "offers!",
               (select count(*) from provider p
                   where p.status in ('unvetted', 'vetted', 'lapsed')
                       and (p.vetted_until is null or p.vetted_until <= $3 or p.level_lost is not null)
                       and exists (select from offer o where o.provider_id = p.id and o.review = 'approved' and o.expires_at > $4
                           and offer_vetted_until(o.id) <= $3)) as "providers!""#,
        to_time(after),
        to_time(until),
        to_time(vetted_until),
        to_time(now)
    )
    .fetch_one(db)
    .await?;
    Ok((row.offers, row.providers))
}

/// An offer that lapses soon, or did.
pub struct ExpiringOffer {
    /// Its id.
    pub id: OfferId,
    /// Its reference.
    pub reference: String,
    /// Whose.
    pub provider: ProviderId,
    /// Its category.
    pub category: Category,
    /// The title that people see.
    pub title: String,
    /// The language of the title.
    pub language: Option<Locale>,
    /// When it lapses.
    pub expires_at: Timestamp,
}

/// Approved offers that are not paused and lapse after one instant and until another, the first in front, behind a key.
pub async fn list_offers(
    db: &mut PgConnection,
    (after, until): (Timestamp, Timestamp),
    behind: Option<(Timestamp, OfferId)>,
    limit: i64,
) -> Result<Vec<ExpiringOffer>> {
    let rows = sqlx::query!(
        r#"select o.id, o.reference, o.provider_id, o.category, o.expires_at, r.content ->> 'title' as "title!", r.content ->> 'language' as "language!"
           from offer o join offer_revision r on r.id = o.live_revision_id join provider p on p.id = o.provider_id
           where o.review = 'approved' and not o.paused and p.status = 'vetted' and o.expires_at > $1 and o.expires_at <= $2
               and ($4::timestamptz is null or (o.expires_at, o.id) > ($4, $5::uuid))
           order by o.expires_at, o.id limit $3"#,
        to_time(after),
        to_time(until),
        limit,
        behind.map(|(at, _)| to_time(at)),
        behind.map(|(_, id)| id.0)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(ExpiringOffer {
                id: OfferId(r.id),
                reference: r.reference,
                provider: ProviderId(r.provider_id),
                category: Category::from_name(&r.category)?,
                title: r.title,
                language: Locale::from_tag(&r.language),
                expires_at: from_time(r.expires_at),
            })
        })
        .collect())
}

/// A provider who has to be checked again, or had to be.
pub struct LapsingProvider {
    /// Who.
    pub id: ProviderId,
    /// What it is.
    pub kind: ProviderKind,
    /// Until when what was checked counts; none where it counts no more, because its name or register entry was corrected, or because it
    /// was taken back.
    pub vetted_until: Option<Timestamp>,
    /// The level that it had and lost, where something lower counts on.
    pub level_lost: Option<VettingLevel>,
    /// How many of its offers vanish, or did: those that need what is over.
    pub offers: i64,
}

impl LapsingProvider {
    /// By what they are listed: until when what was checked counts, nothing for what counts no more, and who.
    pub fn key(&self) -> (Option<Timestamp>, ProviderId) {
        let until = self.vetted_until.filter(|_| self.level_lost.is_none());
        (until, self.id)
    }
}

/// Providers with approved offers that have not lapsed at an instant, and that what was checked about them carries until another at most or
/// not any more, the first in front, behind a key.
pub async fn list_providers(
    db: &mut PgConnection,
    now: Timestamp,
    until: Timestamp,
    behind: Option<(Option<Timestamp>, ProviderId)>,
    limit: i64,
) -> Result<Vec<LapsingProvider>> {
    let rows = sqlx::query!(
        r#"select p.id, p.kind, p.vetted_until, p.level_lost, count(o.id) as "offers!"
           from provider p join offer o on o.provider_id = p.id and o.review = 'approved' and o.expires_at > $3
               cross join lateral (select coalesce(case when p.level_lost is null then p.vetted_until end, '-infinity') as at) ends
           where p.status in ('unvetted', 'vetted', 'lapsed')
               and (p.vetted_until is null or p.vetted_until <= $1 or p.level_lost is not null)
               and offer_vetted_until(o.id) <= $1
               and ($5::uuid is null or (ends.at, p.id) > (coalesce($4::timestamptz, '-infinity'), $5))
           group by p.id, p.kind, p.vetted_until, p.level_lost, ends.at
           order by ends.at, p.id limit $2"#,
        to_time(until),
        limit,
        to_time(now),
        behind.and_then(|(at, _)| at).map(to_time),
        behind.map(|(_, id)| id.0)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(LapsingProvider {
                id: ProviderId(r.id),
                kind: ProviderKind::from_name(&r.kind)?,
                vetted_until: r.vetted_until.map(from_time),
                level_lost: r.level_lost.and_then(VettingLevel::from_number),
                offers: r.offers,
            })
        })
        .collect())
}
