//! What people are told: mails to send, written as jobs in the transaction that causes them, with ids only; and the same in the product.

mod holds;
mod hours;
mod inbox;
mod notice;

use hours::Slot;
pub use inbox::{NoticeKey, NoticeView, ReadBody, UnreadView};
pub use notice::Notice;

use jiff::{Timestamp, civil::Date};
use punte_core::{
    id::{AccountId, OfferId, ProviderId, RequestId},
    quiet::Pressing,
    sensitive::Sensitive,
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{App, Result, matches::change_id};
use crate::{
    ids,
    storage::{
        accounts, jobs, members, notifications,
        outbox::{self, NewJob, NewLine, Outbox, Reader},
        request_contacts, requests,
    },
};
use punte_core::{contact::ContactChannel, locale::Locale};

/// To whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// Somebody with an account.
    Account(AccountId),
    /// A household that left an e-mail address.
    Request(RequestId),
    /// Whoever reads the address of a link.
    Link(Uuid),
}

/// The payload of a mail job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailJob {
    /// What it says.
    pub notice: Notice,
    /// To whom.
    pub to: Recipient,
    /// What it is about: an id that means nothing without a sign-in.
    pub about: Uuid,
    /// Whether it waited for the morning: what is not so any more by then is not sent.
    #[serde(default)]
    pub waited: bool,
}

impl MailJob {
    /// The page that it leads to, below the language. Whoever is not signed in there is asked to first.
    pub fn page(&self) -> String {
        let about = self.about;
        let of_match = match self.to {
            Recipient::Account(_) => "/provider/matches",
            Recipient::Request(_) | Recipient::Link(_) => "/my/matches",
        };
        match self.notice {
            Notice::OfferSubmitted
            | Notice::OfferApproved
            | Notice::OfferChangesRequested
            | Notice::OfferRejected
            | Notice::OfferSuspended
            | Notice::OfferReinstated
            | Notice::OfferRechecked => format!("/provider/offers/{about}"),
            Notice::OfferLapsesSoon | Notice::OfferLapsed => format!("/still/{about}"),
            Notice::NeedStillNeeded => format!("/still-needed/{about}"),
            Notice::OffersImported
            | Notice::ProviderBlocked
            | Notice::BlockLifted
            | Notice::OffersLapse
            | Notice::ChecksLapseSoon
            | Notice::ChecksLapsed
            | Notice::EvidenceTakenBack
            | Notice::ChecksEnd
            | Notice::ChecksOver => "/provider".to_owned(),
            Notice::DangerReported | Notice::ReportOverdue => format!("/desk/reports/{about}"),
            Notice::BlockOverdue => format!("/desk/providers/{about}"),
            Notice::SafetyOverdue => "/admin/health".to_owned(),
            Notice::RolesGiven => format!("/admin/accounts/{about}"),
            Notice::ChildCaseOpened | Notice::ChildCaseOverdue => format!("/child-cases/{about}"),
            Notice::ProposalReceived
            | Notice::ProposalAccepted
            | Notice::ProposalDeclined
            | Notice::MatchCancelled
            | Notice::MatchStopped
            | Notice::ProviderRenamed
            | Notice::AgreementChanged
            | Notice::CheckIn
            | Notice::MatchNoShow
            | Notice::HelpCompleted
            | Notice::OverAsked
            | Notice::OverDenied
            | Notice::ProposalReminder
            | Notice::ProposalMissed
            | Notice::OtherConfirmed
            | Notice::ConfirmAsked
            | Notice::BeginningAsked
            | Notice::AgreementLapsed => format!("{of_match}/{about}"),
            Notice::MessageReceived => format!("{of_match}/{about}/messages"),
            Notice::InquiryMessage | Notice::InquiryWaits | Notice::InquiryEnded => {
                let side = match self.to {
                    Recipient::Account(_) => "/provider",
                    Recipient::Request(_) | Recipient::Link(_) => "/my",
                };
                format!("{side}/inquiries/{about}")
            }
            Notice::RequestReceived
            | Notice::ChildHeard
            | Notice::StillNeeded
            | Notice::CodeReplaced
            | Notice::PinChanged => "/my/request".to_owned(),
            Notice::CaseOpened | Notice::CaseHandedOn => "/my/case-workers".to_owned(),
            Notice::CaseGiven | Notice::CaseDue | Notice::CaseMoved | Notice::CaseStopped => {
                format!("/helping/{about}")
            }
            Notice::CaseEnded => match self.to {
                Recipient::Account(_) => "/helping".to_owned(),
                Recipient::Request(_) | Recipient::Link(_) => "/my/case-workers".to_owned(),
            },
            Notice::RequestKept => match self.to {
                Recipient::Account(_) => "/account/requests".to_owned(),
                Recipient::Request(_) | Recipient::Link(_) => "/my/data".to_owned(),
            },
            Notice::OffersFound => format!("/my/needs/{about}"),
            Notice::StayEnds => format!("/my/needs/{about}/again"),
            Notice::AddressToConfirm => "/account/confirm".to_owned(),
            Notice::AddressTaken => "/account/sign-in".to_owned(),
            Notice::PasswordForgotten => "/account/reset".to_owned(),
            Notice::AddressToChange => "/account/address".to_owned(),
            Notice::PasswordChanged
            | Notice::AddressChangeAsked
            | Notice::AddressChanged
            | Notice::AccountDormant => "/account".to_owned(),
            // It opens nothing any more: whoever it was taken from tells us.
            Notice::AddressLeft | Notice::ContactLeft => "/report".to_owned(),
            Notice::CodeLost => "/my/renew".to_owned(),
        }
    }

