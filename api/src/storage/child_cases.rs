//! Cases of children who ask for help alone. Row-level security shows them to child protection and to the program alone, so
//! whoever reads or changes one says who looks ([`Opening`]).

use jiff::Timestamp;
use punte_core::{
    child_case::CaseOutcome,
    id::{AccountId, ChildCaseId, PlaceId, RequestId},
    locale::Locale,
    request::Household,
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{Result, from_time, opening::Opening, to_time};

/// A case, with what its request says.
pub struct ChildCaseRow {
    /// Its id.
    pub id: ChildCaseId,
    /// The request.
    pub request: RequestId,
    /// `open`, `taken` or `closed`.
    pub state: String,
    /// Who looks after it.
    pub taken_by: Option<AccountId>,
    /// What came of it.
    pub outcome: Option<CaseOutcome>,
    /// Since when there is one.
    pub created_at: Timestamp,
    /// Until when somebody takes it.
    pub due_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Its version.
    pub version: i64,
    /// Who comes.
    pub household: Household,
    /// `open`, `withdrawn`, `closed` or `erased`.
    pub request_state: String,
    /// Their language.
    pub locale: Locale,
    /// Where they are, or where they need something.
    pub place: Option<PlaceId>,
    /// Its country.
    pub country: Option<String>,
    /// Its first-level division.
    pub region: Option<String>,
}

struct Raw {
    id: Uuid,
    request_id: Uuid,
    state: String,
    taken_by: Option<Uuid>,
    outcome: Option<String>,
    created_at: time::OffsetDateTime,
    due_at: time::OffsetDateTime,
    closed_at: Option<time::OffsetDateTime>,
    version: i64,
    household: Json<Household>,
    request_state: String,
    locale: String,
    place_id: Option<i64>,
    country: Option<String>,
    admin1: Option<String>,
}

impl From<Raw> for ChildCaseRow {
    fn from(raw: Raw) -> Self {
        Self {
            id: ChildCaseId(raw.id),
            request: RequestId(raw.request_id),
            state: raw.state,
            taken_by: raw.taken_by.map(AccountId),
            outcome: raw.outcome.as_deref().and_then(CaseOutcome::from_name),
            created_at: from_time(raw.created_at),
            due_at: from_time(raw.due_at),
            closed_at: raw.closed_at.map(from_time),
            version: raw.version,
            household: raw.household.0,
            request_state: raw.request_state,
            locale: Locale::from_tag(&raw.locale).unwrap_or_default(),
            place: raw.place_id.map(PlaceId),
            country: raw.country,
            region: raw.admin1,
        }
    }
}

/// Adds the case of a request. Whoever files it does not see it.
pub async fn insert(
    db: &mut PgConnection,
    id: ChildCaseId,
    request: RequestId,
    due_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into child_case (id, request_id, created_at, due_at) values ($1, $2, $3, $4)",
        id.0,
        request.0,
        to_time(now),
        to_time(due_at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A case.
pub async fn find(opening: &mut Opening<'_>, id: ChildCaseId) -> Result<Option<ChildCaseRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select id as "id!", request_id as "request_id!", state as "state!", taken_by, outcome, created_at as "created_at!",
               due_at as "due_at!", closed_at, version as "version!", household as "household!: Json<Household>",
               request_state as "request_state!", locale as "locale!", place_id, country, admin1
           from child_case_line where id = $1"#,
        id.0
    )
    .fetch_optional(&mut *opening.db)
    .await?;
    Ok(raw.map(ChildCaseRow::from))
}

/// Locks a case until the transaction ends.
pub async fn lock(opening: &mut Opening<'_>, id: ChildCaseId) -> Result<()> {
    sqlx::query_scalar!("select id from child_case where id = $1 for update", id.0)
        .fetch_optional(&mut *opening.db)
        .await?;
    Ok(())
}

/// Cases that are not closed, what is due first; or the closed ones, the newest first.
pub async fn list(
    opening: &mut Opening<'_>,
    closed: bool,
    after: Option<(Timestamp, Uuid)>,
    limit: i64,
) -> Result<Vec<ChildCaseRow>> {
    let (at, id) = (after.map(|(at, _)| to_time(at)), after.map(|(_, id)| id));
    let db = &mut *opening.db;
    let raw = if closed {
        sqlx::query_as!(
            Raw,
            r#"select id as "id!", request_id as "request_id!", state as "state!", taken_by, outcome, created_at as "created_at!",
                   due_at as "due_at!", closed_at, version as "version!", household as "household!: Json<Household>",
                   request_state as "request_state!", locale as "locale!", place_id, country, admin1
               from child_case_line where state = 'closed' and ($1::timestamptz is null or (closed_at, id) < ($1, $2::uuid))
               order by closed_at desc, id desc limit $3"#,
            at, id, limit
        )
        .fetch_all(db)
        .await?
    } else {
        sqlx::query_as!(
            Raw,
            r#"select id as "id!", request_id as "request_id!", state as "state!", taken_by, outcome, created_at as "created_at!",
                   due_at as "due_at!", closed_at, version as "version!", household as "household!: Json<Household>",
                   request_state as "request_state!", locale as "locale!", place_id, country, admin1
               from child_case_line where state <> 'closed' and ($1::timestamptz is null or (due_at, id) > ($1, $2::uuid))
               order by due_at, id limit $3"#,
            at, id, limit
        )
        .fetch_all(db)
        .await?
    };
    Ok(raw.into_iter().map(ChildCaseRow::from).collect())
}

/// Cases, or one if it is, that nobody took by their time, of which that was not said yet as they stand: each with its version. They stay
/// locked in the transaction; what somebody else changes meanwhile is left for the next look.
pub async fn lock_overdue(
    opening: &mut Opening<'_>,
    now: Timestamp,
    only: Option<ChildCaseId>,
    limit: i64,
) -> Result<Vec<(ChildCaseId, i64)>> {
    let rows = sqlx::query!(
        "select c.id, c.version from child_case c where c.state = 'open' and c.due_at <= $1
             and ($3::uuid is null or c.id = $3)
             and not exists (select from child_case_alarm a where a.case_id = c.id and a.version = c.version)
         order by c.due_at, c.id limit $2 for no key update of c skip locked",
        to_time(now),
        limit,
        only.map(|id| id.0)
    )
    .fetch_all(&mut *opening.db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (ChildCaseId(r.id), r.version))
        .collect())
}

/// Writes down that it was said of a case that nobody took it, as it stands.
pub async fn insert_alarm(
    db: &mut PgConnection,
    id: ChildCaseId,
    version: i64,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into child_case_alarm (case_id, version, raised_at) values ($1, $2, $3) on conflict do nothing",
        id.0,
        version,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a case to somebody.
pub async fn update_taken(opening: &mut Opening<'_>, id: ChildCaseId, by: AccountId) -> Result<()> {
    sqlx::query!(
        "update child_case set state = 'taken', taken_by = $2, version = version + 1 where id = $1",
        id.0,
        by.0
    )
    .execute(&mut *opening.db)
    .await?;
    Ok(())
}

/// Closes a case.
pub async fn update_closed(
    opening: &mut Opening<'_>,
    id: ChildCaseId,
    outcome: CaseOutcome,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update child_case set state = 'closed', outcome = $2, closed_at = $3, version = version + 1 where id = $1",
        id.0,
        outcome.as_str(),
        to_time(now)
    )
    .execute(&mut *opening.db)
    .await?;
    Ok(())
}

/// Keeps a note about a case, sealed.
pub async fn insert_note(
    opening: &mut Opening<'_>,
    id: Uuid,
    case: ChildCaseId,
    by: AccountId,
    sealed: &[u8],
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into child_case_note (id, case_id, written_by, sealed, created_at) values ($1, $2, $3, $4, $5)",
        id,
        case.0,
        by.0,
        sealed,
        to_time(now)
    )
    .execute(&mut *opening.db)
    .await?;
    Ok(())
}

/// The notes of a case, the first first.
pub async fn list_notes(
    opening: &mut Opening<'_>,
    case: ChildCaseId,
) -> Result<Vec<(Vec<u8>, Timestamp)>> {
    let rows = sqlx::query!(
        "select sealed, created_at from child_case_note where case_id = $1 order by created_at, id",
        case.0
    )
    .fetch_all(&mut *opening.db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (r.sealed, from_time(r.created_at)))
        .collect())
}
