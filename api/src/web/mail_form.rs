//! Which mails come, in which language and when: what the pages of accounts and of households ask alike.

use punte_core::{locale::Locale, mail_kind::MailKind, quiet::QuietHours};
use serde::Deserialize;

use super::{form::Choice, frame::Frame};

/// What stands in the form.
pub(super) struct MailForm {
    /// The kinds of mails, those that one gets ticked.
    pub kinds: Vec<Choice>,
    /// The language.
    pub locales: Vec<Choice>,
    /// Whether there are hours in which nothing comes that can wait,
    pub quiet: bool,
    /// from when,
    pub quiet_from: Vec<Choice>,
    /// and until when.
    pub quiet_to: Vec<Choice>,
}

/// The hours of a day, one of them chosen.
fn hours(chosen: u8) -> Vec<Choice> {
    (0..24)
        .map(|hour: u8| Choice::new(hour.to_string(), format!("{hour:02}:00"), hour == chosen))
        .collect()
}

impl MailForm {
    /// The form with what is chosen: of these kinds, each in words, all but the muted ones.
    pub fn new(
        f: &Frame,
        (kinds, words): (&[MailKind], &str),
        (locale, muted, hours_chosen): (Locale, &[MailKind], Option<QuietHours>),
    ) -> Self {
        let quiet = hours_chosen.unwrap_or_default();
        let kind = |kind: &MailKind| {
            Choice::new(kind.as_str(), f.word(words, kind), !muted.contains(kind))
        };
        Self {
            kinds: kinds.iter().map(kind).collect(),
            locales: Locale::ALL
                .map(|one| {
                    let name = f.language_of(one.as_str());
                    Choice::new(one.as_str(), name, one == locale)
                })
                .into(),
            quiet: hours_chosen.is_some(),
            quiet_from: hours(quiet.from),
            quiet_to: hours(quiet.to),
        }
    }
}

/// The kinds of mails that are ticked, their language, when none come that can wait, and how often those come that are ticked.
#[derive(Deserialize)]
pub(super) struct Mails {
    #[serde(default)]
    kind: Vec<String>,
    #[serde(default)]
    locale: String,
    #[serde(default)]
    quiet: String,
    #[serde(default)]
    quiet_from: String,
    #[serde(default)]
    quiet_to: String,
    /// At once, or once a day.
    #[serde(default)]
    pub often: String,
}

impl Mails {
    /// The language, if it is one.
    pub fn locale(&self) -> Option<Locale> {
        Locale::from_tag(&self.locale)
    }

    /// Those of these kinds that are not ticked.
    pub fn muted(&self, of: &[MailKind]) -> Vec<MailKind> {
        let ticked = |kind: &MailKind| self.kind.iter().any(|name| name == kind.as_str());
        of.iter().filter(|kind| !ticked(kind)).copied().collect()
    }

    /// The hours, where they are ticked.
    pub fn quiet_hours(&self) -> Option<QuietHours> {
        let usual = QuietHours::default();
        let hour = |text: &str, usual: u8| -> u8 { text.parse().unwrap_or(usual) };
        (!self.quiet.is_empty()).then(|| QuietHours {
            from: hour(&self.quiet_from, usual.from),
            to: hour(&self.quiet_to, usual.to),
        })
    }
}