    /// Whether it is about a match or an inquiry, to which it leads, and so does a report from it.
    pub(super) fn is_between_two(&self) -> bool {
        let page = self.page();
        page.contains("/matches/") || page.contains("/inquiries/")
    }
}

/// A mail that is about to be sent.
pub struct Letter {
    /// To which address.
    pub to: Sensitive<String>,
    /// In which language.
    pub locale: Locale,
    /// What it says.
    pub job: MailJob,
    /// The page that its link leads to, below the language.
    pub page: String,
    /// What its link carries behind the `#`, which no server sees.
    pub code: Option<Sensitive<String>>,
    /// The number to call, if there is one.
    pub hotline: Option<String>,
    /// What the page of reports is told that a danger would be about; none where the mail is about no match and no inquiry.
    pub report: Option<String>,
    /// What the address carries where mails like it are switched off; none if it is always sent.
    pub unsubscribe: Option<String>,
    /// The requests that have its address together, each with a link of its own in the place of the one; else none.
    pub several: Vec<RequestLink>,
}

/// A link for one of several requests that want to be reached at the same address.
pub struct RequestLink {
    /// The short number of the request, which is on its card.
    pub number: String,
    /// The day on which it was filed.
    pub filed_on: Date,
    /// What the link carries behind the `#`.
    pub code: Sensitive<String>,
}

/// Kind of a mail job.
pub const MAIL: &str = "mail";
/// Kind of a job that is one line of the mail of a day. What it carries is what a mail job does.
pub const DIGEST: &str = "digest";
/// Kind of a job that sends a text message. What it carries is what a mail job does.
pub const SMS: &str = "sms";
/// Kind of a job that ends the proposals of an offer that is gone.
pub const OFFER_GONE: &str = "offer_gone";
/// Kind of a job that tells households of an offer that fits. The database keeps one waiting for each offer, by this name.
pub const OFFER_VISIBLE: &str = "offer_visible";
/// Kind of a job that ends the proposals for which an offer has not enough left. The database writes it as something is taken
/// (`count_match`), use cases as there is less (`App::end_crowded_out_later`), and it keeps one waiting for each offer, by this name.
pub const OFFER_TAKEN: &str = "offer_taken";
/// Kind of a job that tells whoever counts on an offer what changed.
pub const OFFER_CHANGED: &str = "offer_changed";

