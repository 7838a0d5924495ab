//! What households ask institutions about their offers: threads of messages without a match.

use jiff::Timestamp;
use punte_core::{
    booking::Side,
    id::{AccountId, InquiryId, OfferId, ProviderId, RequestId},
    inquiry::{End, Inquiry},
    message::Phrase,
    provider::ProviderKind,
};
use sqlx::PgConnection;

use super::{Result, from_time, to_time};

/// An inquiry.
pub struct InquiryRow {
    /// Its id.
    pub id: InquiryId,
    /// Who asks.
    pub request: RequestId,
    /// About what.
    pub offer: OfferId,
    /// Who answers.
    pub provider: ProviderId,
    /// When it began.
    pub created_at: Timestamp,
    /// When somebody wrote last.
    pub last_at: Timestamp,
    /// How it stands.
    pub stands: Inquiry,
    /// Who wrote last, thanks left aside, and what was written before the household asked anew.
    pub last_by: Option<Side>,
    /// How many messages of the provider the household has not read.
    pub unread_by_household: u32,
    /// How many messages of the household the provider has not read.
    pub unread_by_provider: u32,
}

/// Which inquiries: of a household, of a provider, one, or the one of both about an offer.
#[derive(Default)]
pub struct InquiryFilter {
    /// This one.
    pub id: Option<InquiryId>,
    /// Of this household.
    pub request: Option<RequestId>,
    /// About this offer.
    pub offer: Option<OfferId>,
    /// To this provider.
    pub provider: Option<ProviderId>,
    /// Those where somebody wrote before this instant.
    pub before: Option<(Timestamp, InquiryId)>,
}

/// Inquiries, those first where somebody wrote last. Nothing named in the filter finds nothing.
pub async fn list(
    db: &mut PgConnection,
    filter: &InquiryFilter,
    limit: i64,
) -> Result<Vec<InquiryRow>> {
    let rows = sqlx::query!(
        r#"select i.id, i.request_id, i.offer_id, i.provider_id, i.created_at, l.at as "last_at!", p.kind, q.state = 'open' as "request_open!",
               q.unaccompanied_minor as "minor!",
               exists (select from visible_offer v where v.id = i.offer_id and not v.for_minors) as "visible!",
               exists (select from report t where t.inquiry_id = i.id and t.reporter = 'household') as "reported!",
               (select n.side from inquiry_end n where n.inquiry_id = i.id and n.reopened_at is null) as ended_by,
               (select n.at from inquiry_end n where n.inquiry_id = i.id and n.reopened_at is null) as ended_at,
               (select s.side from message s where s.inquiry_id = i.id and s.phrase is distinct from $8
                    and not exists (select from inquiry_end n where n.inquiry_id = i.id and n.reopened_at > s.at)
                order by s.at desc, s.id desc limit 1) as last_by,
               (select count(*) from message s where s.inquiry_id = i.id and s.side = 'provider' and s.read_at is null) as "by_household!",
               (select count(*) from message s where s.inquiry_id = i.id and s.side = 'refugee' and s.read_at is null) as "by_provider!"
           from inquiry i join request q on q.id = i.request_id join provider p on p.id = i.provider_id
           cross join lateral (select coalesce(max(s.at), i.created_at) as at from message s where s.inquiry_id = i.id) l
           where (i.id = $1 or i.request_id = $2 or i.provider_id = $4)
               and ($3::uuid is null or i.offer_id = $3)
               and ($5::timestamptz is null or (l.at, i.id) < ($5, $6::uuid))
           order by l.at desc, i.id desc limit $7"#,
        filter.id.map(|id| id.0),
        filter.request.map(|id| id.0),
        filter.offer.map(|id| id.0),
        filter.provider.map(|id| id.0),
        filter.before.map(|(at, _)| to_time(at)),
        filter.before.map(|(_, id)| id.0),
        limit,
        Phrase::ThankYou.as_str()
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(InquiryRow {
                id: InquiryId(r.id),
                request: RequestId(r.request_id),
                offer: OfferId(r.offer_id),
                provider: ProviderId(r.provider_id),
                created_at: from_time(r.created_at),
                last_at: from_time(r.last_at),
                stands: Inquiry {
                    kind: ProviderKind::from_name(&r.kind)?,
                    visible: r.visible,
                    request_open: r.request_open,
                    minor: r.minor,
                    reported: r.reported,
                    ended: r
                        .ended_by
                        .as_deref()
                        .and_then(Side::from_name)
                        .zip(r.ended_at.map(from_time))
                        .map(|(side, at)| End { side, at }),
                },
                last_by: r.last_by.as_deref().and_then(Side::from_name),
                unread_by_household: u32::try_from(r.by_household).unwrap_or(u32::MAX),
                unread_by_provider: u32::try_from(r.by_provider).unwrap_or(u32::MAX),
            })
        })
        .collect())
}

