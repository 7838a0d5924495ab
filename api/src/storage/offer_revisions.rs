//! Revisions of offers: what an offer says, version by version.

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, OfferId, RevisionId},
    offer::{OfferContent, OfferDraft, OfferPrivate},
    place::GeoPoint,
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{Geog, Result, offer_private, opening::Opening, to_time};
use crate::vault::Vault;

/// A version of an offer's content.
pub struct RevisionRow {
    /// Its id.
    pub id: RevisionId,
    /// Its offer.
    pub offer: OfferId,
    /// 1, 2, 3.
    pub number: i32,
    /// What it says.
    pub content: OfferContent,
    /// Who wrote it.
    pub created_by: AccountId,
    /// Whether it can still be changed.
    pub submitted: bool,
}

/// Content as it was stored; it was checked before it went in.
pub(super) fn checked(draft: OfferDraft) -> Result<OfferContent> {
    OfferContent::parse(draft)
        .map_err(|_e| sqlx::Error::Decode("stored offer content breaks today's rules".into()))
}

/// As [`checked`], for lists: what breaks today's rules is left out and logged. One row that an older version wrote, or a hand,
/// must not take everybody else's offers down.
pub(super) fn checked_or_left_out(offer: Uuid, draft: OfferDraft) -> Option<OfferContent> {
    let content = OfferContent::parse(draft).ok();
    if content.is_none() {
        tracing::error!(%offer, "stored offer content breaks today's rules: the offer is left out");
    }
    content
}

/// Adds a revision with its private data, and the point that it would be published with.
#[expect(clippy::too_many_arguments, reason = "a row")]
pub async fn insert(
    db: &mut PgConnection,
    vault: &Vault,
    id: RevisionId,
    offer: OfferId,
    number: i32,
    content: &OfferContent,
    private: &OfferPrivate,
    point: GeoPoint,
    by: AccountId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into offer_revision (id, offer_id, number, content, published_point, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        id.0, offer.0, number, Json(content.draft()) as _, Geog::from(point) as _, by.0, to_time(now)
    )
    .execute(&mut *db)
    .await?;
    offer_private::insert(db, vault, id, private).await
}

/// Replaces the content of a revision that was not submitted yet.
pub async fn update(
    opening: &mut Opening<'_>,
    id: RevisionId,
    content: &OfferContent,
    private: &OfferPrivate,
    point: GeoPoint,
) -> Result<()> {
    sqlx::query!(
        "update offer_revision set content = $2, published_point = $3 where id = $1",
        id.0,
        Json(content.draft()) as _,
        Geog::from(point) as _
    )
    .execute(&mut *opening.db)
    .await?;
    offer_private::update(opening, id, private).await
}

/// Marks a revision as handed in.
pub async fn update_submitted(db: &mut PgConnection, id: RevisionId, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update offer_revision set submitted_at = coalesce(submitted_at, $2) where id = $1",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A revision.
pub async fn find(db: &mut PgConnection, id: RevisionId) -> Result<Option<RevisionRow>> {
    let row = sqlx::query!(
        r#"select id, offer_id, number, content as "content: Json<OfferDraft>", created_by, submitted_at from offer_revision where id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    row.map(|r| {
        Ok(RevisionRow {
            id: RevisionId(r.id),
            offer: OfferId(r.offer_id),
            number: r.number,
            content: checked(r.content.0)?,
            created_by: AccountId(r.created_by),
            submitted: r.submitted_at.is_some(),
        })
    })
    .transpose()
}

/// The number of the next revision.
pub async fn next_number(db: &mut PgConnection, id: OfferId) -> Result<i32> {
    sqlx::query_scalar!(
        r#"select coalesce(max(number), 0) + 1 as "n!" from offer_revision where offer_id = $1"#,
        id.0
    )
    .fetch_one(db)
    .await
}
