//! What visitors say about pages: whether a guide helped, what is wrong or missing. Nobody's name is asked for.

use std::collections::BTreeMap;

use punte_core::{
    contact::plain_text,
    error::FieldError,
    policy::{Action, Subject},
};
use serde_json::json;

use super::{App, Caller, Once, Result};
use crate::{
    ids,
    storage::inbox::{self, NewInboxItem},
};

/// How much may be said at once, characters.
pub const MOST_CHARACTERS: i64 = 2_000;

/// What somebody says about a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Whether it helped.
    Feedback,
    /// What is wrong or missing.
    Suggestion,
}

impl Said {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Feedback => "feedback",
            Self::Suggestion => "suggestion",
        }
    }
}

/// What somebody says about a page.
#[derive(Debug, Clone)]
pub struct Remark {
    /// Which kind.
    pub said: Said,
    /// The page, below the language.
    pub page: String,
    /// Yes or no by question: `clear`.
    pub answers: BTreeMap<&'static str, bool>,
    /// In words.
    pub text: String,
}

impl App {
    /// Keeps what somebody says, for those who write the guides.
    pub async fn leave_remark(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        remark: &Remark,
    ) -> Result<()> {
        Self::allow(caller, Action::LeaveRemark, Subject::Anything)?;
        let text = remark.text.replace("\r\n", "\n");
        let text = text.trim();
        if text.is_empty() {
            if remark.said == Said::Suggestion {
                return Err(FieldError::new("/text", "required").into());
            }
            if remark.answers.is_empty() {
                return Err(FieldError::new("/clear", "required").into());
            }
        } else if i64::try_from(text.chars().count()).unwrap_or(i64::MAX) > MOST_CHARACTERS {
            let error = FieldError {
                code: "length",
                ..FieldError::range("/text", 1, MOST_CHARACTERS)
            };
            return Err(error.into());
        } else if plain_text(text).is_err() {
            return Err(FieldError::new("/text", "control-characters").into());
        }
        self.write_once(once, async |db| {
            let item = NewInboxItem {
                id: ids::ordered(),
                kind: remark.said.as_str(),
                page: &remark.page,
                language: caller.locale,
                answers: json!(remark.answers),
                text: Some(text).filter(|t| !t.is_empty()),
            };
            Ok(inbox::insert(db, &item, self.now()).await?)
        })
        .await
    }
}