/// An inquiry.
pub async fn find(db: &mut PgConnection, id: InquiryId) -> Result<Option<InquiryRow>> {
    let filter = InquiryFilter {
        id: Some(id),
        ..InquiryFilter::default()
    };
    Ok(list(db, &filter, 1).await?.pop())
}

/// Whose an offer is that everybody sees.
pub async fn find_provider(
    db: &mut PgConnection,
    offer: OfferId,
) -> Result<Option<(ProviderId, ProviderKind)>> {
    let row = sqlx::query!(
        r#"select provider_id as "provider!", provider_kind as "kind!" from public_offer where id = $1"#,
        offer.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|r| Some((ProviderId(r.provider), ProviderKind::from_name(&r.kind)?))))
}

/// Begins an inquiry. The database refuses one that is not to an institution, or about something that not everybody sees.
pub async fn insert(
    db: &mut PgConnection,
    id: InquiryId,
    request: RequestId,
    offer: OfferId,
    provider: ProviderId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into inquiry (id, request_id, offer_id, provider_id, created_at) values ($1, $2, $3, $4, $5)",
        id.0,
        request.0,
        offer.0,
        provider.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down that a side ended it. The database takes one end at a time.
pub async fn insert_end(
    db: &mut PgConnection,
    id: InquiryId,
    end: End,
    account: Option<AccountId>,
) -> Result<()> {
    sqlx::query!(
        "insert into inquiry_end (inquiry_id, n, side, account_id, at)
         values ($1, (select count(*) + 1 from inquiry_end n where n.inquiry_id = $1), $2, $3, $4)",
        id.0,
        end.side.as_str(),
        account.map(|a| a.0),
        to_time(end.at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets the two write again.
pub async fn update_reopened(db: &mut PgConnection, id: InquiryId, now: Timestamp) -> Result<()> {
    sqlx::query!(
        "update inquiry_end set reopened_at = $2 where inquiry_id = $1 and reopened_at is null",
        id.0,
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How many inquiries a household began since, or began again. An end of its own that its institution's took the place of, at the same
/// instant, is none that it began again.
pub async fn count_since(
    db: &mut PgConnection,
    request: RequestId,
    since: Timestamp,
) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select (select count(*) from inquiry where request_id = $1 and created_at > $2)
               + (select count(*) from inquiry_end n join inquiry i on i.id = n.inquiry_id
                  where i.request_id = $1 and n.reopened_at > $2
                      and not exists (select from inquiry_end t where t.inquiry_id = n.inquiry_id and t.n = n.n + 1
                          and n.side = 'refugee' and t.side = 'provider' and t.at = n.reopened_at)) as "n!""#,
        request.0,
        to_time(since)
    )
    .fetch_one(db)
    .await
}

/// How many messages of households a provider has not read.
pub async fn count_unread(db: &mut PgConnection, provider: ProviderId) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from inquiry i join message s on s.inquiry_id = i.id
           where i.provider_id = $1 and s.side = 'refugee' and s.read_at is null"#,
        provider.0
    )
    .fetch_one(db)
    .await
}
