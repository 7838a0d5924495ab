//! When a mail may go out: at once, when the quiet hours of whom it is for are over, or with all others of a day; and whether it is still so
//! by then.

use jiff::{Timestamp, civil::Date};
use punte_core::{
    booking::{MatchState, Side},
    clock::local_day,
    id::{CaseId, InquiryId, MatchId, NeedId, ProviderId},
    mail_kind::MailKind,
    message::Thread,
    offer::Category,
    period::Period,
    quiet::{Haste, Pressing},
    verification::CheckEnd,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{MailJob, Notice, Recipient};
use crate::{
    app::{App, Result, matches::beginning},
    storage::{
        accounts, aftercare, case_holders, dormant, inquiries,
        matches::{self, MatchRow},
        messages, rechecks, request_mails,
        requests::{self, NeedRow},
    },
};

/// When something is said.
#[derive(Debug, Clone, Copy)]
pub(in crate::app) struct Slot {
    /// From when on it stands in the product, where it wakes nobody.
    pub from: Timestamp,
    /// No mail before.
    pub at: Timestamp,
    /// Whether that is later than it would be.
    pub waits: bool,
    /// Whether it is said in the mail of a day.
    pub daily: bool,
}

impl App {
    /// When something may be said that would be said at an instant; `kind` is that of the mail that says it, if one can do without it. How soon the
    /// help is needed is looked up, unless it is `known`.
    pub(in crate::app) async fn slot(
        &self,
        db: &mut PgConnection,
        to: Recipient,
        (notice, about): (Notice, Uuid),
        kind: Option<MailKind>,
        (at, known): (Timestamp, Option<Pressing>),
    ) -> Result<Slot> {
        let now = Slot {
            from: at,
            at,
            waits: false,
            daily: false,
        };
        let haste = notice.matter().haste();
        if haste == Haste::Now {
            return Ok(now);
        }
        let (quiet, daily) = match to {
            Recipient::Account(id) => accounts::find_mail_times(db, id).await?,
            Recipient::Request(id) => (request_mails::find_quiet(db, id).await?, false),
            Recipient::Link(_) => (None, false),
        };
        let daily = daily && kind.is_some();
        let allowed = if daily {
            quiet.unwrap_or_default().next_end(at)
        } else {
            quiet.map_or(at, |quiet| quiet.next_allowed(at))
        };
        if allowed == at {
            return Ok(now);
        }
        if haste == Haste::Today {
            let pressing = match known {
                Some(known) => Some(known),
                None => Self::pressing(db, notice, about, local_day(at)).await?,
            };
            if pressing.is_some_and(|pressing| pressing.is_before(allowed, at)) {
                return Ok(now);
            }
        }
        Ok(Slot {
            from: at,
            at: allowed,
            waits: true,
            daily,
        })
    }

    /// Whether what waited for the morning is still so: nobody is told of an answer that was called off at night, of a proposal that was
    /// answered, of a message that was read, of an account to which they signed in, of an offer that was looked at again; nor asked to confirm
    /// what their side confirmed.
    pub(in crate::app) async fn is_still_so(&self, job: &MailJob) -> Result<bool> {
        if !job.waited {
            return Ok(true);
        }
        let writer = match job.to {
            Recipient::Account(_) => Side::Refugee,
            Recipient::Request(_) | Recipient::Link(_) => Side::Provider,
        };
        let thread = match job.notice {
            Notice::MessageReceived => Some(Thread::Match(MatchId(job.about))),
            Notice::InquiryMessage => Some(Thread::Inquiry(InquiryId(job.about))),
            _ => None,
        };
        let db = &mut *self.read().await?;
        if let (Notice::AccountDormant, Recipient::Account(id)) = (job.notice, job.to) {
            return Ok(dormant::is_told(db, id).await?);
        }
        if let (Notice::CaseDue, Recipient::Account(id)) = (job.notice, job.to) {
            return Ok(case_holders::is_overdue(db, CaseId(job.about), id).await?);
        }
        if let Some(thread) = thread {
            return Ok(messages::count_unread(db, thread, writer).await? > 0);
        }
        if matches!(job.notice, Notice::ChecksLapseSoon | Notice::ChecksLapsed) {
            let provider = ProviderId(job.about);
            return Self::checks_stand_so(db, job.notice, provider, self.now()).await;
        }
        let end = match job.notice {
            Notice::ChecksEnd => Some(CheckEnd::Ahead),
            Notice::ChecksOver => Some(CheckEnd::Over),
            _ => None,
        };
        if let Some(end) = end {
            return Ok(rechecks::has_end(db, ProviderId(job.about), end, self.now()).await?);
        }
        if job.notice == Notice::ConfirmAsked {
            let confirmed = aftercare::list_confirmations(db, MatchId(job.about)).await?;
            if confirmed.iter().any(|side| *side != writer) {
                return Ok(false);
            }
        }
        let Some(states) = job.notice.holds_in() else {
            return Ok(true);
        };
        let found = matches::find(db, MatchId(job.about)).await?;
        Ok(found.is_some_and(|m| states.contains(&m.state)))
    }

    /// How soon the help is needed that something is said about: of a need that an offer fits, of a match, or of a household that asks an
    /// institution, whatever it looks for.
    async fn pressing(
        db: &mut PgConnection,
        notice: Notice,
        about: Uuid,
        today: Date,
    ) -> Result<Option<Pressing>> {
        if notice == Notice::OffersFound {
            let row = requests::find_need(db, NeedId(about)).await?;
            return Ok(row.map(|row| Pressing {
                urgency: row.need.urgency,
                begins: row.need.dates.map(|days| Period::from(days).max(today)),
                answer_by: None,
            }));
        }
        if notice == Notice::InquiryMessage {
            let Some(asks) = inquiries::find(db, InquiryId(about)).await? else {
                return Ok(None);
            };
            let needs = requests::list_needs(db, asks.request).await?;
            return Ok(Self::pressing_of_needs(&needs, today));
        }
        let Some(m) = matches::find(db, MatchId(about)).await? else {
            return Ok(None);
        };
        let row = requests::find_need(db, m.need).await?;
        Ok(row.map(|row| Self::pressing_of(notice, &m, &row, today)))
    }

    /// How soon help is needed of somebody who looks for several things: for what is over nobody looks any more.
    fn pressing_of_needs(needs: &[NeedRow], today: Date) -> Option<Pressing> {
        let looking = needs.iter().filter(|row| row.state.is_looking());
        Pressing::of_all(looking.filter_map(|row| {
            let left = match row.need.dates {
                Some(days) => Some(days.left_from(today)?),
                None => None,
            };
            Some(Pressing {
                urgency: row.need.urgency,
                begins: left.map(Period::from),
                answer_by: None,
            })
        }))
    }

    /// How soon the help of a match is needed that something is said about.
    pub(in crate::app) fn pressing_of(
        notice: Notice,
        m: &MatchRow,
        need: &NeedRow,
        today: Date,
    ) -> Pressing {
        // In a week, nobody knows on which of its days.
        let first = match need.category {
            Category::Medical => need.need.dates.map(Period::from),
            _ => beginning(m, need.category, &need.need).first_day(),
        };
        Pressing {
            urgency: need.need.urgency,
            // What has not begun may begin now.
            begins: first.map(|day| match m.state {
                MatchState::Started | MatchState::Completed => day,
                _ => day.max(today),
            }),
            // Of what was answered a moment ago the match does not know yet.
            answer_by: (m.state == MatchState::Proposed && notice != Notice::ProposalAccepted)
                .then_some(m.answer_by),
        }
    }
}