/// Kind of a job that asks a household how they are.
pub const CHECK_IN: &str = "check_in";
/// Kind of a job that reminds a provider of a proposal, and both sides of what they agreed.
pub const REMIND: &str = "remind";
/// Kind of a job that reminds a provider of a question.
pub const REMIND_ANSWER: &str = "remind_answer";
/// Kind of a job that counts how far a provider can be relied on. The database keeps one waiting for each, by this name.
pub const COUNT_RELIABILITY: &str = "count_reliability";

/// Kind of a job that stops the matches of a provider who was blocked.
pub const PROVIDER_BLOCKED: &str = "provider_blocked";

/// All kinds of jobs, as the worker runs them: each has its words, `admin-job-<kind>`.
pub const JOB_KINDS: [&str; 12] = [
    MAIL,
    DIGEST,
    SMS,
    OFFER_GONE,
    OFFER_VISIBLE,
    OFFER_TAKEN,
    OFFER_CHANGED,
    CHECK_IN,
    REMIND,
    REMIND_ANSWER,
    COUNT_RELIABILITY,
    PROVIDER_BLOCKED,
];

/// One mail per event, notice and recipient.
pub(super) fn dedup_id(notice: Notice, to: Recipient, event: &str) -> String {
    let recipient = match to {
        Recipient::Account(id) => id.0,
        Recipient::Request(id) => id.0,
        Recipient::Link(id) => id,
    };
    format!("{}.{event}.{recipient}", notice.key())
}

impl App {
    /// Writes a mail job. `event` makes its deduplication id: one mail per event, notice and recipient.
    pub(super) async fn notify(
        &self,
        db: &mut PgConnection,
        notice: Notice,
        to: Recipient,
        about: Uuid,
        event: &str,
    ) -> Result<()> {
        self.notify_with(db, Outbox::default(), (notice, to, about), event, None)
            .await
    }

    /// As [`App::notify`], in one statement with what else is left behind; how soon the help is needed may be known.
    pub(super) async fn notify_with(
        &self,
        db: &mut PgConnection,
        mut left: Outbox,
        (notice, to, about): (Notice, Recipient, Uuid),
        event: &str,
        known: Option<Pressing>,
    ) -> Result<()> {
        let now = self.now();
        let slot = self
            .slot(db, to, (notice, about), notice.kind(), (now, known))
            .await?;
        Self::add_mail(&mut left, (notice, to, about), event, slot)?;
        if let Recipient::Request(request) = to {
            self.add_sms(db, &mut left, request, (notice, about), event)
                .await?;
            left.moves = notice.moves_a_case().then_some(request);
        }
        let moved = outbox::insert(db, &left, now).await?;
        self.tell_case_workers(db, moved, (notice, about)).await
    }

    /// As [`App::notify`], with a mail only if one may go: it is read in the product all the same, and told to nobody else.
    pub(super) async fn notify_mailed(
        &self,
        db: &mut PgConnection,
        (notice, to, about): (Notice, Recipient, Uuid),
        event: &str,
        mailed: bool,
    ) -> Result<()> {
        if mailed {
            return self.notify(db, notice, to, about, event).await;
        }
        let now = self.now();
        let slot = self
            .slot(db, to, (notice, about), notice.kind(), (now, None))
            .await?;
        let mut left = Outbox::default();
        Self::add_mail(&mut left, (notice, to, about), event, slot)?;
        left.jobs.clear();
        outbox::insert(db, &left, now).await?;
        Ok(())
    }

    /// As [`App::notify`], not before an instant, and told to nobody else. What can wait is sent when the quiet hours of whom it is for are
    /// over.
    pub(super) async fn notify_at(
        &self,
        db: &mut PgConnection,
        (notice, to, about): (Notice, Recipient, Uuid),
        event: &str,
        at: Timestamp,
    ) -> Result<()> {
        let slot = self
            .slot(db, to, (notice, about), notice.kind(), (at, None))
            .await?;
        let mut left = Outbox::default();
        Self::add_mail(&mut left, (notice, to, about), event, slot)?;
        outbox::insert(db, &left, self.now()).await?;
        Ok(())
    }

