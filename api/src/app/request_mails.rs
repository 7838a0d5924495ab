//! Which mails a household gets, in which language, and when: as somebody with an account chooses it (`mail_choices`).

use punte_core::{
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

use super::{App, Caller, Result, mail_choices::chosen, requests::RequestView};
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
    /// Chooses which mails a household gets, in which language, and when; errors as [`chosen`].
    pub async fn choose_request_mails(
        &self,
        caller: &Caller,
        id: RequestId,
        body: &RequestMailsBody,
    ) -> Result<RequestView> {
        Self::allow(caller, Action::DisposeOfRequest, Subject::Request(id))?;
        let muted = chosen(body, &body.muted, body.quiet_hours)?;
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
