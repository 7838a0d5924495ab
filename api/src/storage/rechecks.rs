//! What was checked about offers that people see, and its end.

use jiff::Timestamp;
use punte_core::{
    checklist::Held,
    id::{OfferId, ProviderId, ReviewItemId, RevisionId},
    verification::CheckEnd,
};
use sqlx::PgConnection;

use super::{Result, expiry::Deadline, from_time, to_time};

/// An offer that has to be looked at again.
pub struct DueRecheck {
    /// The offer.
    pub offer: OfferId,
    /// The version that people see.
    pub revision: RevisionId,
    /// Until when what was checked counts.
    pub until: Timestamp,
}

/// Offers, or one if it is, of which what was checked counts until an instant at most, and nothing waits in the queue. Not those that
/// nobody would see anyway, nor those of which a decision can still be taken back. In a transaction they stay locked; what somebody else
/// changes meanwhile is left for the next look.
pub async fn lock_due(
    db: &mut PgConnection,
    until: Timestamp,
    now: Timestamp,
    only: Option<OfferId>,
    limit: i64,
) -> Result<Vec<DueRecheck>> {
    let rows = sqlx::query!(
        r#"select o.id, o.live_revision_id as "revision!", o.checks_until as "until!"
           from offer o join provider p on p.id = o.provider_id
           where o.review = 'approved' and not o.paused and p.status = 'vetted' and o.expires_at > $1 and o.checks_until <= $2
               and ($4::uuid is null or o.id = $4)
               and not exists (select from review_item i where i.offer_id = o.id and i.state = 'open')
               and not exists (
                   select from decision_undo u join review_item i on i.id = u.review_item_id where i.offer_id = o.id and u.until > $1)
           order by o.checks_until, o.id limit $3 for no key update of o skip locked"#,
        to_time(now),
        to_time(until),
        limit,
        only.map(|id| id.0)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| DueRecheck {
            offer: OfferId(r.id),
            revision: RevisionId(r.revision),
            until: from_time(r.until),
        })
        .collect())
}

/// The homes of a host that were approved and have not lapsed, and of which nothing waits in the queue and no decision can be taken back.
/// They stay locked.
pub async fn lock_homes(
    db: &mut PgConnection,
    provider: ProviderId,
    now: Timestamp,
) -> Result<Vec<DueRecheck>> {
    let rows = sqlx::query!(
        r#"select o.id, o.live_revision_id as "revision!", o.checks_until as "until!"
           from offer o join provider p on p.id = o.provider_id
           where o.provider_id = $1 and o.category = 'housing' and o.review = 'approved' and p.status in ('vetted', 'lapsed')
               and o.expires_at > $2 and o.checks_until > $2
               and not exists (select from review_item i where i.offer_id = o.id and i.state = 'open')
               and not exists (
                   select from decision_undo u join review_item i on i.id = u.review_item_id where i.offer_id = o.id and u.until > $2)
           order by o.id for no key update of o"#,
        provider.0,
        to_time(now)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| DueRecheck {
            offer: OfferId(r.id),
            revision: RevisionId(r.revision),
            until: from_time(r.until),
        })
        .collect())
}

/// Puts what people see into the queue, to be looked at again.
pub async fn insert(
    db: &mut PgConnection,
    id: ReviewItemId,
    due: &DueRecheck,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into review_item (id, offer_id, revision_id, kind, approvals_required, checks_until, opened_at)
         values ($1, $2, $3, 'recheck', 1, $4, $5)",
        id.0,
        due.offer.0,
        due.revision.0,
        to_time(due.until),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Until when the newest yes to each point counts that stands about a version.
pub async fn list_held(db: &mut PgConnection, revision: RevisionId) -> Result<Held> {
    let rows = sqlx::query!(
        "select distinct on (k.item) k.item, k.expires_at
         from review_decision d join review_check k on k.decision_id = d.id
         where d.revision_id = $1 and d.decision = 'approve' and d.undone_at is null and k.result = 'yes'
         order by k.item, k.checked_at desc, d.id desc",
        revision.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (r.item, r.expires_at.map(from_time)))
        .collect())
}

/// Offers, or one if it is, that would be seen and of which the end of what was checked lies where this is said, and was not yet. In a
/// transaction they stay locked; what somebody else changes meanwhile is left for the next look.
pub async fn lock_ends(
    db: &mut PgConnection,
    end: CheckEnd,
    now: Timestamp,
    only: Option<OfferId>,
    limit: i64,
) -> Result<Vec<Deadline>> {
    let (after, until) = end.ends(now);
    let rows = sqlx::query!(
        r#"select o.id, o.provider_id, o.checks_until as "until!" from offer o join provider p on p.id = o.provider_id
           where o.review = 'approved' and not o.paused and p.status = 'vetted' and o.expires_at > $1
               and ($2::timestamptz is null or o.checks_until > $2) and o.checks_until <= $3
               and ($6::uuid is null or o.id = $6)
               and not exists (select from offer_reminder r where r.offer_id = o.id and r.deadline = o.checks_until and r.stage = $4)
           order by o.checks_until, o.id limit $5 for no key update of o skip locked"#,
        to_time(now),
        after.map(to_time),
        to_time(until),
        end.as_str(),
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
            at: from_time(r.until),
        })
        .collect())
}

/// Whether a provider has an offer that would be seen and of which the end of what was checked lies where this is said.
pub async fn has_end(
    db: &mut PgConnection,
    provider: ProviderId,
    end: CheckEnd,
    now: Timestamp,
) -> Result<bool> {
    let (after, until) = end.ends(now);
    sqlx::query_scalar!(
        r#"select exists (
               select from offer o join provider p on p.id = o.provider_id
               where o.provider_id = $1 and o.review = 'approved' and not o.paused and p.status = 'vetted' and o.expires_at > $2
                   and ($3::timestamptz is null or o.checks_until > $3) and o.checks_until <= $4) as "found!""#,
        provider.0,
        to_time(now),
        after.map(to_time),
        to_time(until)
    )
    .fetch_one(db)
    .await
}
