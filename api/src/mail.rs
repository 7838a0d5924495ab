//! Mail: text in the recipient's language, a link, never personal data.

use std::{path::Path, time::Duration};

use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
};
use punte_core::{locale::Locale, sensitive::Sensitive};

use crate::{
    app::{
        digests::{Digest, DigestLine},
        notices::{Letter, Recipient},
    },
    texts,
};

/// The page on which somebody with an account chooses which mails they get, below the language.
const OF_ACCOUNT: &str = "account#mails";
/// The page on which a household does.
const OF_HOUSEHOLD: &str = "my/mails";

/// Why a mail was not sent. No address, no text.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The sender, the URL or the directory is wrong.
    #[error("mail is set up wrongly: {0}")]
    Setup(String),
    /// The message cannot be made.
    #[error("the message cannot be made")]
    Message,
    /// The server did not take it.
    #[error("the mail server did not take the message")]
    Delivery,
}

/// Where mails of this kind are switched off (RFC 2369, 3.2).
#[derive(Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// That a POST to that address is enough (RFC 8058).
#[derive(Clone)]
struct ListUnsubscribePost;

impl Header for ListUnsubscribePost {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

enum Transport {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    File(AsyncFileTransport<Tokio1Executor>),
}

/// Sends mails.
pub struct Mailer {
    transport: Transport,
    from: Mailbox,
    public_url: String,
}

impl Mailer {
    /// Over SMTP, or into files under `directory` if there is no URL.
    pub fn new(
        smtp_url: Option<&str>,
        directory: &Path,
        from: &str,
        public_url: &str,
    ) -> Result<Self, MailError> {
        let setup = |e: &dyn std::fmt::Display| MailError::Setup(e.to_string());
        let transport = if let Some(url) = smtp_url {
            let builder =
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|e| setup(&e))?;
            Transport::Smtp(builder.timeout(Some(Duration::from_secs(10))).build())
        } else {
            std::fs::create_dir_all(directory).map_err(|e| setup(&e))?;
            Transport::File(AsyncFileTransport::new(directory))
        };
        let from = from.parse().map_err(|e| setup(&e))?;
        Ok(Self {
            transport,
            from,
            public_url: public_url.trim_end_matches('/').to_owned(),
        })
    }

    /// Where mails go, in words for the operator.
    pub const fn is_file(&self) -> bool {
        matches!(self.transport, Transport::File(_))
    }

    /// Whether the mail server answers and takes the sign-in. Files are always there.
    pub async fn answers(&self) -> bool {
        match &self.transport {
            Transport::Smtp(smtp) => smtp.test_connection().await.unwrap_or(false),
            Transport::File(_) => true,
        }
    }

    /// Sends one. `dedup_id` becomes its Message-ID: whoever gets it twice can tell.
    pub async fn send(&self, letter: &Letter, dedup_id: &str) -> Result<(), MailError> {
        let off = self.unsubscribe(letter.locale, letter.unsubscribe.as_ref());
        self.post(&letter.to, self.words(letter), dedup_id, off)
            .await
    }

    /// Sends the mail of a day. As [`Mailer::send`].
    pub async fn send_digest(&self, digest: &Digest, dedup_id: &str) -> Result<(), MailError> {
        let off = self.unsubscribe(digest.locale, digest.unsubscribe.as_ref());
        self.post(&digest.to, self.digest_words(digest), dedup_id, off)
            .await
    }

    async fn post(
        &self,
        to: &Sensitive<String>,
        (subject, body): (String, String),
        dedup_id: &str,
        off: Option<String>,
    ) -> Result<(), MailError> {
        let host = self.from.email.domain();
        let message = Message::builder()
            .from(self.from.clone())
            .to(to.reveal().parse().map_err(|_e| MailError::Message)?)
            .subject(subject)
            .message_id(Some(format!("<{dedup_id}@{host}>")))
            .header(ContentType::TEXT_PLAIN);
        let message = match off {
            Some(url) if url.starts_with("https://") => message
                .header(ListUnsubscribe(format!("<{url}>")))
                .header(ListUnsubscribePost),
            Some(url) => message.header(ListUnsubscribe(format!("<{url}>"))),
            None => message,
        };
        let message = message.body(body).map_err(|_e| MailError::Message)?;
        let sent = match &self.transport {
            Transport::Smtp(smtp) => smtp.send(message).await.map(|_| ()).is_ok(),
            Transport::File(file) => file.send(message).await.map(|_| ()).is_ok(),
        };
        if sent {
            Ok(())
        } else {
            Err(MailError::Delivery)
        }
    }

