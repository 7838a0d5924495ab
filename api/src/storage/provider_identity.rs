//! Who providers are (identity schema), sealed. An organisation's name is public and stands with the provider itself.

use punte_core::{id::ProviderId, provider::ProviderKind};
use sqlx::PgConnection;

use super::{Result, data_keys, opening::Opening};
use crate::vault::{
    DataKey, IndexKind, PROVIDER_CONTACT_HOURS, PROVIDER_CONTACT_PERSON, PROVIDER_EMAIL,
    PROVIDER_LEGAL_REPRESENTATIVE, PROVIDER_NAME, PROVIDER_PHONE, PROVIDER_REGISTRATION_NUMBER,
    Vault,
};

/// The part of a provider that names somebody. Not `Debug`.
pub struct ProviderIdentity {
    /// Name: of the organisation, or of the person.
    pub name: String,
    /// Number in a register.
    pub registration_number: Option<String>,
    /// Legal representative.
    pub legal_representative: Option<String>,
    /// Who answers.
    pub contact_person: Option<String>,
    /// E-mail.
    pub email: String,
    /// Phone, E.164.
    pub phone: Option<String>,
    /// When to call, in words.
    pub contact_hours: Option<String>,
}

/// Whether somebody else who was blocked or stopped is reached in the same way.
pub async fn is_of_stopped(
    db: &mut PgConnection,
    vault: &Vault,
    id: ProviderId,
    who: &ProviderIdentity,
) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from identity.provider i join provider p on p.id = i.provider_id
               where i.provider_id <> $1 and p.status in ('blocked', 'suspended') and (i.email_index = $2 or i.phone_index = $3)) as "is!""#,
        id.0,
        vault.index(IndexKind::Email, &who.email),
        who.phone.as_deref().map(|phone| vault.index(IndexKind::Phone, phone))
    )
    .fetch_one(db)
    .await
}

/// A row, ready to be written.
struct Sealed {
    name: Option<Vec<u8>>,
    registration_number: Option<Vec<u8>>,
    registration_number_index: Option<Vec<u8>>,
    legal_representative: Option<Vec<u8>>,
    contact_person: Option<Vec<u8>>,
    email: Vec<u8>,
    email_index: Vec<u8>,
    phone: Option<Vec<u8>>,
    phone_index: Option<Vec<u8>>,
    contact_hours: Option<Vec<u8>>,
}

/// `named`: the name is a private person's, which stands here and nowhere else.
fn seal(vault: &Vault, key: &DataKey, who: &ProviderIdentity, named: bool) -> Result<Sealed> {
    let index = |kind, text: &Option<String>| text.as_deref().map(|text| vault.index(kind, text));
    Ok(Sealed {
        name: key.seal_some(PROVIDER_NAME, named.then_some(&*who.name))?,
        registration_number: key.seal_some(
            PROVIDER_REGISTRATION_NUMBER,
            who.registration_number.as_deref(),
        )?,
        registration_number_index: index(IndexKind::RegistrationNumber, &who.registration_number),
        legal_representative: key.seal_some(
            PROVIDER_LEGAL_REPRESENTATIVE,
            who.legal_representative.as_deref(),
        )?,
        contact_person: key.seal_some(PROVIDER_CONTACT_PERSON, who.contact_person.as_deref())?,
        email: key.seal(PROVIDER_EMAIL, &who.email)?,
        email_index: vault.index(IndexKind::Email, &who.email),
        phone: key.seal_some(PROVIDER_PHONE, who.phone.as_deref())?,
        phone_index: index(IndexKind::Phone, &who.phone),
        contact_hours: key.seal_some(PROVIDER_CONTACT_HOURS, who.contact_hours.as_deref())?,
    })
}

