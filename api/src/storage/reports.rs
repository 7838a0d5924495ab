//! Reports of danger, with what was written about them (sealed).

use jiff::Timestamp;
use punte_core::{
    danger::{DangerKind, Outcome, Reporter, taken_too_long_before},
    id::{AccountId, InquiryId, MatchId, OfferId, ProviderId, ReportId},
    message::Thread,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_time, to_time};

/// A report that is made.
pub struct NewReport<'a> {
    /// Its id.
    pub id: ReportId,
    /// What is wrong.
    pub kind: DangerKind,
    /// Who says so.
    pub reporter: Reporter,
    /// Whose offer.
    pub provider: ProviderId,
    /// Which offer.
    pub offer: OfferId,
    /// Which match or inquiry, if it is about one.
    pub of: Option<Thread>,
    /// Whether the provider had said yes to who reports.
    pub agreed: bool,
    /// HMAC of the code.
    pub code_hash: &'a [u8],
    /// Whether the provider is hidden until it is closed.
    pub freezes: bool,
    /// Until when somebody looks.
    pub due_at: Timestamp,
}

/// A report.
#[derive(Debug, Clone)]
pub struct ReportRow {
    /// Its id.
    pub id: ReportId,
    /// What is wrong.
    pub kind: DangerKind,
    /// Who says so.
    pub reporter: Reporter,
    /// Whose offer.
    pub provider: ProviderId,
    /// Which offer.
    pub offer: OfferId,
    /// Which match or inquiry, if it is about one.
    pub of: Option<Thread>,
    /// Whether the provider is hidden until it is closed.
    pub freezes: bool,
    /// `open`, `taken` or `closed`.
    pub state: String,
    /// Who looks after it.
    pub taken_by: Option<AccountId>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when somebody looks.
    pub due_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Its version.
    pub version: i64,
}

struct Raw {
    id: Uuid,
    kind: String,
    reporter: String,
    provider_id: Uuid,
    offer_id: Uuid,
    match_id: Option<Uuid>,
    inquiry_id: Option<Uuid>,
    freezes: bool,
    state: String,
    taken_by: Option<Uuid>,
    outcome: Option<String>,
    created_at: time::OffsetDateTime,
    due_at: time::OffsetDateTime,
    closed_at: Option<time::OffsetDateTime>,
    version: i64,
}

impl Raw {
    fn row(self) -> Option<ReportRow> {
        Some(ReportRow {
            id: ReportId(self.id),
            kind: DangerKind::from_name(&self.kind)?,
            reporter: Reporter::from_name(&self.reporter)?,
            provider: ProviderId(self.provider_id),
            offer: OfferId(self.offer_id),
            of: Thread::of(self.match_id.map(MatchId), self.inquiry_id.map(InquiryId)),
            freezes: self.freezes,
            state: self.state,
            taken_by: self.taken_by.map(AccountId),
            outcome: self.outcome.as_deref().and_then(Outcome::from_name),
            created_at: from_time(self.created_at),
            due_at: from_time(self.due_at),
            closed_at: self.closed_at.map(from_time),
            version: self.version,
        })
    }
}

/// Keeps a report.
pub async fn insert(db: &mut PgConnection, new: &NewReport<'_>, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "insert into report (id, kind, reporter, provider_id, offer_id, match_id, inquiry_id, code_hash, freezes, created_at, due_at, agreed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        new.id.0, new.kind.as_str(), new.reporter.as_str(), new.provider.0, new.offer.0,
        new.of.and_then(Thread::of_match).map(|m| m.0), new.of.and_then(Thread::inquiry).map(|i| i.0), new.code_hash, new.freezes, to_time(now), to_time(new.due_at),
        new.agreed
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps what somebody wrote about a danger, sealed.
pub async fn insert_text(
    db: &mut PgConnection,
    id: Uuid,
    report: ReportId,
    sealed: &[u8],
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into report_text (id, report_id, sealed, created_at) values ($1, $2, $3, $4)",
        id,
        report.0,
        sealed,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What was written, the first first.
pub async fn list_texts(
    db: &mut PgConnection,
    report: ReportId,
) -> Result<Vec<(Vec<u8>, Timestamp)>> {
    let rows = sqlx::query!(
        "select sealed, created_at from report_text where report_id = $1 order by created_at, id",
        report.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (r.sealed, from_time(r.created_at)))
        .collect())
}

/// How many texts a report has.
pub async fn count_texts(db: &mut PgConnection, report: ReportId) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from report_text where report_id = $1"#,
        report.0
    )
    .fetch_one(db)
    .await
}

/// A report.
pub async fn find(db: &mut PgConnection, id: ReportId) -> Result<Option<ReportRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select id, kind, reporter, provider_id, offer_id, match_id, inquiry_id, freezes, state, taken_by, outcome, created_at, due_at, closed_at, version
         from report where id = $1",
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.and_then(Raw::row))
}

/// Locks a report until the transaction ends.
pub async fn lock(db: &mut PgConnection, id: ReportId) -> Result<()> {
    sqlx::query_scalar!("select id from report where id = $1 for update", id.0)
        .fetch_optional(db)
        .await?;
    Ok(())
}

/// The report that a code opens.
pub async fn find_by_code(db: &mut PgConnection, code_hash: &[u8]) -> Result<Option<ReportRow>> {
    let id = sqlx::query_scalar!("select id from report where code_hash = $1", code_hash)
        .fetch_optional(&mut *db)
        .await?;
    match id {
        Some(id) => find(db, ReportId(id)).await,
        None => Ok(None),
    }
}

