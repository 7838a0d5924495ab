//! How households are reached (identity schema), sealed.

use punte_core::{
    contact::{ContactChannel, Email, Phone},
    id::RequestId,
    request::Contact,
};
use sqlx::PgConnection;

use super::{Result, data_keys, opening::Opening};
use crate::vault::{
    DataKey, IndexKind, REQUEST_EMAIL, REQUEST_NAME, REQUEST_PHONE, REQUEST_SAFE_NOTE, Vault,
};

/// How to reach a household. Not `Debug`.
pub struct ContactRow {
    /// The way they want.
    pub channel: ContactChannel,
    /// The name they chose.
    pub name: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// When it is safe.
    pub safe_note: Option<String>,
}

impl From<&Contact> for ContactRow {
    fn from(contact: &Contact) -> Self {
        Self {
            channel: contact.channel,
            name: contact.name.clone(),
            phone: contact.phone.as_ref().map(Phone::reveal).map(str::to_owned),
            email: contact.email.as_ref().map(Email::reveal).map(str::to_owned),
            safe_note: contact.safe_note.clone(),
        }
    }
}

const fn channel_name(channel: ContactChannel) -> &'static str {
    match channel {
        ContactChannel::InProduct => "in_product",
        ContactChannel::Phone => "phone",
        ContactChannel::Email => "email",
    }
}

fn channel(name: &str) -> ContactChannel {
    match name {
        "phone" => ContactChannel::Phone,
        "email" => ContactChannel::Email,
        _ => ContactChannel::InProduct,
    }
}

/// Adds how to reach a household.
pub async fn insert(
    db: &mut PgConnection,
    vault: &Vault,
    id: RequestId,
    contact: &Contact,
) -> Result<()> {
    let key = data_keys::insert(db, vault, id.0).await?;
    write(db, vault, &key, id, &contact.into()).await
}

/// Replaces how to reach a household; nothing happens once it was erased.
pub async fn update(opening: &mut Opening<'_>, id: RequestId, contact: &Contact) -> Result<()> {
    match opening.key(id.0).await? {
        Some(key) => write(opening.db, opening.vault, &key, id, &contact.into()).await,
        None => Ok(()),
    }
}

async fn write(
    db: &mut PgConnection,
    vault: &Vault,
    key: &DataKey,
    id: RequestId,
    c: &ContactRow,
) -> Result<()> {
    let index = |kind, text: &Option<String>| text.as_deref().map(|text| vault.index(kind, text));
    sqlx::query!(
        "insert into identity.request_contact (request_id, channel, name, phone, phone_index, email, email_index, safe_note)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (request_id) do update set channel = $2, name = $3, phone = $4, phone_index = $5, email = $6, email_index = $7,
             safe_note = $8, plain_name = null, plain_phone = null, plain_email = null, plain_safe_note = null",
        id.0,
        channel_name(c.channel),
        key.seal_some(REQUEST_NAME, c.name.as_deref())?,
        key.seal_some(REQUEST_PHONE, c.phone.as_deref())?,
        index(IndexKind::Phone, &c.phone),
        key.seal_some(REQUEST_EMAIL, c.email.as_deref())?,
        index(IndexKind::Email, &c.email),
        key.seal_some(REQUEST_SAFE_NOTE, c.safe_note.as_deref())?
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How to reach a household; none once it was erased.
pub async fn find(opening: &mut Opening<'_>, id: RequestId) -> Result<Option<ContactRow>> {
    let row = sqlx::query!(
        "select channel, name, phone, email, safe_note, k.wrapped, k.kek, k.version
         from identity.request_contact c join identity.data_key k on k.row_id = c.request_id where c.request_id = $1",
        id.0
    )
    .fetch_optional(&mut *opening.db)
    .await?;
    row.map(|r| {
        let key = data_keys::open(opening, id.0, r.wrapped, r.kek, r.version)?;
        Ok(ContactRow {
            channel: channel(&r.channel),
            name: key.open_some(REQUEST_NAME, r.name.as_deref())?,
            phone: key.open_some(REQUEST_PHONE, r.phone.as_deref())?,
            email: key.open_some(REQUEST_EMAIL, r.email.as_deref())?,
            safe_note: key.open_some(REQUEST_SAFE_NOTE, r.safe_note.as_deref())?,
        })
    })
    .transpose()
}

/// Seals up to `limit` rows that an older version wrote in plain text; answers how many.
pub async fn seal_plain(opening: &mut Opening<'_>, limit: i64) -> Result<usize> {
    let Opening { db, vault } = opening;
    let rows = sqlx::query!(
        "select request_id, channel, plain_name, plain_phone, plain_email, plain_safe_note from identity.request_contact c
         where num_nonnulls(name, phone, email, safe_note) = 0
             and not exists (select from identity.data_key k where k.row_id = c.request_id)
         limit $1 for update skip locked",
        limit
    )
    .fetch_all(&mut **db)
    .await?;
    let count = rows.len();
    for r in rows {
        let key = data_keys::insert(db, vault, r.request_id).await?;
        let plain = ContactRow {
            channel: channel(&r.channel),
            name: r.plain_name,
            phone: r.plain_phone,
            email: r.plain_email,
            safe_note: r.plain_safe_note,
        };
        write(db, vault, &key, RequestId(r.request_id), &plain).await?;
    }
    Ok(count)
}
