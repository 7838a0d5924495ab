//! Who tends the cases of an organisation: which of them nobody looked at in time, and whose they are to its administrators.

use jiff::Timestamp;
use punte_core::{
    case_work::CaseConsent,
    id::{AccountId, CaseId, MemberId, ProviderId, RequestId},
};
use sqlx::PgConnection;

use super::{Result, from_time, to_time};

/// Cases of which it is time to look whether they are due, and who follows them; those first that wait longest.
pub async fn list_to_look(
    db: &mut PgConnection,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<(CaseId, AccountId)>> {
    let rows = sqlx::query!(
        r#"select c.id, c.account_id from household_case c
           where c.ended_at is null and c.look_at <= $1 and exists (select from followed_case f where f.id = c.id)
           order by c.look_at, c.id limit $2"#,
        to_time(now),
        limit
    )
    .fetch_all(db)
    .await?;
    let found = rows.into_iter();
    Ok(found
        .map(|r| (CaseId(r.id), AccountId(r.account_id)))
        .collect())
}

/// By when somebody was to look of which the case worker of a case was told last.
pub async fn find_told(db: &mut PgConnection, id: CaseId) -> Result<Option<Timestamp>> {
    let told = sqlx::query_scalar!("select due_told from household_case where id = $1", id.0)
        .fetch_optional(db)
        .await?;
    Ok(told.flatten().map(from_time))
}

/// Writes down when it is worth to look again, and of which time the case worker is told now, if they are.
pub async fn update_looked(
    db: &mut PgConnection,
    id: CaseId,
    told: Option<Timestamp>,
    again: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update household_case set due_told = coalesce($2, due_told), look_at = $3 where id = $1",
        id.0,
        told.map(to_time),
        to_time(again)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether somebody follows a case, was told that it is due, and has not looked since.
pub async fn is_overdue(db: &mut PgConnection, id: CaseId, who: AccountId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from household_case c join followed_case f on f.id = c.id
               where c.id = $1 and c.account_id = $2 and c.seen_at < c.due_told) as "overdue!""#,
        id.0,
        who.0
    )
    .fetch_one(db)
    .await
}

/// A case of an organisation, to who administers it: whose it is and since when, and nothing of the household.
pub struct HeldRow {
    /// Its id.
    pub id: CaseId,
    /// The membership of who follows it.
    pub member: MemberId,
    /// Since when they do.
    pub held_since: Timestamp,
    /// When they looked last.
    pub seen_at: Timestamp,
    /// By when they were to look again, if that is over.
    pub overdue_since: Option<Timestamp>,
}

/// The cases of an organisation that did not end, to somebody who administers it; to anybody else there are none.
pub async fn list_of_organisation(
    db: &mut PgConnection,
    provider: ProviderId,
    administrator: AccountId,
) -> Result<Vec<HeldRow>> {
    let rows = sqlx::query!(
        r#"select c.id, m.id as member_id, c.held_since, c.seen_at, case when c.seen_at < c.due_told then c.due_told end as overdue_since
           from household_case c join provider_member m on m.provider_id = c.provider_id and m.account_id = c.account_id
           where c.provider_id = $1 and c.ended_at is null and exists (
               select from provider_member a where a.provider_id = c.provider_id and a.account_id = $2 and a.role = 'administrator')
           order by c.held_since, c.id"#,
        provider.0,
        administrator.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| HeldRow {
            id: CaseId(r.id),
            member: MemberId(r.member_id),
            held_since: from_time(r.held_since),
            seen_at: from_time(r.seen_at),
            overdue_since: r.overdue_since.map(from_time),
        })
        .collect())
}

/// A case that did not end, to somebody who administers its organisation: of which request, for which organisation, and how the household
/// agreed. To anybody else there is none.
pub async fn find_to_give(
    db: &mut PgConnection,
    id: CaseId,
    administrator: AccountId,
) -> Result<Option<(RequestId, ProviderId, CaseConsent)>> {
    let row = sqlx::query!(
        "select c.request_id, c.provider_id, c.consent from household_case c
         join provider_member a on a.provider_id = c.provider_id and a.account_id = $2 and a.role = 'administrator'
         where c.id = $1 and c.ended_at is null",
        id.0,
        administrator.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|r| {
        let consent = CaseConsent::from_name(&r.consent)?;
        Some((RequestId(r.request_id), ProviderId(r.provider_id), consent))
    }))
}