/// Adds who a provider is.
pub(super) async fn insert(
    db: &mut PgConnection,
    vault: &Vault,
    id: ProviderId,
    kind: ProviderKind,
    who: &ProviderIdentity,
) -> Result<()> {
    let key = data_keys::insert(db, vault, id.0).await?;
    let s = seal(vault, &key, who, !kind.is_organisation())?;
    sqlx::query!(
        "insert into identity.provider (provider_id, name, registration_number, registration_number_index, legal_representative,
             contact_person, email, email_index, phone, phone_index, contact_hours)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id.0, s.name, s.registration_number, s.registration_number_index, s.legal_representative, s.contact_person, s.email,
        s.email_index, s.phone, s.phone_index, s.contact_hours
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Replaces who a provider is; false once it was erased, and for whom it is not.
pub(super) async fn update(
    opening: &mut Opening<'_>,
    id: ProviderId,
    kind: ProviderKind,
    who: &ProviderIdentity,
) -> Result<bool> {
    let Some(key) = opening.key(id.0).await? else {
        return Ok(false);
    };
    let s = seal(opening.vault, &key, who, !kind.is_organisation())?;
    write(opening.db, id, &s).await?;
    Ok(true)
}

async fn write(db: &mut PgConnection, id: ProviderId, s: &Sealed) -> Result<()> {
    sqlx::query!(
        "update identity.provider set name = $2, registration_number = $3, registration_number_index = $4, legal_representative = $5,
             contact_person = $6, email = $7, email_index = $8, phone = $9, phone_index = $10, contact_hours = $11,
             plain_name = null, plain_registration_number = null, plain_legal_representative = null, plain_contact_person = null,
             plain_email = null, plain_phone = null, plain_contact_hours = null
         where provider_id = $1",
        id.0, s.name, s.registration_number, s.registration_number_index, s.legal_representative, s.contact_person, s.email,
        s.email_index, s.phone, s.phone_index, s.contact_hours
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Who a provider is; none once it was erased.
pub async fn find(opening: &mut Opening<'_>, id: ProviderId) -> Result<Option<ProviderIdentity>> {
    let row = sqlx::query!(
        r#"select p.public_name, i.name, i.registration_number, i.legal_representative, i.contact_person, i.email as "email!", i.phone,
               i.contact_hours, k.wrapped, k.kek, k.version
           from identity.provider i join provider p on p.id = i.provider_id join identity.data_key k on k.row_id = i.provider_id
           where i.provider_id = $1"#,
        id.0
    )
    .fetch_optional(&mut *opening.db)
    .await?;
    row.map(|r| {
        let key = data_keys::open(opening, id.0, r.wrapped, r.kek, r.version)?;
        let own_name = key.open_some(PROVIDER_NAME, r.name.as_deref())?;
        Ok(ProviderIdentity {
            name: r.public_name.or(own_name).unwrap_or_default(),
            registration_number: key.open_some(
                PROVIDER_REGISTRATION_NUMBER,
                r.registration_number.as_deref(),
            )?,
            legal_representative: key.open_some(
                PROVIDER_LEGAL_REPRESENTATIVE,
                r.legal_representative.as_deref(),
            )?,
            contact_person: key.open_some(PROVIDER_CONTACT_PERSON, r.contact_person.as_deref())?,
            email: key.open(PROVIDER_EMAIL, &r.email)?,
            phone: key.open_some(PROVIDER_PHONE, r.phone.as_deref())?,
            contact_hours: key.open_some(PROVIDER_CONTACT_HOURS, r.contact_hours.as_deref())?,
        })
    })
    .transpose()
}

/// The organisation with this id or registration number; none if two have the number.
pub async fn find_organisation(
    db: &mut PgConnection,
    vault: &Vault,
    name: &str,
) -> Result<Option<ProviderId>> {
    let found = sqlx::query_scalar!(
        "select p.id from provider p join identity.provider i on i.provider_id = p.id
         where p.kind <> 'volunteer' and (p.id::text = lower($1) or i.registration_number_index = $2) limit 2",
        name,
        vault.index(IndexKind::RegistrationNumber, name)
    )
    .fetch_all(db)
    .await?;
    Ok(match found.as_slice() {
        [one] => Some(ProviderId(*one)),
        _ => None,
    })
}

/// Seals up to `limit` rows that an older version wrote in plain text; answers how many.
pub async fn seal_plain(opening: &mut Opening<'_>, limit: i64) -> Result<usize> {
    let Opening { db, vault } = opening;
    let rows = sqlx::query!(
        r#"select provider_id, p.kind, plain_name as "name!", plain_registration_number, plain_legal_representative,
               plain_contact_person, plain_email as "email!", plain_phone, plain_contact_hours
           from identity.provider i join provider p on p.id = i.provider_id
           where plain_email is not null and plain_name is not null limit $1 for update of i skip locked"#,
        limit
    )
    .fetch_all(&mut **db)
    .await?;
    let count = rows.len();
    for r in rows {
        let key = data_keys::insert(db, vault, r.provider_id).await?;
        let plain = ProviderIdentity {
            name: r.name,
            registration_number: r.plain_registration_number,
            legal_representative: r.plain_legal_representative,
            contact_person: r.plain_contact_person,
            email: r.email,
            phone: r.plain_phone,
            contact_hours: r.plain_contact_hours,
        };
        let named = r.kind == ProviderKind::Volunteer.as_str();
        let s = seal(vault, &key, &plain, named)?;
        write(db, ProviderId(r.provider_id), &s).await?;
    }
    Ok(count)
}
