//! Which mails somebody with an account gets, and in which language.

use punte_core::{
    error::field_errors,
    locale::Locale,
    mail_kind::MailKind,
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    App, AppError, Caller, Result,
    accounts::AccountView,
    notices::{MailJob, Recipient},
};
use crate::storage::accounts;

/// What somebody chooses.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MailChoicesBody {
    /// The language of mails.
    pub locale: Locale,
    /// The kinds to do without. All others are sent.
    #[validate(length(max = 5))]
    #[schema(max_items = 5)]
    pub muted: Vec<MailKind>,
}

impl App {
    /// Chooses which mails one gets, and in which language. A kind that is named twice is named once.
    pub async fn choose_mails(
        &self,
        caller: &Caller,
        body: &MailChoicesBody,
    ) -> Result<AccountView> {
        Self::allow(caller, Action::TendOwnAccount, Subject::Anything)?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        let wrong = field_errors(body.validate());
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
        let mut muted = body.muted.clone();
        muted.sort_unstable();
        muted.dedup();
        self.write(async |db| {
            accounts::update_mails(db, account, body.locale, &muted).await?;
            let data = json!({ "muted": muted });
            self.audit(db, caller, "mails_chosen", "account", account.0, data)
                .await
        })
        .await?;
        self.own_account(caller).await
    }

    /// Whether whom a mail is for does without it, at the moment when it would be sent.
    pub(super) async fn is_muted(&self, job: &MailJob) -> Result<bool> {
        let (Recipient::Account(id), Some(kind)) = (job.to, job.notice.kind()) else {
            return Ok(false);
        };
        let found = accounts::find(&mut *self.read().await?, id).await?;
        Ok(found.is_some_and(|account| account.muted.contains(&kind)))
    }
}
