//! What a change leaves behind for others: jobs, lines that people read, and who has to hear of it. All of it is written in one statement,
//! in the transaction that causes it.

use jiff::Timestamp;
use punte_core::id::{AccountId, CaseId, ProviderId, RequestId};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Result, from_time, to_time};

/// A job to be written; a second one with the same deduplication id is dropped.
pub struct NewJob {
    /// Its id.
    pub id: Uuid,
    /// What to do.
    pub kind: &'static str,
    /// With what: ids and codes, never personal data.
    pub payload: Value,
    /// Its deduplication id.
    pub dedup_id: String,
    /// Not before.
    pub run_at: Timestamp,
}

/// Whose a line is.
#[derive(Debug, Clone, Copy)]
pub enum Reader {
    /// An account's.
    Account(AccountId),
    /// A household's.
    Request(RequestId),
}

/// A line to be written that somebody reads in the product; a second one with the same deduplication id is dropped.
pub struct NewLine {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub reader: Reader,
    /// What is said.
    pub notice: &'static str,
    /// What it is about.
    pub about: Uuid,
    /// Its deduplication id.
    pub dedup_id: String,
    /// From when on it stands there.
    pub at: Timestamp,
}

/// A job that counts how far a provider can be relied on; one waits at a time.
pub struct NewCount {
    /// Its id.
    pub id: Uuid,
    /// Of which provider.
    pub provider: ProviderId,
    /// Not before.
    pub run_at: Timestamp,
}

/// What a change leaves behind.
#[derive(Default)]
pub struct Outbox {
    /// Jobs.
    pub jobs: Vec<NewJob>,
    /// Lines.
    pub lines: Vec<NewLine>,
    /// What has to be counted anew.
    pub counts: Option<NewCount>,
    /// In the cases of which request something happened.
    pub moves: Option<RequestId>,
}

/// A case in which something happened: who follows it, and since when they have not looked.
pub type Moved = (CaseId, AccountId, Timestamp);

/// Writes it all. Of a request in whose cases something happened: the cases of those who really follow it.
///
/// A job that counts and waits is held until we commit, so that whoever takes it sees what we did; others may hold it at the same time.
pub async fn insert(db: &mut PgConnection, left: &Outbox, now: Timestamp) -> Result<Vec<Moved>> {
    let line_ids: Vec<Uuid> = left.lines.iter().map(|line| line.id).collect();
    let (readers, accounts): (Vec<Uuid>, Vec<bool>) = left
        .lines
        .iter()
        .map(|line| match line.reader {
            Reader::Account(id) => (id.0, true),
            Reader::Request(id) => (id.0, false),
        })
        .unzip();
    let notices: Vec<String> = left.lines.iter().map(|l| l.notice.to_owned()).collect();
    let abouts: Vec<Uuid> = left.lines.iter().map(|line| line.about).collect();
    let line_dedups: Vec<String> = left.lines.iter().map(|l| l.dedup_id.clone()).collect();
    let line_times: Vec<OffsetDateTime> = left.lines.iter().map(|l| to_time(l.at)).collect();
    let job_ids: Vec<Uuid> = left.jobs.iter().map(|job| job.id).collect();
    let kinds: Vec<String> = left.jobs.iter().map(|job| job.kind.to_owned()).collect();
    let payloads: Vec<Value> = left.jobs.iter().map(|job| job.payload.clone()).collect();
    let job_dedups: Vec<String> = left.jobs.iter().map(|job| job.dedup_id.clone()).collect();
    let job_times: Vec<OffsetDateTime> = left.jobs.iter().map(|j| to_time(j.run_at)).collect();
    let counts = left.counts.as_ref();
    let moved = sqlx::query!(
        r#"with told as (
             insert into notification (id, account_id, request_id, notice, about, dedup_id, at)
             select l.id, case when l.account then l.reader end, case when not l.account then l.reader end, l.notice, l.about, l.dedup_id, l.at
             from unnest($1::uuid[], $2::uuid[], $3::boolean[], $4::text[], $5::uuid[], $6::text[], $7::timestamptz[])
                 as l (id, reader, account, notice, about, dedup_id, at)
             on conflict (dedup_id) do nothing
         ), planned as (
             insert into job (id, kind, payload, dedup_id, run_at, created_at)
             select j.id, j.kind, j.payload, j.dedup_id, j.run_at, $13::timestamptz
             from unnest($8::uuid[], $9::text[], $10::jsonb[], $11::text[], $12::timestamptz[]) as j (id, kind, payload, dedup_id, run_at)
             on conflict (dedup_id) do nothing
         ), waiting as (
             select j.id from job j
             where j.payload ->> 'provider' = $15::uuid::text and j.kind = 'count_reliability' and j.state = 'queued' and j.attempts = 0
             for key share
         ), counted as (
             insert into job (id, kind, payload, dedup_id, run_at, created_at)
             select $14::uuid, 'count_reliability', jsonb_build_object('provider', $15::uuid), 'count_reliability.' || $14::uuid,
                 $16::timestamptz, $13::timestamptz
             where $14::uuid is not null and not exists (select from waiting)
             on conflict ((payload ->> 'provider')) where kind = 'count_reliability' and state = 'queued' and attempts = 0
             do update set run_at = job.run_at
         ), moved as (
             update household_case c set moved_at = $13::timestamptz where c.request_id = $17::uuid and c.ended_at is null
             returning c.id, c.account_id, c.seen_at
         )
         select m.id as "id!", m.account_id as "account_id!", m.seen_at as "seen_at!"
         from moved m where exists (select from followed_case f where f.id = m.id)"#,
        &line_ids,
        &readers,
        &accounts,
        &notices,
        &abouts,
        &line_dedups,
        &line_times,
        &job_ids,
        &kinds,
        &payloads,
        &job_dedups,
        &job_times,
        to_time(now),
        counts.map(|count| count.id),
        counts.map(|count| count.provider.0),
        counts.map(|count| to_time(count.run_at)),
        left.moves.map(|request| request.0)
    )
    .fetch_all(db)
    .await?;
    Ok(moved
        .into_iter()
        .map(|m| (CaseId(m.id), AccountId(m.account_id), from_time(m.seen_at)))
        .collect())
}
