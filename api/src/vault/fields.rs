//! The sealed columns, by name.

use uuid::Uuid;

/// A sealed column of the identity schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its table, without the schema.
    pub table: &'static str,
    /// Its name.
    pub column: &'static str,
}

impl Field {
    pub(super) const fn of(table: &'static str, column: &'static str) -> Self {
        Self { table, column }
    }

    /// What a value is bound to: `table|column|row id|key version`.
    pub(super) fn binding(self, row: Uuid, version: i32) -> Vec<u8> {
        format!("{}|{}|{row}|{version}", self.table, self.column).into_bytes()
    }
}

/// The e-mail address of an account.
pub const ACCOUNT_EMAIL: Field = Field::of("account", "email");
/// The name of a private person who offers help.
pub const PROVIDER_NAME: Field = Field::of("provider", "name");
/// What a private person was called when something was agreed that still runs.
pub const FORMER_NAME: Field = Field::of("former_name", "name");
/// A provider's number in a register.
pub const PROVIDER_REGISTRATION_NUMBER: Field = Field::of("provider", "registration_number");
/// Who represents a provider.
pub const PROVIDER_LEGAL_REPRESENTATIVE: Field = Field::of("provider", "legal_representative");
/// Who answers for a provider.
pub const PROVIDER_CONTACT_PERSON: Field = Field::of("provider", "contact_person");
/// A provider's e-mail address.
pub const PROVIDER_EMAIL: Field = Field::of("provider", "email");
/// A provider's phone.
pub const PROVIDER_PHONE: Field = Field::of("provider", "phone");
/// When to call a provider.
pub const PROVIDER_CONTACT_HOURS: Field = Field::of("provider", "contact_hours");
/// The exact address of an offer.
pub const OFFER_ADDRESS: Field = Field::of("offer_private", "address");
/// The exact point of an offer.
pub const OFFER_POINT: Field = Field::of("offer_private", "point");
/// Who drives.
pub const OFFER_DRIVER: Field = Field::of("offer_private", "driver");
/// The plate of a vehicle.
pub const OFFER_PLATE: Field = Field::of("offer_private", "plate");
/// The number of a licence.
pub const OFFER_LICENCE_NUMBER: Field = Field::of("offer_private", "licence_number");
/// What a household calls itself.
pub const REQUEST_NAME: Field = Field::of("request_contact", "name");
/// A household's phone.
pub const REQUEST_PHONE: Field = Field::of("request_contact", "phone");
/// A household's e-mail address.
pub const REQUEST_EMAIL: Field = Field::of("request_contact", "email");
/// When it is safe to reach a household.
pub const REQUEST_SAFE_NOTE: Field = Field::of("request_contact", "safe_note");

/// What somebody says about how it was.
pub const FEEDBACK_COMMENT: Field = Field::of("feedback_comment", "comment");

/// What the two sides of a match write to each other.
pub const MESSAGE_TEXT: Field = Field::of("message_text", "text");

/// What a case worker notes about a household, and what they call its case.
pub const CASE_TEXT: Field = Field::of("case_text", "text");

/// All of them.
pub const FIELDS: [Field; 21] = [
    ACCOUNT_EMAIL,
    PROVIDER_NAME,
    FORMER_NAME,
    PROVIDER_REGISTRATION_NUMBER,
    PROVIDER_LEGAL_REPRESENTATIVE,
    PROVIDER_CONTACT_PERSON,
    PROVIDER_EMAIL,
    PROVIDER_PHONE,
    PROVIDER_CONTACT_HOURS,
    OFFER_ADDRESS,
    OFFER_POINT,
    OFFER_DRIVER,
    OFFER_PLATE,
    OFFER_LICENCE_NUMBER,
    REQUEST_NAME,
    REQUEST_PHONE,
    REQUEST_EMAIL,
    REQUEST_SAFE_NOTE,
    FEEDBACK_COMMENT,
    MESSAGE_TEXT,
    CASE_TEXT,
];
