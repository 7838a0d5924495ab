//! Which mails a household gets, in which language, and when: as somebody with an account chooses it (`mail_choices`).

use punte_core::{
    error::field_errors,
    id::RequestId,
    locale::Locale,
    mail_kind::MailKind,
    policy::{Action, Subject},
    quiet::QuietHours,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{App, AppError, Caller, Result, requests::RequestView};
use crate::storage::request_mails;

/// What a household chooses.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RequestMailsBody {
    /// The language of what is sent.
    pub locale: Locale,
    /// The kinds to do without. All others are sent.
    #[validate(length(max = 5))]
    #[schema(max_items = 5)]
    pub muted: Vec<MailKind>,
    /// When nothing is sent that can wait, by the clocks of the region; null: mails come at any hour. Left out: from 22 to 7.
    #[serde(default = "QuietHours::usual")]
    pub quiet_hours: Option<QuietHours>,
}

impl App {
    /// Chooses which mails a household gets, in which language, and when. A kind that is named twice is named once. `/quiet_hours/to
    /// same-hour` where two hours are one.
    pub async fn choose_request_mails(
        &self,
        caller: &Caller,
        id: RequestId,
        body: &RequestMailsBody,
    ) -> Result<RequestView> {
        Self::allow(caller, Action::DisposeOfRequest, Subject::Request(id))?;
        let mut wrong = field_errors(body.validate());
        if let Some(quiet) = body.quiet_hours {
            let errors = quiet.check().into_iter();
            wrong.extend(errors.map(|error| error.under("/quiet_hours")));
        }
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
        let mut muted = body.muted.clone();
        muted.sort_unstable();
        muted.dedup();
        self.write_on(caller, id, async |db| {
            self.lock_living_request(db, id).await?;
            let quiet = body.quiet_hours;
            request_mails::update(db, id, body.locale, &muted, quiet).await?;
            let data = json!({ "muted": muted, "quiet_hours": quiet });
            self.audit(db, caller, "mails_chosen", "request", id.0, data)
                .await?;
            self.request_view(db, caller, id).await
        })
        .await
    }
}
