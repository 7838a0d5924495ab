//! The moderators' queue and their decisions.

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, OfferId, ProviderId, ReviewItemId, RevisionId},
    verification::{Decision, ReasonCode},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, escalations::EscalationRow, from_time, to_time};

/// An item of the queue.
pub struct ReviewItemRow {
    /// Its id.
    pub id: ReviewItemId,
    /// The offer.
    pub offer: OfferId,
    /// Whose.
    pub provider: ProviderId,
    /// The version to decide on.
    pub revision: RevisionId,
    /// `new`, `edited` or `recheck`.
    pub kind: String,
    /// `open`, `decided` or `withdrawn`.
    pub state: String,
    /// Category of the offer.
    pub category: String,
    /// How many different moderators must approve.
    pub approvals_required: i16,
    /// How many did.
    pub approvals: i64,
    /// Who holds it.
    pub claimed_by: Option<AccountId>,
    /// Until when.
    pub lease_until: Option<Timestamp>,
    /// That it was handed on, and nobody decided since.
    pub escalation: Option<EscalationRow>,
    /// Until when what was checked counts: of what is looked at again, and of nothing else.
    pub checks_until: Option<Timestamp>,
    /// When it came in.
    pub opened_at: Timestamp,
    /// Row version.
    pub version: i64,
}

struct Raw {
    id: Uuid,
    offer_id: Uuid,
    provider_id: Uuid,
    revision_id: Uuid,
    kind: String,
    state: String,
    category: String,
    approvals_required: i16,
    approvals: i64,
    claimed_by: Option<Uuid>,
    lease_until: Option<time::OffsetDateTime>,
    escalated_by: Option<Uuid>,
    escalation_reason: Option<String>,
    escalation_note: Option<String>,
    escalated_at: Option<time::OffsetDateTime>,
    checks_until: Option<time::OffsetDateTime>,
    opened_at: time::OffsetDateTime,
    version: i64,
}

impl ReviewItemRow {
    /// Whether it is what people see, looked at again.
    pub const fn is_recheck(&self) -> bool {
        self.checks_until.is_some()
    }
}

impl Raw {
    fn row(self) -> ReviewItemRow {
        ReviewItemRow {
            id: ReviewItemId(self.id),
            offer: OfferId(self.offer_id),
            provider: ProviderId(self.provider_id),
            revision: RevisionId(self.revision_id),
            kind: self.kind,
            state: self.state,
            category: self.category,
            approvals_required: self.approvals_required,
            approvals: self.approvals,
            claimed_by: self.claimed_by.map(AccountId),
            lease_until: self.lease_until.map(from_time),
            escalation: EscalationRow::of(
                self.escalated_by,
                self.escalation_reason.as_deref(),
                self.escalation_note,
                self.escalated_at,
            ),
            checks_until: self.checks_until.map(from_time),
            opened_at: from_time(self.opened_at),
            version: self.version,
        }
    }
}

/// Puts a revision into the queue, where it has waited since an instant.
pub async fn insert(
    db: &mut PgConnection,
    id: ReviewItemId,
    offer: OfferId,
    revision: RevisionId,
    kind: &str,
    approvals_required: u8,
    since: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into review_item (id, offer_id, revision_id, kind, approvals_required, opened_at) values ($1, $2, $3, $4, $5, $6)",
        id.0, offer.0, revision.0, kind, i16::from(approvals_required), to_time(since)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An item that was taken out of the queue.
pub struct Withdrawn {
    /// Which.
    pub id: ReviewItemId,
    /// Since when it waited, if nobody decided on it; of what is looked at again nothing, since that waits by another clock.
    pub undecided_since: Option<Timestamp>,
}

/// Takes the open item of an offer out of the queue, if there is one; which one it was.
pub async fn update_withdrawn(
    db: &mut PgConnection,
    offer: OfferId,
    now: Timestamp,
) -> Result<Option<Withdrawn>> {
    let row = sqlx::query!(
        r#"update review_item i set state = 'withdrawn', claimed_by = null, lease_until = null, decided_at = $2, version = version + 1
           where i.offer_id = $1 and i.state = 'open'
           returning i.id, case when i.kind <> 'recheck' and not exists (
               select from review_decision d where d.review_item_id = i.id and d.undone_at is null) then i.opened_at end as "since?""#,
        offer.0, to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Withdrawn {
        id: ReviewItemId(r.id),
        undecided_since: r.since.map(from_time),
    }))
}

