//! What visitors said about pages.

use jiff::{Timestamp, civil::Date};
use punte_core::locale::Locale;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_date, from_time, to_time};

/// Something that somebody said.
pub struct NewRemark<'a> {
    /// Its id.
    pub id: Uuid,
    /// `feedback` or `suggestion`.
    pub kind: &'a str,
    /// The page that it is about, below the language.
    pub page: &'a str,
    /// The language of the page.
    pub language: Locale,
    /// Answers by question.
    pub answers: Value,
    /// In words.
    pub text: Option<&'a str>,
}

/// Keeps it.
pub async fn insert(db: &mut PgConnection, item: &NewRemark<'_>, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "insert into inbox_item (id, kind, page, language, answers, text, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        item.id, item.kind, item.page, item.language.as_str(), item.answers, item.text, to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Where a list goes on: how it stands, how far in that part, which.
pub type RemarkKey = (i32, i64, Uuid);

/// Something that somebody said, as it was kept.
pub struct RemarkRow {
    /// Its id.
    pub id: Uuid,
    /// `feedback` or `suggestion`.
    pub kind: String,
    /// The page that it is about, below the language.
    pub page: String,
    /// The language of the page.
    pub language: String,
    /// Answers by question.
    pub answers: Value,
    /// In words.
    pub text: Option<String>,
    /// `open`, `assigned` or `closed`.
    pub state: String,
    /// Who looks after it.
    pub assigned_to: Option<Uuid>,
    /// Why it was closed.
    pub closed_reason: Option<String>,
    /// When.
    pub closed_at: Option<Timestamp>,
    /// When it was said.
    pub created_at: Timestamp,
    /// Where it stands in the list.
    pub key: RemarkKey,
}

struct Raw {
    id: Uuid,
    kind: String,
    page: String,
    language: String,
    answers: Value,
    text: Option<String>,
    state: String,
    assigned_to: Option<Uuid>,
    closed_reason: Option<String>,
    closed_at: Option<time::OffsetDateTime>,
    created_at: time::OffsetDateTime,
    rank: i32,
    weight: i64,
}

impl From<Raw> for RemarkRow {
    fn from(raw: Raw) -> Self {
        Self {
            id: raw.id,
            kind: raw.kind,
            page: raw.page,
            language: raw.language,
            answers: raw.answers,
            text: raw.text,
            state: raw.state,
            assigned_to: raw.assigned_to,
            closed_reason: raw.closed_reason,
            closed_at: raw.closed_at.map(from_time),
            created_at: from_time(raw.created_at),
            key: (raw.rank, raw.weight, raw.id),
        }
    }
}

/// What was said: first what nobody has, then what somebody has, the oldest first; then what is closed, the newest first.
pub async fn list(
    db: &mut PgConnection,
    kind: Option<&str>,
    state: Option<&str>,
    after: Option<RemarkKey>,
    limit: i64,
) -> Result<Vec<RemarkRow>> {
    let (rank, weight, id) = match after {
        Some((rank, weight, id)) => (Some(rank), Some(weight), Some(id)),
        None => (None, None, None),
    };
    let raw = sqlx::query_as!(
        Raw,
        r#"select id, kind, page, language, answers, text, state, assigned_to, closed_reason, closed_at, created_at,
                  rank as "rank!", weight as "weight!"
           from (select i.*, case state when 'open' then 0 when 'assigned' then 1 else 2 end as rank,
                        (extract(epoch from created_at) * 1000000)::bigint * case state when 'closed' then -1 else 1 end as weight
                 from inbox_item i) item
           where ($1::text is null or kind = $1) and ($2::text is null or state = $2)
               and ($3::int is null or (rank, weight, id) > ($3, $4::bigint, $5::uuid))
           order by rank, weight, id limit $6"#,
        kind, state, rank, weight, id, limit
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().map(RemarkRow::from).collect())
}

/// One of them; locked, if it is going to be changed.
pub async fn find(db: &mut PgConnection, id: Uuid, lock: bool) -> Result<Option<RemarkRow>> {
    if lock {
        sqlx::query!("select id from inbox_item where id = $1 for update", id)
            .fetch_optional(&mut *db)
            .await?;
    }
    let raw = sqlx::query_as!(
        Raw,
        r#"select id, kind, page, language, answers, text, state, assigned_to, closed_reason, closed_at, created_at,
                  0 as "rank!", 0::bigint as "weight!"
           from inbox_item where id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.map(RemarkRow::from))
}

/// Says how it stands now.
pub async fn update_state(
    db: &mut PgConnection,
    id: Uuid,
    state: &str,
    assigned_to: Option<Uuid>,
    closed: Option<(&str, Timestamp)>,
) -> Result<()> {
    sqlx::query!(
        "update inbox_item set state = $2, assigned_to = $3, closed_reason = $4, closed_at = $5 where id = $1",
        id,
        state,
        assigned_to,
        closed.map(|(reason, _)| reason),
        closed.map(|(_, at)| to_time(at))
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A note of those who look after remarks.
pub struct NoteRow {
    /// Who wrote it.
    pub written_by: Uuid,
    /// What.
    pub text: String,
    /// When.
    pub created_at: Timestamp,
}

/// Keeps a note.
pub async fn insert_note(
    db: &mut PgConnection,
    id: Uuid,
    item: Uuid,
    written_by: Uuid,
    text: &str,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into inbox_note (id, item_id, written_by, text, created_at) values ($1, $2, $3, $4, $5)",
        id,
        item,
        written_by,
        text,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The notes on an item, the oldest first.
pub async fn list_notes(db: &mut PgConnection, item: Uuid) -> Result<Vec<NoteRow>> {
    let rows = sqlx::query!(
        "select written_by, text, created_at from inbox_note where item_id = $1 order by created_at, id",
        item
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| NoteRow {
            written_by: r.written_by,
            text: r.text,
            created_at: from_time(r.created_at),
        })
        .collect())
}

/// What was said in one month.
pub struct MonthRow {
    /// The first day of the month.
    pub month: Date,
    /// How many said whether a page helped.
    pub feedback: i64,
    /// How many said what is wrong or missing.
    pub suggestions: i64,
    /// How many found a page clear.
    pub clear: i64,
    /// How many did not.
    pub unclear: i64,
}

/// Counts by month of the zone, the newest first.
pub async fn count_months(
    db: &mut PgConnection,
    zone: &str,
    since: Timestamp,
) -> Result<Vec<MonthRow>> {
    let rows = sqlx::query!(
        r#"select date_trunc('month', created_at at time zone $1)::date as "month!",
                  count(*) filter (where kind = 'feedback') as "feedback!",
                  count(*) filter (where kind = 'suggestion') as "suggestions!",
                  count(*) filter (where answers -> 'clear' = 'true') as "clear!",
                  count(*) filter (where answers -> 'clear' = 'false') as "unclear!"
           from inbox_item where created_at >= $2 group by 1 order by 1 desc"#,
        zone,
        to_time(since)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| MonthRow {
            month: from_date(r.month),
            feedback: r.feedback,
            suggestions: r.suggestions,
            clear: r.clear,
            unclear: r.unclear,
        })
        .collect())
}
