//! One tap in a mail, and no more of its kind come (RFC 8058): without a sign-in, by whoever has the mail.
//!
//! The token stands in the path of an address, where no code of ours ever does. It is none: it opens nothing and shows nothing but which
//! kind of mails it is about, and all that it does is to switch them off, or on again. Whose mails they are is read by this installation
//! alone, which sealed it; it is stored nowhere, and no two mails have the same.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use punte_core::{
    contact::ContactChannel,
    id::{AccountId, RequestId},
    mail_kind::MailKind,
    policy::{Action, Subject},
    rights::Purpose,
};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    App, AppError, Caller, Conflict, Result,
    notices::{MailJob, Notice, Recipient},
};
use crate::storage::{accounts, request_contacts, request_mails, requests, rights};

/// Under which name tokens are sealed.
const PURPOSE: &str = "unsubscribe";
/// How a token names the mails to a household when an offer fits.
const ALERTS: &str = "alerts";
/// How a token begins to name a kind of mails to a household.
const OF_HOUSEHOLD: &str = "household.";
/// No token is longer, characters.
const LONGEST: usize = 120;

/// Mails that can be switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subscription {
    /// A kind of mails to somebody with an account.
    Kind(AccountId, MailKind),
    /// A kind of mails to a household.
    OfHousehold(RequestId, MailKind),
    /// Those to a household when an offer fits.
    Alerts(RequestId),
}

/// How it stands with such mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubscriptionView {
    /// Of which kind they are; of none, if they tell a household that an offer fits.
    pub kind: Option<MailKind>,
    /// Whether they go to a household, and not to somebody with an account.
    pub of_household: bool,
    /// Whether they are sent.
    pub on: bool,
    /// Whether they can be had (again).
    pub again: bool,
}

impl Subscription {
    /// Those that a mail is one of; none if it is always sent.
    pub(super) fn of(job: &MailJob) -> Option<Self> {
        match job.to {
            Recipient::Account(id) => job.notice.kind().map(|kind| Self::Kind(id, kind)),
            Recipient::Request(id) => match job.notice.kind() {
                Some(kind) => Some(Self::OfHousehold(id, kind)),
                None => (job.notice == Notice::OffersFound).then_some(Self::Alerts(id)),
            },
            Recipient::Link(_) => None,
        }
    }

    fn bytes(self) -> Vec<u8> {
        let (id, whose, name) = match self {
            Self::Kind(id, kind) => (id.0, "", kind.as_str()),
            Self::OfHousehold(id, kind) => (id.0, OF_HOUSEHOLD, kind.as_str()),
            Self::Alerts(id) => (id.0, "", ALERTS),
        };
        [id.as_bytes().as_slice(), whose.as_bytes(), name.as_bytes()].concat()
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (id, name) = bytes.split_first_chunk::<16>()?;
        let (id, name) = (Uuid::from_bytes(*id), std::str::from_utf8(name).ok()?);
        if name == ALERTS {
            return Some(Self::Alerts(RequestId(id)));
        }
        match name.strip_prefix(OF_HOUSEHOLD) {
            Some(name) => {
                let kind = MailKind::from_name(name)?;
                Some(Self::OfHousehold(RequestId(id), kind))
            }
            None => MailKind::from_name(name).map(|kind| Self::Kind(AccountId(id), kind)),
        }
    }
}

