//! Text messages to households that are reached by phone and agreed to them: for the urgent few, through the same outbox as mails.

use punte_core::{
    contact::ContactChannel, id::RequestId, locale::Locale, rights::Purpose, sensitive::Sensitive,
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
        outbox::{NewJob, Outbox},
        request_contacts, requests, rights,
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
        let payload = serde_json::to_value(job).map_err(|e| AppError::Internal(Box::new(e)))?;
        let dedup_id = format!("{SMS}.{}", dedup_id(notice, to, event));
        left.jobs.push(NewJob {
            id: ids::ordered(),
            kind: SMS,
            payload,
            dedup_id,
            run_at: slot.at,
        });
        Ok(())
    }

    /// A text message as it is sent; none if its household is reached in another way or took back that it agreed, or if it is not so any
    /// more.
    pub async fn text_note(&self, job: &MailJob) -> Result<Option<TextNote>> {
        let Recipient::Request(id) = job.to else {
            return Ok(None);
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
