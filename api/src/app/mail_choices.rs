//! Which mails somebody with an account gets, in which language, and when.

use punte_core::{
    error::field_errors,
    locale::Locale,
    mail_kind::MailKind,
    policy::{Action, Subject},
    quiet::QuietHours,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{App, AppError, Caller, Result, accounts::AccountView};
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
    /// When nothing is sent that can wait, by the clocks of the region; null: mails come at any hour. Left out: from 22 to 7.
    #[serde(default = "QuietHours::usual")]
    pub quiet_hours: Option<QuietHours>,
    /// Whether those that one can do without come once a day, in the morning, as one. What is for today does not wait for it.
    #[serde(default)]
    pub daily: bool,
}

/// The kinds that are done without, each once, of choices that can be kept. `/quiet_hours/to same-hour` where two hours are one.
pub(super) fn chosen(
    body: &impl Validate,
    muted: &[MailKind],
    quiet: Option<QuietHours>,
) -> Result<Vec<MailKind>> {
    let mut wrong = field_errors(body.validate());
    if let Some(quiet) = quiet {
        let errors = quiet.check().into_iter();
        wrong.extend(errors.map(|error| error.under("/quiet_hours")));
    }
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    let mut muted = muted.to_vec();
    muted.sort_unstable();
    muted.dedup();
    Ok(muted)
}

impl App {
    /// Chooses which mails one gets, in which language, and when; errors as [`chosen`].
    pub async fn choose_mails(
        &self,
        caller: &Caller,
        body: &MailChoicesBody,
    ) -> Result<AccountView> {
        Self::allow(caller, Action::TendOwnAccount, Subject::Anything)?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        let muted = chosen(body, &body.muted, body.quiet_hours)?;
        self.write(async |db| {
            let (quiet, daily) = (body.quiet_hours, body.daily);
            accounts::update_mails(db, account, body.locale, &muted, quiet, daily).await?;
            let data = json!({ "muted": muted, "quiet_hours": quiet, "daily": daily });
            self.audit(db, caller, "mails_chosen", "account", account.0, data)
                .await
        })
        .await?;
        self.own_account(caller).await
    }
}
