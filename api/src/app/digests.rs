//! The mail of a day: what somebody could do without, a line for each kind of notice, sent in the morning as one.

use punte_core::{
    id::{AccountId, OfferId},
    locale::Locale,
    sensitive::Sensitive,
};

use super::{
    App, Result,
    notices::{MailJob, Notice, Recipient},
    unsubscribe::Subscription,
};

/// A line of it.
pub struct DigestLine {
    /// What is said.
    pub notice: Notice,
    /// How often.
    pub count: usize,
    /// The page that it leads to, below the language.
    pub page: String,
}

/// The mail of a day that is about to be sent.
pub struct Digest {
    /// To which address.
    pub to: Sensitive<String>,
    /// In which language.
    pub locale: Locale,
    /// What it says.
    pub lines: Vec<DigestLine>,
    /// The number to call, if there is one.
    pub hotline: Option<String>,
    /// What the address carries where mails like it are switched off; none if it is of several kinds.
    pub unsubscribe: Option<String>,
}

/// Where a line leads: to the only thing that it is about, or to where all of them are.
fn page(jobs: &[&MailJob]) -> String {
    match jobs {
        // Its page takes a code, which lines do not carry.
        [one] if !one.notice.asks_for_an_offer() => one.page(),
        [one, ..] if matches!(one.notice, Notice::CaseMoved | Notice::CaseDue) => {
            "/helping".to_owned()
        }
        _ => "/provider".to_owned(),
    }
}

impl App {
    /// What waited for the morning of somebody with an account, as one mail; none if nobody is to get it (any more).
    pub async fn digest(&self, account: AccountId, jobs: Vec<MailJob>) -> Result<Option<Digest>> {
        let mut wanted = Vec::new();
        for job in jobs {
            let asks = job.notice.asks_for_an_offer();
            let done = asks
                && self
                    .code_of_reminder(job.notice, OfferId(job.about))
                    .await?
                    .is_none();
            if !done && !self.is_muted(&job).await? && self.is_still_so(&job).await? {
                wanted.push(job);
            }
        }
        let lines: Vec<DigestLine> = Notice::ALL
            .into_iter()
            .filter_map(|notice| {
                let of: Vec<&MailJob> = wanted.iter().filter(|j| j.notice == notice).collect();
                (!of.is_empty()).then(|| DigestLine {
                    notice,
                    count: of.len(),
                    page: page(&of),
                })
            })
            .collect();
        if lines.is_empty() {
            return Ok(None);
        }
        let mut kinds = wanted.iter().map(Subscription::of);
        let first = kinds.next().flatten();
        let alike = kinds.all(|kind| kind == first);
        let unsubscribe = wanted.first().filter(|_| alike);
        let unsubscribe = unsubscribe.and_then(|job| self.unsubscribe_token(job));
        let mailbox = self.mailbox(Recipient::Account(account)).await?;
        Ok(mailbox.map(|(to, locale)| Digest {
            to,
            locale,
            lines,
            hotline: self.help_lines.hotline(),
            unsubscribe,
        }))
    }
}