    /// Adds a mail job, and the same where it is read in the product: there stands what is sent to nobody's mailbox, too.
    pub(super) fn add_mail(
        left: &mut Outbox,
        (notice, to, about): (Notice, Recipient, Uuid),
        event: &str,
        slot: Slot,
    ) -> Result<()> {
        let job = MailJob {
            notice,
            to,
            about,
            waited: slot.waits,
        };
        let payload =
            serde_json::to_value(job).map_err(|e| super::AppError::Internal(Box::new(e)))?;
        let (id, dedup_id) = (ids::ordered(), dedup_id(notice, to, event));
        let reader = match to {
            Recipient::Account(id) => Some(Reader::Account(id)),
            Recipient::Request(id) => Some(Reader::Request(id)),
            // Nobody is known to read that address.
            Recipient::Link(_) => None,
        };
        left.lines.extend(reader.map(|reader| NewLine {
            id,
            reader,
            notice: notice.key(),
            about,
            dedup_id: dedup_id.clone(),
            at: slot.from,
        }));
        left.jobs.push(NewJob {
            id,
            kind: if slot.daily { DIGEST } else { MAIL },
            payload,
            dedup_id,
            run_at: slot.at,
        });
        Ok(())
    }

    /// As [`App::notify`], to every member of a provider.
    pub(super) async fn notify_provider(
        &self,
        db: &mut PgConnection,
        notice: Notice,
        provider: ProviderId,
        about: Uuid,
        event: &str,
    ) -> Result<()> {
        for member in members::list_accounts(db, provider).await? {
            self.notify(db, notice, Recipient::Account(member), about, event)
                .await?;
        }
        Ok(())
    }

    /// As [`App::notify_provider`], about a decision on an offer: not before an instant, until which [`App::drop_notices`] takes it back.
    pub(super) async fn notify_of_decision(
        &self,
        db: &mut PgConnection,
        notice: Notice,
        provider: ProviderId,
        offer: OfferId,
        event: &str,
        at: Timestamp,
    ) -> Result<()> {
        for member in members::list_accounts(db, provider).await? {
            let mail = (notice, Recipient::Account(member), offer.0);
            self.notify_at(db, mail, event, at).await?;
        }
        Ok(())
    }

    /// Drops what was to be said of a decision on an offer: to its provider, to whom it fits, and to who counts on it.
    pub(super) async fn drop_notices(
        &self,
        db: &mut PgConnection,
        notices: &[Notice],
        provider: ProviderId,
        offer: OfferId,
        event: &str,
    ) -> Result<()> {
        let members = members::list_accounts(db, provider).await?;
        let mut dropped: Vec<String> = members
            .iter()
            .flat_map(|member| {
                notices
                    .iter()
                    .map(|notice| dedup_id(*notice, Recipient::Account(*member), event))
            })
            .collect();
        dropped.push(change_id(event));
        jobs::update_dropped(db, &dropped, offer, self.now()).await?;
        Ok(notifications::delete_unsaid(db, &dropped, self.now()).await?)
    }

    /// Where a mail goes, at the moment when it is sent; `None` if the recipient has no address (any more).
    pub(super) async fn mailbox(
        &self,
        to: Recipient,
    ) -> Result<Option<(Sensitive<String>, Locale)>> {
        let db = &mut *self.read_whole().await?;
        match to {
            Recipient::Account(id) => Ok(accounts::find_mailbox(
                &mut self.open_for_program(db).await?,
                id,
            )
            .await?
            .map(|(address, locale)| (Sensitive::new(address), locale))),
            Recipient::Request(id) => {
                let (Some(request), Some(contact)) = (
                    requests::find(db, id).await?,
                    request_contacts::find(&mut self.open_for_program(db).await?, id).await?,
                ) else {
                    return Ok(None);
                };
                let wanted = contact.channel == ContactChannel::Email;
                Ok(contact
                    .email
                    .filter(|_| wanted)
                    .map(|address| (Sensitive::new(address), request.locale)))
            }
            // The link knows: see `letter`.
            Recipient::Link(_) => Ok(None),
        }
    }
}
