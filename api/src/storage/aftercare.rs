//! What happens after both sides agreed: confirmations, check-ins, feedback, and how far a provider can be relied on.

use jiff::Timestamp;
use punte_core::{
    aftercare::{Feedback, HowFar, WhyNot},
    booking::{EndReason, Side},
    check_in::{CheckIn, CheckInAnswer},
    id::{FeedbackId, MatchId, ProviderId, ReportId, RequestId},
    matching::Reliability,
    reliability::{Help, Met},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, data_keys, from_time, opening::Opening, to_time};
use crate::vault::{FEEDBACK_COMMENT, Vault};

/// Writes down that a side confirmed.
pub async fn insert_confirmation(
    db: &mut PgConnection,
    id: MatchId,
    side: Side,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into match_confirmation (match_id, side, at) values ($1, $2, $3) on conflict do nothing",
        id.0,
        side.as_str(),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The sides that confirmed.
pub async fn list_confirmations(db: &mut PgConnection, id: MatchId) -> Result<Vec<Side>> {
    let sides = sqlx::query_scalar!(
        "select side from match_confirmation where match_id = $1 order by at, side",
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(sides.iter().filter_map(|s| Side::from_name(s)).collect())
}

/// Plans a check-in; one that nobody answered is planned anew.
pub async fn insert_check_in(
    db: &mut PgConnection,
    id: MatchId,
    kind: CheckIn,
    due_at: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into check_in (match_id, kind, due_at) values ($1, $2, $3)
         on conflict (match_id, kind) do update set due_at = excluded.due_at where check_in.answer is null",
        id.0,
        kind.as_str(),
        to_time(due_at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Adds a check-in that is asked now, unless it was planned or asked before.
pub async fn insert_asked(
    db: &mut PgConnection,
    id: MatchId,
    kind: CheckIn,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into check_in (match_id, kind, due_at) values ($1, $2, $3) on conflict (match_id, kind) do nothing",
        id.0,
        kind.as_str(),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A check-in.
pub struct CheckInRow {
    /// Which one.
    pub kind: CheckIn,
    /// From when on it is asked.
    pub due_at: Timestamp,
    /// What was answered.
    pub answer: Option<CheckInAnswer>,
}

/// The check-ins of a match, the first first.
pub async fn list_check_ins(db: &mut PgConnection, id: MatchId) -> Result<Vec<CheckInRow>> {
    let rows = sqlx::query!(
        "select kind, due_at, answer from check_in where match_id = $1 order by due_at",
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(CheckInRow {
                kind: CheckIn::from_name(&r.kind)?,
                due_at: from_time(r.due_at),
                answer: r.answer.as_deref().and_then(CheckInAnswer::from_name),
            })
        })
        .collect())
}

/// Answers a check-in that nobody answered; false if it is none, or answered.
pub async fn update_check_in(
    db: &mut PgConnection,
    id: MatchId,
    kind: CheckIn,
    answer: CheckInAnswer,
    report: Option<ReportId>,
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query!(
        "update check_in set answer = $3, report_id = $4, answered_at = $5
         where match_id = $1 and kind = $2 and answer is null and due_at <= $5",
        id.0,
        kind.as_str(),
        answer.as_str(),
        report.map(|r| r.0),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps how it was, the comment sealed. The database refuses a second time.
pub async fn insert_feedback(
    db: &mut PgConnection,
    vault: &Vault,
    id: FeedbackId,
    of: MatchId,
    side: Side,
    said: &Feedback,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into feedback (id, match_id, side, delivered, why_not, as_described, rating, at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id.0,
        of.0,
        side.as_str(),
        said.delivered.as_str(),
        said.why_not.map(WhyNot::as_str),
        said.as_described.map(HowFar::as_str),
        i16::from(said.rating),
        to_time(now)
    )
    .execute(&mut *db)
    .await?;
    if let Some(comment) = &said.comment {
        let key = data_keys::insert(db, vault, id.0).await?;
        sqlx::query!(
            "insert into identity.feedback_comment (feedback_id, comment) values ($1, $2)",
            id.0,
            key.seal(FEEDBACK_COMMENT, comment)?
        )
        .execute(db)
        .await?;
    }
    Ok(())
}

/// How it was, as a side said. Not `Debug`.
pub struct FeedbackRow {
    /// About which match.
    pub of: MatchId,
    /// Who said it.
    pub side: Side,
    /// Whether the help took place.
    pub delivered: HowFar,
    /// Why not.
    pub why_not: Option<WhyNot>,
    /// Whether it was as described.
    pub as_described: Option<HowFar>,
    /// 1 to 5.
    pub rating: u8,
    /// For staff, and for who wrote it.
    pub comment: Option<String>,
    /// When.
    pub at: Timestamp,
}

struct Raw {
    id: Uuid,
    match_id: Uuid,
    side: String,
    delivered: String,
    why_not: Option<String>,
    as_described: Option<String>,
    rating: i16,
    at: time::OffsetDateTime,
    comment: Option<Vec<u8>>,
    wrapped: Option<Vec<u8>>,
    kek: Option<i32>,
    version: Option<i16>,
}

impl Raw {
    fn row(self, opening: &Opening<'_>) -> Result<Option<FeedbackRow>> {
        let comment = match (self.comment, self.wrapped, self.kek, self.version) {
            (Some(sealed), Some(wrapped), Some(kek), Some(version)) => Some(
                data_keys::open(opening, self.id, wrapped, kek, version)?
                    .open(FEEDBACK_COMMENT, &sealed)?,
            ),
            _ => None,
        };
        let (Some(side), Some(delivered), Ok(rating)) = (
            Side::from_name(&self.side),
            HowFar::from_name(&self.delivered),
            u8::try_from(self.rating),
        ) else {
            return Ok(None);
        };
        Ok(Some(FeedbackRow {
            of: MatchId(self.match_id),
            side,
            delivered,
            why_not: self.why_not.as_deref().and_then(WhyNot::from_name),
            as_described: self.as_described.as_deref().and_then(HowFar::from_name),
            rating,
            comment,
            at: from_time(self.at),
        }))
    }
}

/// What one side said about its matches: the household of a request, or else a provider. Newest first.
pub async fn list_feedback(
    opening: &mut Opening<'_>,
    request: Option<RequestId>,
    provider: Option<ProviderId>,
    side: Side,
    limit: i64,
) -> Result<Vec<FeedbackRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select f.id, f.match_id, f.side, f.delivered, f.why_not, f.as_described, f.rating, f.at,
               c.comment as "comment?", k.wrapped as "wrapped?", k.kek as "kek?", k.version as "version?"
           from feedback f
           left join identity.feedback_comment c on c.feedback_id = f.id
           left join identity.data_key k on k.row_id = c.feedback_id
           where f.side = $3 and f.match_id = any(array(select m.id from match m where m.request_id = $1 or m.provider_id = $2))
           order by f.at desc, f.id limit $4"#,
        request.map(|r| r.0),
        provider.map(|p| p.0),
        side.as_str(),
        limit
    )
    .fetch_all(&mut *opening.db)
    .await?;
    let mut rows = Vec::with_capacity(raw.len());
    for raw in raw {
        rows.extend(raw.row(opening)?);
    }
    Ok(rows)
}

/// Erases what a household or a provider wrote.
pub async fn erase_comments(
    db: &mut PgConnection,
    request: Option<RequestId>,
    provider: Option<ProviderId>,
) -> Result<()> {
    sqlx::query!(
        "select erase_comments($1, $2) as gone",
        request.map(|r| r.0),
        provider.map(|p| p.0)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How often a provider was relied on, and how often that went well, as last counted.
pub async fn find_reliability(db: &mut PgConnection, provider: ProviderId) -> Result<Reliability> {
    let row = sqlx::query!(
        "select answered, asked from provider_reliability where provider_id = $1",
        provider.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map_or_else(Reliability::default, |r| Reliability {
        answered: u16::try_from(r.answered).unwrap_or(u16::MAX),
        asked: u16::try_from(r.asked).unwrap_or(u16::MAX),
    }))
}

/// What households met with a provider since, each the last time: its answer to what they proposed, and the help. A proposal that nobody
/// answered is an answer that did not come in time; one that was called off or ended otherwise is none. Whoever called off what it had
/// agreed to was not there, unless it had to (`EndReason::lets_down`) or the household says how it was.
pub async fn list_met(
    db: &mut PgConnection,
    provider: ProviderId,
    since: Timestamp,
) -> Result<Vec<Met>> {
    let down = EndReason::ALL.into_iter().filter(|r| r.lets_down());
    let down: Vec<String> = down.map(|r| r.as_str().to_owned()).collect();
    let rows = sqlx::query!(
        r#"with answer as (
               select distinct on (m.request_id) m.request_id, e.to_state <> 'expired' as good
               from match m join match_event e on e.match_id = m.id
               where m.provider_id = $1 and m.created_at > $2 and e.from_state = 'proposed'
                   and ((e.to_state in ('accepted', 'declined') and e.side = 'provider')
                       or (e.to_state = 'expired' and e.reason = 'no_reason'))
               order by m.request_id, e.at desc, m.id
           ), said as (
               select m.request_id, f.delivered, f.why_not, f.as_described, f.rating, f.at, m.id
               from feedback f join match m on m.id = f.match_id
               where m.provider_id = $1 and m.created_at > $2 and f.side = 'refugee'
               union all
               select m.request_id, null, null, null, null, e.at, m.id
               from match m join match_event e on e.match_id = m.id and e.to_state = m.state
               where m.provider_id = $1 and m.created_at > $2
                   and (m.state = 'no_show' and m.ended_by = 'refugee'
                       or m.state = 'cancelled' and m.ended_by = 'provider' and m.end_reason = any($3))
                   and not exists (select from feedback f where f.match_id = m.id and f.side = 'refugee')
           ), help as (
               select distinct on (s.request_id) s.* from said s order by s.request_id, s.at desc, s.id
           )
           select a.good as "answered?", h.request_id is not null as "helped!", h.delivered as "delivered?", h.why_not as "why_not?",
               h.as_described as "as_described?", h.rating as "rating?"
           from answer a full join help h on h.request_id = a.request_id"#,
        provider.0,
        to_time(since),
        &down
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| {
            let delivered = r.delivered.as_deref().and_then(HowFar::from_name);
            let rating = r.rating.and_then(|rating| u8::try_from(rating).ok());
            let said = delivered
                .zip(rating)
                .map_or(Help::NotThere, |(delivered, rating)| Help::Said {
                    delivered,
                    why_not: r.why_not.as_deref().and_then(WhyNot::from_name),
                    as_described: r.as_described.as_deref().and_then(HowFar::from_name),
                    rating,
                });
            Met {
                answered: r.answered,
                help: r.helped.then_some(said),
            }
        })
        .collect())
}

/// Waits until nobody else counts how far a provider can be relied on.
pub async fn lock_reliability(db: &mut PgConnection, provider: ProviderId) -> Result<()> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended($1, 0)) as locked",
        format!("count_reliability {}", provider.0)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps how far a provider can be relied on.
pub async fn update_reliability(
    db: &mut PgConnection,
    provider: ProviderId,
    counted: Reliability,
) -> Result<()> {
    sqlx::query!(
        "insert into provider_reliability (provider_id, answered, asked) values ($1, $2, $3)
         on conflict (provider_id) do update set answered = excluded.answered, asked = excluded.asked
         where (provider_reliability.answered, provider_reliability.asked) is distinct from (excluded.answered, excluded.asked)",
        provider.0,
        i32::from(counted.answered),
        i32::from(counted.asked)
    )
    .execute(db)
    .await?;
    Ok(())
}