/// Puts an item back into the queue that was taken out of it.
pub async fn update_waiting(db: &mut PgConnection, id: ReviewItemId) -> Result<()> {
    sqlx::query!(
        "update review_item set state = 'open', decided_at = null, version = version + 1 where id = $1 and state = 'withdrawn'",
        id.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An item.
pub async fn find(db: &mut PgConnection, id: ReviewItemId) -> Result<Option<ReviewItemRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select i.id, i.offer_id, o.provider_id, i.revision_id, i.kind, i.state, o.category, i.approvals_required,
               (select count(distinct d.moderator_id) from review_decision d where d.review_item_id = i.id and d.decision = 'approve' and d.undone_at is null) as "approvals!",
               i.claimed_by, i.lease_until, i.checks_until, i.opened_at, i.version,
               s.moderator_id as "escalated_by?", s.reason as "escalation_reason?", s.note as "escalation_note?", s.created_at as "escalated_at?"
           from review_item i join offer o on o.id = i.offer_id left join standing_escalation s on s.review_item_id = i.id
           where i.id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.map(Raw::row))
}

/// Locks an item until the transaction ends.
pub async fn lock(db: &mut PgConnection, id: ReviewItemId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select true as "found!" from review_item where id = $1 for update"#,
        id.0
    )
    .fetch_optional(db)
    .await?
    .is_some())
}

/// Gives or renews a lease, or takes it away.
pub async fn update_claim(
    db: &mut PgConnection,
    id: ReviewItemId,
    moderator: Option<AccountId>,
    until: Option<Timestamp>,
) -> Result<()> {
    sqlx::query!(
        "update review_item set claimed_by = $2, lease_until = $3, version = version + 1 where id = $1",
        id.0, moderator.map(|m| m.0), until.map(to_time)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A decision to write down.
pub struct NewDecision<'a> {
    /// Its id.
    pub id: Uuid,
    /// On which item.
    pub item: ReviewItemId,
    /// On which version.
    pub revision: RevisionId,
    /// By whom.
    pub moderator: AccountId,
    /// What.
    pub decision: Decision,
    /// Why.
    pub reason: ReasonCode,
    /// More, in words.
    pub note: Option<&'a str>,
    /// The fields that it is about, as pointers.
    pub fields: &'a [String],
    /// The checklist that was used, and its version.
    pub checklist: Option<(&'a str, u32)>,
    /// Whether it is one of many by one tap.
    pub together: bool,
}

/// Writes a decision. The database refuses without the lease, by the author or their organisation, and twice by one moderator.
pub async fn insert_decision(
    db: &mut PgConnection,
    d: &NewDecision<'_>,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into review_decision (id, review_item_id, revision_id, moderator_id, decision, reason_code, note, fields, checklist_key, checklist_version, created_at, together)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        d.id, d.item.0, d.revision.0, d.moderator.0, d.decision.as_str(), d.reason.as_str(), d.note, d.fields, d.checklist.map(|(key, _)| key), d.checklist.and_then(|(_, version)| i32::try_from(version).ok()), to_time(now), d.together
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether a moderator decided on an item.
pub async fn has_decided(
    db: &mut PgConnection,
    id: ReviewItemId,
    moderator: AccountId,
) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from review_decision where review_item_id = $1 and moderator_id = $2 and undone_at is null) as "found!""#,
        id.0,
        moderator.0
    )
    .fetch_one(db)
    .await
}

/// Whether an account wrote the offer of an item, or the version that waits in it.
pub async fn is_author(
    db: &mut PgConnection,
    id: ReviewItemId,
    account: AccountId,
) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from review_item i join offer o on o.id = i.offer_id join offer_revision r on r.id = i.revision_id
               where i.id = $1 and (o.created_by = $2 or r.created_by = $2)) as "found!""#,
        id.0,
        account.0
    )
    .fetch_one(db)
    .await
}

/// Closes an item with its outcome.
pub async fn update_decided(
    db: &mut PgConnection,
    id: ReviewItemId,
    outcome: Decision,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update review_item set state = 'decided', outcome = $2, decided_at = $3, claimed_by = null, lease_until = null, version = version + 1 where id = $1",
        id.0, outcome.as_str(), to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What the moderators said to the provider about the newest version of an offer that was handed in, if they did not approve it: reason,
/// note, fields. Of a version that is being written since, it is what was said about the one before.
pub async fn find_last_word(
    db: &mut PgConnection,
    offer: OfferId,
) -> Result<Option<(ReasonCode, Option<String>, Vec<String>)>> {
    let row = sqlx::query!(
        "select d.reason_code, d.note, d.fields from review_decision d
         where d.decision <> 'approve' and d.undone_at is null and d.revision_id = (
             select r.id from offer o join offer_revision l on l.id = o.latest_revision_id join offer_revision r on r.offer_id = o.id
             where o.id = $1 and r.submitted_at is not null and r.number <= l.number order by r.number desc limit 1)
         order by d.created_at desc limit 1",
        offer.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|r| Some((ReasonCode::from_name(&r.reason_code)?, r.note, r.fields))))
}

/// Whether a version waits in the queue.
pub async fn is_waiting(db: &mut PgConnection, revision: RevisionId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from review_item where revision_id = $1 and state = 'open') as "is!""#,
        revision.0
    )
    .fetch_one(db)
    .await
}
