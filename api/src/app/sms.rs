//! Text messages to households that are reached by phone and agreed to them: for the urgent few, through the same outbox as mails.

use jiff::Timestamp;
use punte_core::{
    contact::{ContactChannel, Phone},
    id::RequestId,
    locale::Locale,
    rights::Purpose,
    sensitive::Sensitive,
    sign_in::LinkPurpose,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    App, AppError, Result,
    notices::{MailJob, Notice, Recipient, SMS, dedup_id},
    rights::consent_hash,
};
use crate::{
    ids,
    storage::{
        mail_links,
        outbox::{self, NewJob, Outbox},
        request_contacts,
        requests::{self, RequestRow},
        rights,
    },
};

/// What the words named to which households agreed first: an answer, other plans, a stop. Of all else that is texted later words speak.
const NAMED_FIRST: [Notice; 4] = [
    Notice::ProposalAccepted,
    Notice::MatchCancelled,
    Notice::AgreementChanged,
    Notice::MatchStopped,
];

/// A text message that is about to be sent.
pub struct TextNote {
    /// To which number.
    pub to: Sensitive<String>,
    /// In which language.
    pub locale: Locale,
    /// What it says.
    pub notice: Notice,
}

/// The job of a text message.
fn sms_job(job: MailJob, event: &str, run_at: Timestamp) -> Result<NewJob> {
    let dedup_id = format!("{SMS}.{}", dedup_id(job.notice, job.to, event));
    Ok(NewJob {
        id: ids::ordered(),
        kind: SMS,
        payload: serde_json::to_value(job).map_err(|e| AppError::Internal(Box::new(e)))?,
        dedup_id,
        run_at,
    })
}

/// Whether a household agreed to text messages in the present words.
async fn agreed_to_all(db: &mut PgConnection, request: RequestId) -> Result<bool> {
    let given = rights::list_consents(db, request).await?;
    Ok(given.iter().any(|consent| {
        consent.purpose == Purpose::Sms
            && consent.withdrawn_at.is_none()
            && consent.text_hash == consent_hash(Purpose::Sms, consent.locale)
    }))
}

impl App {
    /// Adds the job of a text message, if a household agreed to such ones, in words that named it. It waits for the morning as a
    /// mail does.
    pub(super) async fn add_sms(
        &self,
        db: &mut PgConnection,
        left: &mut Outbox,
        request: RequestId,
        (notice, about): (Notice, Uuid),
        event: &str,
    ) -> Result<()> {
        if !self.texts_people || !notice.is_texted() || !requests::wants_sms(db, request).await? {
            return Ok(());
        }
        if !NAMED_FIRST.contains(&notice) && !agreed_to_all(db, request).await? {
            return Ok(());
        }
        let (to, now) = (Recipient::Request(request), self.now());
        let slot = self
            .slot(db, to, (notice, about), None, (now, None))
            .await?;
        let job = MailJob {
            notice,
            to,
            about,
            waited: slot.waits,
        };
        left.jobs.push(sms_job(job, event, slot.at)?);
        Ok(())
    }

    /// Has a number told that a household is reached there no longer, if it agreed to text messages in words that named that. The number is
    /// kept, sealed, until that was sent, a day at most: its row says another one by then.
    pub(super) async fn text_former(
        &self,
        db: &mut PgConnection,
        request: &RequestRow,
        former: &Phone,
    ) -> Result<()> {
        if !self.texts_people || !request.sms || !agreed_to_all(db, request.id).await? {
            return Ok(());
        }
        let (id, now) = (ids::ordered(), self.now());
        let to = (former.reveal(), request.locale);
        self.insert_link(db, (id, LinkPurpose::Former), to, (None, None))
            .await?;
        let job = MailJob {
            notice: Notice::ContactLeft,
            to: Recipient::Link(id),
            about: id,
            waited: false,
        };
        let left = Outbox {
            jobs: vec![sms_job(job, "link", now)?],
            ..Outbox::default()
        };
        outbox::insert(db, &left, now).await?;
        Ok(())
    }

    /// A text message as it is sent; none if its household is reached in another way or took back that it agreed, or if it is not so any
    /// more.
    pub async fn text_note(&self, job: &MailJob) -> Result<Option<TextNote>> {
        let id = match job.to {
            Recipient::Request(id) => id,
            Recipient::Account(_) => return Ok(None),
            Recipient::Link(id) => {
                let db = &mut *self.read().await?;
                let link = mail_links::find(db, id, LinkPurpose::Former, self.now()).await?;
                return link
                    .map(|link| {
                        Ok(TextNote {
                            to: self.goes_to(&link)?,
                            locale: link.locale,
                            notice: job.notice,
                        })
                    })
                    .transpose();
            }
        };
        if !self.is_still_so(job).await? {
            return Ok(None);
        }
        let db = &mut *self.read_whole().await?;
        let request = requests::find(db, id).await?;
        let Some(request) = request.filter(|request| request.sms) else {
            return Ok(None);
        };
        let contact = request_contacts::find(&mut self.open_for_program(db).await?, id).await?;
        let phone = contact
            .filter(|contact| contact.channel == ContactChannel::Phone)
            .and_then(|contact| contact.phone);
        Ok(phone.map(|phone| TextNote {
            to: Sensitive::new(phone),
            locale: request.locale,
            notice: job.notice,
        }))
    }
}
