//! Requests that accounts keep.

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, RequestId},
    offer::Category,
};
use sqlx::PgConnection;

use super::{Result, from_time, to_time};

/// A request in the list of the account that keeps it.
pub struct KeptRow {
    /// Its id.
    pub id: RequestId,
    /// The eleven digits of its short number.
    pub number: Option<i64>,
    /// `open`, `withdrawn` or `closed`.
    pub state: String,
    /// When it was filed.
    pub created_at: Timestamp,
    /// Since when it is kept.
    pub kept_at: Timestamp,
    /// What is asked for, each need once, in order.
    pub categories: Vec<Category>,
}

/// The requests that an account keeps, the newest first; or that one of them.
pub async fn list(
    db: &mut PgConnection,
    account: AccountId,
    id: Option<RequestId>,
) -> Result<Vec<KeptRow>> {
    let rows = sqlx::query!(
        r#"select q.id, q.number, q.state, q.created_at, k.kept_at,
               array(select n.category from need n where n.request_id = q.id order by n.position) as "categories!"
           from request_account k join request q on q.id = k.request_id
           where k.account_id = $1 and ($2::uuid is null or q.id = $2) order by q.created_at desc, q.id"#,
        account.0,
        id.map(|id| id.0)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| KeptRow {
            id: RequestId(r.id),
            number: r.number,
            state: r.state,
            created_at: from_time(r.created_at),
            kept_at: from_time(r.kept_at),
            categories: r
                .categories
                .iter()
                .filter_map(|name| Category::from_name(name))
                .collect(),
        })
        .collect())
}

/// Which account keeps a request.
pub async fn find_holder(db: &mut PgConnection, request: RequestId) -> Result<Option<AccountId>> {
    let found = sqlx::query_scalar!(
        "select account_id from request_account where request_id = $1",
        request.0
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(AccountId))
}

/// How many requests an account keeps.
pub async fn count(db: &mut PgConnection, account: AccountId) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from request_account where account_id = $1"#,
        account.0
    )
    .fetch_one(db)
    .await
}

/// Writes down that an account keeps a request.
pub async fn insert(
    db: &mut PgConnection,
    request: RequestId,
    account: AccountId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into request_account (request_id, account_id, kept_at) values ($1, $2, $3)",
        request.0,
        account.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends that a request is kept; whether it was. Where it was opened from the account, it closes.
pub async fn delete(db: &mut PgConnection, request: RequestId) -> Result<bool> {
    let done = sqlx::query!(
        "delete from request_account where request_id = $1",
        request.0
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