impl App {
    /// The token of a mail; none if it is always sent.
    pub(super) fn unsubscribe_token(&self, job: &MailJob) -> Option<String> {
        let plain = Subscription::of(job)?.bytes();
        let sealed = self.auth.keys.seal(PURPOSE, plain)?;
        Some(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// What a token is about; one that we did not make is about nothing.
    fn subscription(&self, token: &str) -> Result<Subscription> {
        Some(token)
            .filter(|token| token.len() <= LONGEST)
            .and_then(|token| URL_SAFE_NO_PAD.decode(token).ok())
            .and_then(|sealed| self.auth.keys.unseal(PURPOSE, &sealed))
            .and_then(|plain| Subscription::read(&plain))
            .ok_or(AppError::NotFound)
    }

    /// How it stands with the mails of a token. Nothing changes.
    pub async fn read_subscription(
        &self,
        caller: &Caller,
        token: &str,
    ) -> Result<SubscriptionView> {
        Self::allow(caller, Action::AnswerLink, Subject::Anything)?;
        let of = self.subscription(token)?;
        Self::subscription_view(&mut *self.read().await?, of).await
    }

    /// Switches the mails of a token off, or on again. Done already, nothing changes.
    pub async fn switch_mails(
        &self,
        caller: &Caller,
        token: &str,
        on: bool,
    ) -> Result<SubscriptionView> {
        Self::allow(caller, Action::AnswerLink, Subject::Anything)?;
        let of = self.subscription(token)?;
        self.write(async |db| {
            match of {
                Subscription::Kind(account, kind) => {
                    self.switch_kind(db, caller, (account, kind), on).await?;
                }
                Subscription::OfHousehold(request, kind) => {
                    self.switch_of_household(db, caller, (request, kind), on)
                        .await?;
                }
                Subscription::Alerts(request) => {
                    self.switch_alerts(db, caller, request, on).await?;
                }
            }
            Self::subscription_view(db, of).await
        })
        .await
    }

    /// Whether whom a mail is for does without it, at the moment when it would be sent.
    pub(super) async fn is_muted(&self, job: &MailJob) -> Result<bool> {
        let Some(of) = Subscription::of(job) else {
            return Ok(false);
        };
        match Self::subscription_view(&mut *self.read().await?, of).await {
            Ok(view) => Ok(!view.on),
            // Nobody is there to do without it; nobody has an address either.
            Err(AppError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn subscription_view(
        db: &mut PgConnection,
        of: Subscription,
    ) -> Result<SubscriptionView> {
        match of {
            Subscription::Kind(id, kind) => {
                let account = accounts::find(db, id).await?.ok_or(AppError::NotFound)?;
                Ok(SubscriptionView {
                    kind: Some(kind),
                    of_household: false,
                    on: !account.muted.contains(&kind),
                    again: true,
                })
            }
            Subscription::OfHousehold(id, _) | Subscription::Alerts(id) => {
                let request = requests::find(db, id).await?;
                let request = request.filter(|request| !request.erased);
                let request = request.ok_or(AppError::NotFound)?;
                if let Subscription::OfHousehold(_, kind) = of {
                    return Ok(SubscriptionView {
                        kind: Some(kind),
                        of_household: true,
                        on: !request.muted.contains(&kind),
                        again: true,
                    });
                }
                Ok(SubscriptionView {
                    kind: None,
                    of_household: true,
                    on: request.alerts,
                    again: request.state == "open",
                })
            }
        }
    }

    async fn switch_kind(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        (account, kind): (AccountId, MailKind),
        on: bool,
    ) -> Result<()> {
        if accounts::update_muted(db, account, kind, !on).await? {
            let data = json!({ "kind": kind, "on": on, "by": "link" });
            self.audit(db, caller, "mails_chosen", "account", account.0, data)
                .await?;
        }
        Ok(())
    }

    async fn switch_of_household(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        (request, kind): (RequestId, MailKind),
        on: bool,
    ) -> Result<()> {
        self.lock_living_request(db, request).await?;
        if request_mails::update_muted(db, request, kind, !on).await? {
            let data = json!({ "kind": kind, "on": on, "by": "link" });
            self.audit(db, caller, "mails_chosen", "request", request.0, data)
                .await?;
        }
        Ok(())
    }

    /// A household agreed to these mails, and takes that back; or agrees anew, to the words that the page shows.
    async fn switch_alerts(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: RequestId,
        on: bool,
    ) -> Result<()> {
        let request = self.lock_living_request(db, id).await?;
        if request.alerts == on {
            return Ok(());
        }
        let purpose = Purpose::Alerts;
        let action = if on {
            let contact = request_contacts::find(&mut self.open_for_program(db).await?, id).await?;
            let by_mail = contact.is_some_and(|c| c.channel == ContactChannel::Email);
            if request.state != "open" || !by_mail {
                return Err(Conflict::IllegalState.into());
            }
            self.record_consent(db, id, purpose, caller.locale).await?;
            requests::update_alerts(db, id).await?;
            "consent_given"
        } else {
            rights::update_consent_withdrawn(db, id, purpose, self.now()).await?;
            "consent_withdrawn"
        };
        let data = json!({ "purpose": purpose, "by": "link" });
        self.audit(db, caller, action, "request", id.0, data).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_token_is_about_is_read_back_whole_and_nothing_else_is() {
        let id = Uuid::from_u128(0x0198_0f4e_8d8f_7c3a);
        let mut all = vec![Subscription::Alerts(RequestId(id))];
        all.extend(MailKind::ALL.map(|kind| Subscription::Kind(AccountId(id), kind)));
        all.extend(MailKind::ALL.map(|kind| Subscription::OfHousehold(RequestId(id), kind)));
        for of in all {
            assert_eq!(Subscription::read(&of.bytes()), Some(of));
        }
        for wrong in [
            "",
            "0123456789abcdef",
            "0123456789abcdefsafety",
            "0123456789abcdefhousehold.",
            "0123456789abcdefhousehold.alerts",
        ] {
            assert_eq!(Subscription::read(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
