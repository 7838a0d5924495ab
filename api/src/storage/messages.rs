//! Messages between a household and a provider; texts sealed.

use jiff::Timestamp;
use punte_core::{
    booking::Side,
    id::{InquiryId, MatchId, MessageId, ProviderId, RequestId},
    locale::Locale,
    message::{Phrase, Thread, Words},
};
use sqlx::PgConnection;

use super::{Result, data_keys, from_time, opening::Opening, to_time};
use crate::vault::{MESSAGE_TEXT, Vault};

/// A message, ready to be written.
pub struct NewMessage<'a> {
    /// Its id.
    pub id: MessageId,
    /// In which thread.
    pub of: Thread,
    /// Who writes.
    pub side: Side,
    /// In which language.
    pub locale: Locale,
    /// What.
    pub words: &'a Words,
}

/// Keeps a message. The database refuses one in a thread that is over.
pub async fn insert(
    db: &mut PgConnection,
    vault: &Vault,
    new: &NewMessage<'_>,
    now: Timestamp,
) -> Result<()> {
    let (phrase, text) = match new.words {
        Words::Phrase(phrase) => (Some(phrase.as_str()), None),
        Words::Text(text) => (None, Some(text)),
    };
    sqlx::query!(
        "insert into message (id, match_id, inquiry_id, side, locale, phrase, at) values ($1, $2, $3, $4, $5, $6, $7)",
        new.id.0,
        new.of.of_match().map(|id| id.0),
        new.of.inquiry().map(|id| id.0),
        new.side.as_str(),
        new.locale.as_str(),
        phrase,
        to_time(now)
    )
    .execute(&mut *db)
    .await?;
    if let Some(text) = text {
        let key = data_keys::insert(db, vault, new.id.0).await?;
        sqlx::query!(
            "insert into identity.message_text (message_id, text) values ($1, $2)",
            new.id.0,
            key.seal(MESSAGE_TEXT, text)?
        )
        .execute(db)
        .await?;
    }
    Ok(())
}

/// A message. Not `Debug`.
pub struct MessageRow {
    /// In which thread.
    pub of: Thread,
    /// Who wrote it.
    pub side: Side,
    /// In which language.
    pub locale: Locale,
    /// What; none once it was erased.
    pub words: Option<Words>,
    /// When.
    pub at: Timestamp,
    /// When the other side read it.
    pub read_at: Option<Timestamp>,
}

/// The messages of a thread, of a household or with a provider; the first first.
pub async fn list(
    opening: &mut Opening<'_>,
    of: Option<Thread>,
    request: Option<RequestId>,
    provider: Option<ProviderId>,
) -> Result<Vec<MessageRow>> {
    let raw = sqlx::query!(
        r#"select s.id, s.match_id, s.inquiry_id, s.side, s.locale, s.phrase, s.at, s.read_at,
               t.text as "text?", k.wrapped as "wrapped?", k.kek as "kek?", k.version as "version?"
           from message s
           left join identity.message_text t on t.message_id = s.id
           left join identity.data_key k on k.row_id = t.message_id
           where s.match_id = any(array(select m.id from match m where m.id = $1 or m.request_id = $2 or m.provider_id = $3))
               or s.inquiry_id = any(array(select i.id from inquiry i where i.id = $4 or i.request_id = $2 or i.provider_id = $3))
           order by s.at, s.id"#,
        of.and_then(Thread::of_match).map(|m| m.0),
        request.map(|r| r.0),
        provider.map(|p| p.0),
        of.and_then(Thread::inquiry).map(|i| i.0)
    )
    .fetch_all(&mut *opening.db)
    .await?;
    let mut rows = Vec::with_capacity(raw.len());
    for r in raw {
        let phrase = r.phrase.as_deref().and_then(Phrase::from_name);
        let words = match (phrase, r.text, r.wrapped, r.kek, r.version) {
            (Some(phrase), ..) => Some(Words::Phrase(phrase)),
            (None, Some(sealed), Some(wrapped), Some(kek), Some(version)) => Some(Words::Text(
                data_keys::open(opening, r.id, wrapped, kek, version)?
                    .open(MESSAGE_TEXT, &sealed)?,
            )),
            _ => None,
        };
        let of = Thread::of(r.match_id.map(MatchId), r.inquiry_id.map(InquiryId));
        let (Some(of), Some(side)) = (of, Side::from_name(&r.side)) else {
            continue;
        };
        rows.push(MessageRow {
            of,
            side,
            locale: Locale::from_tag(&r.locale).unwrap_or_default(),
            words,
            at: from_time(r.at),
            read_at: r.read_at.map(from_time),
        });
    }
    Ok(rows)
}

/// How many messages of a side the other one has not read.
pub async fn count_unread(db: &mut PgConnection, of: Thread, by: Side) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from message where (match_id = $1 or inquiry_id = $1) and side = $2 and read_at is null"#,
        of.uuid(),
        by.as_str()
    )
    .fetch_one(db)
    .await
}

/// How many messages a side wrote since.
pub async fn count_since(
    db: &mut PgConnection,
    of: Thread,
    by: Side,
    since: Timestamp,
) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from message where (match_id = $1 or inquiry_id = $1) and side = $2 and at > $3"#,
        of.uuid(),
        by.as_str(),
        to_time(since)
    )
    .fetch_one(db)
    .await
}

/// Whether a message of a household waits no more: the provider wrote after it, or the household asked anew after an end.
pub async fn is_answered(db: &mut PgConnection, id: MessageId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from message s where s.id = $1
               and (exists (select from message a where a.inquiry_id = s.inquiry_id and a.side = 'provider' and (a.at, a.id) > (s.at, s.id))
                   or exists (select from inquiry_end n where n.inquiry_id = s.inquiry_id and n.reopened_at > s.at))) as "answered!""#,
        id.0
    )
    .fetch_one(db)
    .await
}

/// Writes down that the messages of a side were read.
pub async fn update_read(
    db: &mut PgConnection,
    of: Thread,
    by: Side,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update message set read_at = $3 where (match_id = $1 or inquiry_id = $1) and side = $2 and read_at is null",
        of.uuid(),
        by.as_str(),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Erases what was written with a household, or by a provider.
pub async fn erase(
    db: &mut PgConnection,
    request: Option<RequestId>,
    provider: Option<ProviderId>,
) -> Result<()> {
    sqlx::query!(
        "select erase_messages($1, $2) as gone",
        request.map(|r| r.0),
        provider.map(|p| p.0)
    )
    .execute(db)
    .await?;
    Ok(())
}
