//! What accounts and households were told. Whose a line is, is the id of the account or of the request.

use jiff::Timestamp;
use punte_core::{id::NoticeId, offer::Category, period::Period};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_range, from_time, to_time};

/// A line.
pub struct NotificationRow {
    /// Its id.
    pub id: NoticeId,
    /// What is said.
    pub notice: String,
    /// What it is about.
    pub about: Uuid,
    /// Of a match that is theirs: of which category,
    pub category: Option<Category>,
    /// and which days it holds.
    pub during: Option<Period>,
    /// When it was said.
    pub at: Timestamp,
    /// Whether it was read.
    pub read: bool,
}

/// What somebody was told until now, the newest first. Of a match of a provider that they left there is no more than what was said.
pub async fn list(
    db: &mut PgConnection,
    recipient: Uuid,
    now: Timestamp,
    before: Option<(Timestamp, NoticeId)>,
    limit: i64,
) -> Result<Vec<NotificationRow>> {
    let rows = sqlx::query!(
        r#"select n.id, n.notice, n.about, n.at, n.read_at is not null as "read!", o.category as "category?", m.during as "during?"
           from notification n
           left join match m on m.id = n.about
               and (m.request_id = $1 or exists (select from provider_member p where p.provider_id = m.provider_id and p.account_id = $1))
           left join offer o on o.id = m.offer_id
           where n.recipient_id = $1 and n.at <= $2 and ($3::timestamptz is null or (n.at, n.id) < ($3, $4::uuid))
           order by n.at desc, n.id desc limit $5"#,
        recipient,
        to_time(now),
        before.map(|(at, _)| to_time(at)),
        before.map(|(_, id)| id.0),
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| NotificationRow {
            id: NoticeId(r.id),
            notice: r.notice,
            about: r.about,
            category: r.category.as_deref().and_then(Category::from_name),
            during: r.during.as_ref().and_then(from_range),
            at: from_time(r.at),
            read: r.read,
        })
        .collect())
}

/// How much somebody was told until now and has not read, counted up to `most`.
pub async fn count_unread(
    db: &mut PgConnection,
    recipient: Uuid,
    now: Timestamp,
    most: i64,
) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from (select from notification where recipient_id = $1 and read_at is null and at <= $2 limit $3) unread"#,
        recipient,
        to_time(now),
        most
    )
    .fetch_one(db)
    .await
}

/// Marks as read what somebody was told up to a line, or all that they were told until now; false if the line is not theirs.
pub async fn update_read(
    db: &mut PgConnection,
    recipient: Uuid,
    up_to: Option<NoticeId>,
    now: Timestamp,
) -> Result<bool> {
    let last = match up_to {
        None => None,
        Some(id) => {
            let found = sqlx::query_scalar!(
                "select at from notification where id = $1 and recipient_id = $2 and at <= $3",
                id.0,
                recipient,
                to_time(now)
            )
            .fetch_optional(&mut *db)
            .await?;
            let Some(at) = found else {
                return Ok(false);
            };
            Some(at)
        }
    };
    sqlx::query!(
        "update notification set read_at = $2
         where recipient_id = $1 and read_at is null and at <= $2 and ($3::timestamptz is null or (at, id) <= ($3, $4::uuid))",
        recipient,
        to_time(now),
        last,
        up_to.map(|id| id.0)
    )
    .execute(db)
    .await?;
    Ok(true)
}

/// Takes back what nobody can have read yet.
pub async fn delete_unsaid(
    db: &mut PgConnection,
    dedup_ids: &[String],
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "delete from notification where dedup_id = any($1) and at > $2",
        dedup_ids,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Erases all that somebody was told.
pub async fn delete_of(db: &mut PgConnection, recipient: Uuid) -> Result<()> {
    sqlx::query!(
        "delete from notification where recipient_id = $1",
        recipient
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets what was said before; answers how much.
pub async fn delete_older(db: &mut PgConnection, before: Timestamp, at_most: i64) -> Result<i64> {
    let done = sqlx::query!(
        "delete from notification where id in (select id from notification where at < $1 limit $2)",
        to_time(before),
        at_most
    )
    .execute(db)
    .await?;
    Ok(i64::try_from(done.rows_affected()).unwrap_or(i64::MAX))
}
