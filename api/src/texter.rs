//! Text messages: a sentence in the recipient's language and our host, nothing about anybody, short enough to go out as one.
//!
//! There is no provider on the network yet: they become files, from where a gateway on the machine may take them. Another way of sending
//! them is another variant of [`Way`].

use std::path::{Path, PathBuf};

use punte_core::sms::is_one;

use crate::{app::sms::TextNote, texts};

/// Why a text message was not sent. No number, no text.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// The directory is wrong.
    #[error("text messages are set up wrongly: {0}")]
    Setup(String),
    /// It was not taken.
    #[error("the text message was not taken")]
    Delivery,
}

/// How they are sent.
enum Way {
    /// One file each in a directory.
    File(PathBuf),
}

/// Sends text messages.
pub struct Texter {
    way: Way,
    host: String,
}

impl Texter {
    /// Into files under `directory`. What they lead to is the host of `public_url`.
    pub fn new(directory: &Path, public_url: &str) -> Result<Self, TextError> {
        std::fs::create_dir_all(directory).map_err(|e| TextError::Setup(e.to_string()))?;
        let rest = public_url
            .split_once("://")
            .map_or(public_url, |(_, rest)| rest);
        let host = rest.split('/').next().unwrap_or_default();
        Ok(Self {
            way: Way::File(directory.to_owned()),
            host: host.to_owned(),
        })
    }

    /// What one says: where it leads to, if that still makes one message.
    pub fn words(&self, note: &TextNote) -> String {
        let text = texts::text(note.locale, &format!("sms-{}", note.notice.key()));
        let with_host = format!("{text} {}", self.host);
        if is_one(&with_host) { with_host } else { text }
    }

    /// Sends one. Sent twice under one `dedup_id`, there is one file.
    pub async fn send(&self, note: &TextNote, dedup_id: &str) -> Result<(), TextError> {
        let Way::File(directory) = &self.way;
        let path = directory.join(format!("{dedup_id}.txt"));
        let content = format!("To: {}\n\n{}\n", note.to.reveal(), self.words(note));
        tokio::task::spawn_blocking(move || {
            // Whoever takes files away never sees half of one.
            let draft = path.with_extension("new");
            std::fs::write(&draft, content).and_then(|()| std::fs::rename(&draft, &path))
        })
        .await
        .map_err(|_e| TextError::Delivery)?
        .map_err(|_e| TextError::Delivery)
    }
}
