//! Mail: text in the recipient's language, a link, never personal data.

use std::{path::Path, time::Duration};

use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
};

use crate::{
    app::notices::{Letter, Recipient},
    texts,
};

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
        let (subject, body) = self.words(letter);
        let host = self.from.email.domain();
        let message = Message::builder()
            .from(self.from.clone())
            .to(letter
                .to
                .reveal()
                .parse()
                .map_err(|_e| MailError::Message)?)
            .subject(subject)
            .message_id(Some(format!("<{dedup_id}@{host}>")))
            .header(ContentType::TEXT_PLAIN);
        let message = match self.choices(letter) {
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

    /// The page on which somebody chooses to do without mails of this kind.
    fn choices(&self, letter: &Letter) -> Option<String> {
        let chosen = matches!(letter.job.to, Recipient::Account(_));
        letter.job.notice.kind().filter(|_| chosen)?;
        let locale = letter.locale.as_str();
        Some(format!("{}/{locale}/account#mails", self.public_url))
    }

    /// Subject and body.
    pub fn words(&self, letter: &Letter) -> (String, String) {
        let (locale, notice) = (letter.locale, letter.job.notice);
        let page = letter.job.page();
        let mut url = format!("{}/{}{page}", self.public_url, locale.as_str());
        let mut by_hand = None;
        if let Some(code) = &letter.code {
            let code = code.reveal();
            url = format!("{url}#{code}");
            by_hand = Some(texts::text_with(locale, "mail-code", &[("code", code)]));
        }
        let say = |key: &str| texts::text(locale, key);
        let hotline = match &letter.hotline {
            Some(number) => texts::text_with(locale, "mail-hotline", &[("hotline", number)]),
            None => say("mail-no-hotline"),
        };
        let body: Vec<String> = [
            Some(say("mail-greeting")),
            Some(say(&format!("mail-{}-body", notice.key()))),
            Some(texts::text_with(locale, "mail-link", &[("url", &url)])),
            by_hand,
            Some(texts::text_with(
                locale,
                "mail-footer",
                &[(
                    "url",
                    &format!("{}/{}/report", self.public_url, locale.as_str()),
                )],
            )),
            Some(hotline),
            self.choices(letter)
                .map(|url| texts::text_with(locale, "mail-choices", &[("url", &url)])),
        ]
        .into_iter()
        .flatten()
        .collect();
        let subject = say(&format!("mail-{}-subject", notice.key()));
        (subject, body.join("\n\n") + "\n")
    }
}
