//! Items that a moderator handed to somebody else who checks.

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, ReviewItemId, RevisionId},
    verification::EscalationReason,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_time, to_time};

/// That an item was handed on.
pub struct EscalationRow {
    /// By whom.
    pub by: AccountId,
    /// Why.
    pub reason: EscalationReason,
    /// More, in words for whoever decides.
    pub note: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl EscalationRow {
    /// From columns of `standing_escalation`, which are there together or not at all.
    pub(super) fn of(
        by: Option<Uuid>,
        reason: Option<&str>,
        note: Option<String>,
        at: Option<time::OffsetDateTime>,
    ) -> Option<Self> {
        Some(Self {
            by: AccountId(by?),
            reason: EscalationReason::from_name(reason?)?,
            note,
            at: from_time(at?),
        })
    }
}

/// An item to hand on.
pub struct NewEscalation<'a> {
    /// Its id.
    pub id: Uuid,
    /// The item.
    pub item: ReviewItemId,
    /// Which version of the offer.
    pub revision: RevisionId,
    /// By whom.
    pub moderator: AccountId,
    /// Why.
    pub reason: EscalationReason,
    /// More, in words.
    pub note: Option<&'a str>,
}

/// Writes down that an item is handed on. The database refuses without the lease, and by the author or their organisation.
pub async fn insert(db: &mut PgConnection, e: &NewEscalation<'_>, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "insert into review_escalation (id, review_item_id, revision_id, moderator_id, reason, note, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        e.id,
        e.item.0,
        e.revision.0,
        e.moderator.0,
        e.reason.as_str(),
        e.note,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether a moderator handed an item on.
pub async fn has_handed_on(
    db: &mut PgConnection,
    item: ReviewItemId,
    moderator: AccountId,
) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from review_escalation where review_item_id = $1 and moderator_id = $2) as "found!""#,
        item.0,
        moderator.0
    )
    .fetch_one(db)
    .await
}

/// How many moderators but one may still decide on an item: who have nothing to do with its offer, and neither handed it on nor approved it.
pub async fn count_left(db: &mut PgConnection, item: ReviewItemId, but: AccountId) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from account a, review_item i join offer o on o.id = i.offer_id join offer_revision r on r.id = i.revision_id
           where i.id = $1 and 'moderator' = any (a.roles) and a.disabled_at is null and a.id <> $2
               and a.id is distinct from o.created_by and a.id is distinct from r.created_by and not has_belonged(a.id, o.provider_id)
               and not exists (select from review_escalation e where e.review_item_id = i.id and e.moderator_id = a.id)
               and not exists (select from review_decision d
                   where d.review_item_id = i.id and d.moderator_id = a.id and d.undone_at is null)"#,
        item.0,
        but.0
    )
    .fetch_one(db)
    .await
}

/// How often a revision was handed on, the newest first.
pub async fn list(db: &mut PgConnection, revision: RevisionId) -> Result<Vec<EscalationRow>> {
    let rows = sqlx::query!(
        "select moderator_id, reason, note, created_at from review_escalation where revision_id = $1
         order by created_at desc, id desc",
        revision.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(EscalationRow {
                by: AccountId(r.moderator_id),
                reason: EscalationReason::from_name(&r.reason)?,
                note: r.note,
                at: from_time(r.created_at),
            })
        })
        .collect())
}