    /// Where one tap switches mails like this one off.
    fn unsubscribe(&self, locale: Locale, token: Option<&String>) -> Option<String> {
        let (token, locale) = (token?, locale.as_str());
        Some(format!("{}/{locale}/unsubscribe/{token}", self.public_url))
    }

    /// Where somebody chooses which mails they get, in words.
    fn choices(&self, locale: Locale, page: &str) -> String {
        let url = format!("{}/{}/{page}", self.public_url, locale.as_str());
        texts::text_with(locale, "mail-choices", &[("url", &url)])
    }

    /// Subject and body.
    pub fn words(&self, letter: &Letter) -> (String, String) {
        let (locale, notice) = (letter.locale, letter.job.notice);
        let page = &letter.page;
        let mut url = format!("{}/{}{page}", self.public_url, locale.as_str());
        let mut by_hand = None;
        if let Some(code) = &letter.code {
            let code = code.reveal();
            url = format!("{url}#{code}");
            by_hand = Some(texts::text_with(locale, "mail-code", &[("code", code)]));
        }
        let say = |key: &str| texts::text(locale, key);
        let choices = match letter.job.to {
            _ if notice.kind().is_none() => None,
            Recipient::Account(_) => Some(self.choices(locale, OF_ACCOUNT)),
            Recipient::Request(_) => Some(self.choices(locale, OF_HOUSEHOLD)),
            Recipient::Link(_) => None,
        };
        let off = self.unsubscribe(locale, letter.unsubscribe.as_ref());
        let mut body = vec![say("mail-greeting")];
        if letter.several.is_empty() {
            body.push(say(&format!("mail-{}-body", notice.key())));
            body.push(texts::text_with(locale, "mail-link", &[("url", &url)]));
            body.extend(by_hand);
        } else {
            body.push(say("mail-code-lost-several"));
            body.extend(letter.several.iter().flat_map(|one| {
                let (day, code) = (texts::day_text(locale, one.filed_on), one.code.reveal());
                let own = format!("{url}#{code}");
                let which = [("number", one.number.as_str()), ("day", day.as_str())];
                [
                    texts::text_with(locale, "mail-code-lost-one", &which),
                    texts::text_with(locale, "mail-link", &[("url", &own)]),
                    texts::text_with(locale, "mail-code", &[("code", code)]),
                ]
            }));
        }
        let (hotline, report) = (letter.hotline.as_deref(), letter.report.as_deref());
        body.extend(self.foot(locale, hotline, report, off.as_deref(), choices));
        let subject = say(&format!("mail-{}-subject", notice.key()));
        (subject, body.join("\n\n") + "\n")
    }

    /// Subject and body of the mail of a day.
    pub fn digest_words(&self, digest: &Digest) -> (String, String) {
        let locale = digest.locale;
        let say = |key: &str| texts::text(locale, key);
        let line = |line: &DigestLine| {
            let what = say(&format!("mail-{}-subject", line.notice.key()));
            let url = format!("{}/{}{}", self.public_url, locale.as_str(), line.page);
            let count = line.count.to_string();
            let values: [(&'static str, &str); 3] = [("what", &what), ("n", &count), ("url", &url)];
            texts::text_with(locale, "mail-digest-line", &values)
        };
        let lines: Vec<String> = digest.lines.iter().map(line).collect();
        let off = self.unsubscribe(locale, digest.unsubscribe.as_ref());
        let mut body = vec![
            say("mail-greeting"),
            say("mail-digest-body"),
            lines.join("\n\n"),
        ];
        body.extend(self.foot(
            locale,
            digest.hotline.as_deref(),
            None,
            off.as_deref(),
            Some(self.choices(locale, OF_ACCOUNT)),
        ));
        (say("mail-digest-subject"), body.join("\n\n") + "\n")
    }

    /// What stands under every mail: who sent it, whom to call, where a danger is reported, and how to do without mails like it, if one can.
    fn foot(
        &self,
        locale: Locale,
        hotline: Option<&str>,
        about: Option<&str>,
        off: Option<&str>,
        choices: Option<String>,
    ) -> Vec<String> {
        let mut report = format!("{}/{}/report", self.public_url, locale.as_str());
        if let Some(about) = about {
            report.push('?');
            report.push_str(about);
        }
        let hotline = match hotline {
            Some(number) => texts::text_with(locale, "mail-hotline", &[("hotline", number)]),
            None => texts::text(locale, "mail-no-hotline"),
        };
        let off = off.map(|url| texts::text_with(locale, "mail-unsubscribe", &[("url", url)]));
        let mut foot = vec![
            texts::text_with(locale, "mail-footer", &[("url", &report)]),
            hotline,
        ];
        foot.extend(off);
        foot.extend(choices);
        foot
    }
}
