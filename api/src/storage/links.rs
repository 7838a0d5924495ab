//! Who has something in common with whom: blocked providers and others, by the marks that a block keeps.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use punte_core::{
    id::{BlockId, OfferId, ProviderId, RevisionId},
    provider::{ProviderKind, ProviderStatus},
    signals::KnownBy,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, from_time, rechecks::DueRecheck, to_time};

/// A provider that has something in common with another one.
pub struct LinkRow {
    /// Which.
    pub provider: ProviderId,
    /// What it is.
    pub kind: ProviderKind,
    /// Where it stands.
    pub status: ProviderStatus,
    /// What they have in common.
    pub by: BTreeSet<KnownBy>,
    /// How many of its offers people see.
    pub live_offers: i64,
}

struct Raw {
    of: Uuid,
    provider: Uuid,
    kind: String,
    status: String,
    by: Vec<String>,
    live_offers: i64,
}

impl Raw {
    fn row(self) -> Option<(Uuid, LinkRow)> {
        let row = LinkRow {
            provider: ProviderId(self.provider),
            kind: ProviderKind::from_name(&self.kind)?,
            status: ProviderStatus::from_name(&self.status)?,
            by: self
                .by
                .iter()
                .filter_map(|by| KnownBy::from_name(by))
                .collect(),
            live_offers: self.live_offers,
        };
        Some((self.of, row))
    }
}

/// The other providers that are known from some blocks, by the block.
pub async fn list_of_blocks(
    db: &mut PgConnection,
    blocks: &[BlockId],
) -> Result<BTreeMap<BlockId, Vec<LinkRow>>> {
    let ids: Vec<Uuid> = blocks.iter().map(|b| b.0).collect();
    let raw = sqlx::query_as!(
        Raw,
        r#"select b.id as "of!", p.id as "provider!", p.kind as "kind!", p.status as "status!", array_agg(k.known_by) as "by!",
               (select count(*) from visible_offer v where v.provider_id = p.id and not v.paused) as "live_offers!"
           from unnest($1::uuid[]) b (id) cross join lateral known_from(b.id) k join provider p on p.id = k.provider_id
           group by b.id, p.id order by b.id, p.id"#,
        &ids
    )
    .fetch_all(db)
    .await?;
    let mut found: BTreeMap<BlockId, Vec<LinkRow>> = BTreeMap::new();
    for (of, row) in raw.into_iter().filter_map(Raw::row) {
        found.entry(BlockId(of)).or_default().push(row);
    }
    Ok(found)
}

/// The blocked providers that a provider is known from.
pub async fn list_blocked(db: &mut PgConnection, provider: ProviderId) -> Result<Vec<LinkRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select p.id as "of!", p.id as "provider!", p.kind as "kind!", p.status as "status!",
               array_agg(distinct case when k.kind in ('account', 'sign_in') then 'member' else k.kind end) as "by!",
               0::bigint as "live_offers!"
           from marks_of($1) k
           join block_mark m on m.value = k.value and m.kind = k.kind
           join provider_block b on b.id = m.block_id and b.verdict is distinct from 'lifted' and b.provider_id <> $1
           join provider p on p.id = b.provider_id
           group by p.id order by p.id"#,
        provider.0
    )
    .fetch_all(db)
    .await?;
    let rows = raw.into_iter().filter_map(Raw::row);
    Ok(rows.map(|(_, row)| row).collect())
}

/// Providers, or one if it is, that are known from a block that stands and have something that people could see, which does not wait in the
/// queue, while nobody was asked to look at what people see of them since that block.
pub async fn list_due(
    db: &mut PgConnection,
    only: Option<ProviderId>,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<ProviderId>> {
    let ids = sqlx::query_scalar!(
        r#"select distinct p.id as "id!"
           from provider_block b cross join lateral known_from(b.id) k join provider p on p.id = k.provider_id and p.status = 'vetted'
           where b.verdict is distinct from 'lifted' and ($1::uuid is null or p.id = $1)
               and exists (
                   select from offer o where o.provider_id = p.id and o.review = 'approved' and o.expires_at > $2 and o.checks_until > $2
                       and not exists (select from review_item i where i.offer_id = o.id and i.state = 'open'))
               and not exists (
                   select from review_item i join offer o on o.id = i.offer_id
                   where o.provider_id = p.id and i.kind = 'recheck'
                       and (i.state = 'open' and i.opened_at >= b.blocked_at or i.state = 'decided' and i.decided_at >= b.blocked_at))
           order by 1 limit $3"#,
        only.map(|id| id.0),
        to_time(now),
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(ProviderId).collect())
}

/// What of a provider is looked at again, of what was approved and has not lapsed: something private before anything else, and the newest.
/// Not what waits in the queue, nor what a decision can still be taken back of. It stays locked; what somebody else changes meanwhile is left
/// for the next look.
pub async fn lock_live(
    db: &mut PgConnection,
    provider: ProviderId,
    now: Timestamp,
) -> Result<Option<DueRecheck>> {
    let row = sqlx::query!(
        r#"select o.id, o.live_revision_id as "revision!", o.checks_until as "until!" from offer o
           where o.provider_id = $1 and o.review = 'approved' and o.expires_at > $2 and o.checks_until > $2
               and not exists (select from review_item i where i.offer_id = o.id and i.state = 'open')
               and not exists (
                   select from decision_undo u join review_item i on i.id = u.review_item_id where i.offer_id = o.id and u.until > $2)
           order by o.private desc, o.id desc limit 1 for no key update of o skip locked"#,
        provider.0,
        to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| DueRecheck {
        offer: OfferId(r.id),
        revision: RevisionId(r.revision),
        until: from_time(r.until),
    }))
}
