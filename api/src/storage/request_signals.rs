//! What is counted about a household beside a report, and whether it is stopped. Read of one request; nothing here lists requests.

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, ReportId, RequestId},
    signals::HouseholdCounts,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_time, to_time};

/// What is counted about a household: over its request and those since an instant with its phone or its e-mail address. Requests of
/// children who are alone are not counted.
pub async fn find_counts(
    db: &mut PgConnection,
    request: RequestId,
    since: Timestamp,
) -> Result<HouseholdCounts> {
    let row = sqlx::query!(
        r#"with own as (select phone_index, email_index from identity.request_contact where request_id = $1),
           others as (
               select c.request_id as id from identity.request_contact c
               join own o on c.phone_index = o.phone_index or c.email_index = o.email_index
               join request q on q.id = c.request_id and q.created_at > $2 and not q.unaccompanied_minor
               where c.request_id <> $1),
           theirs as (select $1::uuid as id union select id from others)
           select (select count(*) from others) as "same_contact!",
               (select count(*) from match m join theirs t on t.id = m.request_id
                where m.state = 'no_show' and m.ended_by = 'provider') as "no_shows!",
               (select count(distinct r.provider_id) from report r
                left join match m on m.id = r.match_id left join inquiry i on i.id = r.inquiry_id
                join theirs t on t.id = coalesce(m.request_id, i.request_id)
                where r.reporter = 'provider' and r.outcome is distinct from 'nothing_found') as "providers!",
               exists (select from request_stop s join others x on x.id = s.request_id where s.lifted_at is null) as "stopped!""#,
        request.0,
        to_time(since)
    )
    .fetch_one(db)
    .await?;
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(HouseholdCounts {
        same_contact: count(row.same_contact),
        no_shows: count(row.no_shows),
        providers: count(row.providers),
        stopped: row.stopped,
    })
}

/// Since when a request is stopped, if it is.
pub async fn find_stop(db: &mut PgConnection, request: RequestId) -> Result<Option<Timestamp>> {
    let at = sqlx::query_scalar!(
        "select min(stopped_at) from request_stop where request_id = $1 and lifted_at is null",
        request.0
    )
    .fetch_one(db)
    .await?;
    Ok(at.map(from_time))
}

/// Stops a request because of a report; nothing happens if it is stopped because of that one.
pub async fn insert_stop(
    db: &mut PgConnection,
    id: Uuid,
    request: RequestId,
    report: ReportId,
    by: AccountId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into request_stop (id, request_id, report_id, stopped_by, stopped_at) values ($1, $2, $3, $4, $5)
         on conflict (report_id) where lifted_at is null do nothing",
        id,
        request.0,
        report.0,
        by.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Since when the stop stands that was made because of a report, if it does.
pub async fn find_stop_of_report(
    db: &mut PgConnection,
    report: ReportId,
) -> Result<Option<Timestamp>> {
    let at = sqlx::query_scalar!(
        "select stopped_at from request_stop where report_id = $1 and lifted_at is null",
        report.0
    )
    .fetch_optional(db)
    .await?;
    Ok(at.map(from_time))
}

/// Ends the stop that was made because of a report; whether it stood.
pub async fn update_stop_lifted(
    db: &mut PgConnection,
    report: ReportId,
    by: AccountId,
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query!(
        "update request_stop set lifted_by = $2, lifted_at = $3 where report_id = $1 and lifted_at is null",
        report.0,
        by.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
