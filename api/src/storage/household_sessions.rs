//! Where requests are open: on which phones and in which programs.

use jiff::Timestamp;
use punte_core::id::{AccountId, CaseId, HouseholdSessionId, RequestId, SessionId};
use sqlx::PgConnection;

use super::{Result, from_time, to_time};

/// A session that was not ended.
pub struct SessionRow {
    /// The request that it opens.
    pub request: RequestId,
    /// When the code was shown.
    pub made_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// Whether the request has a PIN.
    pub pin_set: bool,
    /// When its PIN was shown here last.
    pub pin_at: Option<Timestamp>,
    /// The case worker who has it open, if one has.
    pub case_worker: Option<AccountId>,
}

/// A session in the list of a household.
pub struct SessionLine {
    /// Its id.
    pub id: HouseholdSessionId,
    /// When it began.
    pub made_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// Whether a case worker has it.
    pub case_worker: bool,
}

/// Adds one.
pub async fn insert(
    db: &mut PgConnection,
    id: HouseholdSessionId,
    request: RequestId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into household_session (id, request_id, made_at, seen_at) values ($1, $2, $3, $3)",
        id.0,
        request.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Adds one of a case worker: it ends with their case, and with their sign-in.
pub async fn insert_of_case(
    db: &mut PgConnection,
    id: HouseholdSessionId,
    request: RequestId,
    case: CaseId,
    by: SessionId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into household_session (id, request_id, made_at, seen_at, case_id, by_session) values ($1, $2, $3, $3, $4, $5)",
        id.0,
        request.0,
        to_time(now),
        case.0,
        by.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Adds one that the account opened which keeps the request: it ends with that, and with the sign-in.
pub async fn insert_of_kept(
    db: &mut PgConnection,
    id: HouseholdSessionId,
    request: RequestId,
    kept_by: AccountId,
    by: SessionId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into household_session (id, request_id, made_at, seen_at, kept_by, by_session) values ($1, $2, $3, $3, $4, $5)",
        id.0,
        request.0,
        to_time(now),
        kept_by.0,
        by.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// One that was not ended.
pub async fn find(
    db: &mut PgConnection,
    id: HouseholdSessionId,
    now: Timestamp,
) -> Result<Option<SessionRow>> {
    let row = sqlx::query!(
        r#"select s.request_id, s.made_at, s.seen_at, s.pin_at, exists (select from request_pin p where p.request_id = s.request_id) as "pin_set!",
               c.account_id as "case_worker?"
           from household_session s
               left join followed_case c on c.id = s.case_id
               left join request_account k on k.request_id = s.request_id and k.account_id = s.kept_by
               left join session g on g.id = s.by_session and g.account_id = coalesce(c.account_id, k.account_id)
                   and g.ended_at is null and g.expires_at > $2
           where s.id = $1 and s.ended_at is null and (s.by_session is null or g.id is not null)"#,
        id.0,
        to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| SessionRow {
        request: RequestId(row.request_id),
        made_at: from_time(row.made_at),
        seen_at: from_time(row.seen_at),
        pin_set: row.pin_set,
        pin_at: row.pin_at.map(from_time),
        case_worker: row.case_worker.map(AccountId),
    }))
}

/// Notes that it was used.
pub async fn update_seen(
    db: &mut PgConnection,
    id: HouseholdSessionId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update household_session set seen_at = $2 where id = $1 and seen_at < $2",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends one. Ended twice is ended.
pub async fn update_ended(
    db: &mut PgConnection,
    id: HouseholdSessionId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update household_session set ended_at = $2 where id = $1 and ended_at is null",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends all of a request, but for one; how many were still of use.
pub async fn update_others_ended(
    db: &mut PgConnection,
    request: RequestId,
    but: Option<HouseholdSessionId>,
    now: Timestamp,
) -> Result<u64> {
    let done = sqlx::query!(
        "update household_session set ended_at = $3 where request_id = $1 and ended_at is null and ($2::uuid is null or id <> $2)",
        request.0,
        but.map(|id| id.0),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Those of a request that began after one instant and were used after another: when each began and was used last, the newest use
/// first.
pub async fn list_live(
    db: &mut PgConnection,
    request: RequestId,
    made_after: Timestamp,
    seen_after: Timestamp,
) -> Result<Vec<SessionLine>> {
    let rows = sqlx::query!(
        r#"select id, made_at, seen_at, case_id is not null as "case_worker!" from household_session
         where request_id = $1 and ended_at is null and made_at > $2 and seen_at > $3
               and (case_id is null or exists (select from followed_case c join session g on g.account_id = c.account_id
                   where c.id = case_id and g.id = by_session and g.ended_at is null))
               and (kept_by is null or exists (select from session g
                   where g.id = by_session and g.account_id = kept_by and g.ended_at is null))
           order by seen_at desc, id"#,
        request.0,
        to_time(made_after),
        to_time(seen_after)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| SessionLine {
            id: HouseholdSessionId(r.id),
            made_at: from_time(r.made_at),
            seen_at: from_time(r.seen_at),
            case_worker: r.case_worker,
        })
        .collect())
}

/// Removes those that are of no use any more.
pub async fn delete_over(db: &mut PgConnection, made_before: Timestamp) -> Result<()> {
    sqlx::query!(
        "delete from household_session where made_at < $1",
        to_time(made_before)
    )
    .execute(db)
    .await?;
    Ok(())
}
