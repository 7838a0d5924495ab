//! For whom data keys are opened. Row-level security on `identity.data_key` holds it against the rows once more, whatever the
//! use case asked or forgot to ask: without a data key a row of the identity schema reads as not there.

use punte_core::id::{AccountId, PartnerId, RequestId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, data_keys};
use crate::vault::{DataKey, Vault};

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opener {
    /// Nobody whom a row could be about.
    Nobody,
    /// Somebody signed in.
    Account(AccountId),
    /// A household.
    Request(RequestId),
    /// A partner application.
    Partner(PartnerId),
    /// The installation by itself: mails, hints, key rotation. Never somebody's answer.
    Program,
}

impl Opener {
    /// The database's word for it: of our own letters and an id.
    pub(super) fn setting(self) -> String {
        match self {
            Self::Nobody => String::new(),
            Self::Account(id) => format!("account:{}", id.0),
            Self::Request(id) => format!("request:{}", id.0),
            Self::Partner(id) => format!("partner:{}", id.0),
            Self::Program => "program".to_owned(),
        }
    }

    /// Says in a transaction who looks, until it ends or somebody else does. Outside of one it is forgotten at once, and
    /// nothing is found.
    pub(super) async fn say(self, db: &mut PgConnection) -> Result<()> {
        sqlx::query!(
            "select set_config('punte.opens_for', $1, true) as said",
            self.setting()
        )
        .fetch_one(db)
        .await?;
        Ok(())
    }
}

/// A transaction in which somebody opens personal data. What is read through it is only what is theirs to see.
pub struct Opening<'c> {
    pub(super) db: &'c mut PgConnection,
    pub(super) vault: &'c Vault,
}

impl<'c> Opening<'c> {
    /// Says in a transaction who looks.
    pub async fn begin(db: &'c mut PgConnection, vault: &'c Vault, who: Opener) -> Result<Self> {
        who.say(db).await?;
        Ok(Self { db, vault })
    }

    /// The data key of a row; none once it was erased, and none for whom it is not.
    pub(super) async fn key(&mut self, row: Uuid) -> Result<Option<DataKey>> {
        data_keys::find(self.db, self.vault, row).await
    }
}