/// Reports that are not closed, what is due first; or the closed ones, the newest first. None about a provider to which whoever moderates
/// belongs or belonged.
pub async fn list(
    db: &mut PgConnection,
    moderator: AccountId,
    closed: bool,
    after: Option<(Timestamp, Uuid)>,
    limit: i64,
) -> Result<Vec<ReportRow>> {
    let (at, id) = (after.map(|(at, _)| to_time(at)), after.map(|(_, id)| id));
    let raw = if closed {
        sqlx::query_as!(
            Raw,
            "select id, kind, reporter, provider_id, offer_id, match_id, inquiry_id, freezes, state, taken_by, outcome, created_at, due_at, closed_at, version
             from report where state = 'closed' and not has_belonged($4, provider_id)
                 and ($1::timestamptz is null or (closed_at, id) < ($1, $2::uuid))
             order by closed_at desc, id desc limit $3",
            at, id, limit, moderator.0
        )
        .fetch_all(db)
        .await?
    } else {
        sqlx::query_as!(
            Raw,
            "select id, kind, reporter, provider_id, offer_id, match_id, inquiry_id, freezes, state, taken_by, outcome, created_at, due_at, closed_at, version
             from report where state <> 'closed' and not has_belonged($4, provider_id)
                 and ($1::timestamptz is null or (due_at, id) > ($1, $2::uuid))
             order by due_at, id limit $3",
            at, id, limit, moderator.0
        )
        .fetch_all(db)
        .await?
    };
    Ok(raw.into_iter().filter_map(Raw::row).collect())
}

/// Whether a report about a provider is open; what it says about a household, or a moderator does, is none.
pub async fn is_reported(db: &mut PgConnection, provider: ProviderId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from report where provider_id = $1 and reporter not in ('provider', 'moderator') and state <> 'closed') as "is!""#,
        provider.0
    )
    .fetch_one(db)
    .await
}

/// How many reports hid a provider since an instant, of those to whom it had not said yes.
pub async fn count_freezes_of_others(db: &mut PgConnection, since: Timestamp) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from report where freezes and not agreed and created_at > $1"#,
        to_time(since)
    )
    .fetch_one(db)
    .await
}

/// How many reports are not closed, and how many of them are late; without those about a provider to which whoever moderates belongs or
/// belonged.
pub async fn count_open(
    db: &mut PgConnection,
    moderator: AccountId,
    now: Timestamp,
) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"select count(*) as "open!", count(*) filter (where due_at < $1) as "late!" from report
           where state <> 'closed' and not has_belonged($2, provider_id)"#,
        to_time(now),
        moderator.0
    )
    .fetch_one(db)
    .await?;
    Ok((row.open, row.late))
}

/// Reports of "danger now" that nobody took by their time, or that whoever took them did not close in time, what was due first in front.
/// None about a provider to which whoever moderates belongs or belonged.
pub async fn list_overdue(
    db: &mut PgConnection,
    moderator: AccountId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<ReportRow>> {
    let raw = sqlx::query_as!(
        Raw,
        "select id, kind, reporter, provider_id, offer_id, match_id, inquiry_id, freezes, state, taken_by, outcome, created_at, due_at, closed_at, version
         from report r where state <> 'closed' and is_overdue(r, $1, $2) and not has_belonged($4, provider_id)
         order by due_at, id limit $3",
        to_time(now), to_time(taken_too_long_before(now)), limit, moderator.0
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().filter_map(Raw::row).collect())
}

/// Those of [`list_overdue`], or one if it is, whoever looks, of which that was not said yet as they stand: each with its provider and its
/// version. In a transaction they stay locked; what somebody else changes meanwhile is left for the next look.
pub async fn lock_overdue(
    db: &mut PgConnection,
    now: Timestamp,
    only: Option<ReportId>,
    limit: i64,
) -> Result<Vec<(ReportId, ProviderId, i64)>> {
    let rows = sqlx::query!(
        "select r.id, r.provider_id, r.version from report r where r.state <> 'closed' and is_overdue(r, $1, $2)
             and ($4::uuid is null or r.id = $4)
             and not exists (select from report_alarm a where a.report_id = r.id and a.version = r.version)
         order by r.due_at, r.id limit $3 for no key update of r skip locked",
        to_time(now),
        to_time(taken_too_long_before(now)),
        limit,
        only.map(|id| id.0)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (ReportId(r.id), ProviderId(r.provider_id), r.version))
        .collect())
}

/// Writes down that it was said of a report that nobody looks after it, as it stands.
pub async fn insert_alarm(
    db: &mut PgConnection,
    id: ReportId,
    version: i64,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into report_alarm (report_id, version, raised_at) values ($1, $2, $3) on conflict do nothing",
        id.0,
        version,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a report to a moderator.
pub async fn update_taken(db: &mut PgConnection, id: ReportId, by: AccountId) -> Result<()> {
    sqlx::query!(
        "update report set state = 'taken', taken_by = $2, version = version + 1 where id = $1",
        id.0,
        by.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Closes a report.
pub async fn update_closed(
    db: &mut PgConnection,
    id: ReportId,
    outcome: Outcome,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update report set state = 'closed', outcome = $2, closed_at = $3, version = version + 1 where id = $1",
        id.0, outcome.as_str(), to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}
