//! How it was: the same questions for both sides, each on its own page.

use std::rc::Rc;

use askama::Template;
use punte_core::{
    aftercare::{FeedbackDraft, HowFar, WhyNot},
    error::FieldError,
};
use serde::Deserialize;

use super::{errors::Errors, form::Choice, frame::Frame};

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Sent {
    #[serde(default)]
    delivered: String,
    #[serde(default)]
    why_not: String,
    #[serde(default)]
    as_described: String,
    #[serde(default)]
    rating: String,
    #[serde(default)]
    comment: String,
}

impl Sent {
    /// What was said. A reason that was chosen before somebody said that all was well is not one.
    pub fn draft(&self) -> Result<FeedbackDraft, Vec<FieldError>> {
        let required = |pointer| FieldError::new(pointer, "required");
        let delivered = HowFar::from_name(&self.delivered).ok_or_else(|| required("/delivered"));
        let rating = self.rating.parse().map_err(|_e| required("/rating"));
        match (delivered, rating) {
            (Ok(delivered), Ok(rating)) => Ok(FeedbackDraft {
                delivered,
                why_not: WhyNot::from_name(&self.why_not).filter(|_| delivered != HowFar::Yes),
                as_described: HowFar::from_name(&self.as_described),
                rating,
                comment: Some(self.comment.clone()).filter(|c| !c.trim().is_empty()),
            }),
            (delivered, rating) => Err([delivered.err(), rating.err()]
                .into_iter()
                .flatten()
                .collect()),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "feedback.html")]
pub struct FeedbackPage {
    f: Rc<Frame>,
    errors: Errors,
    /// The page of the match, below the language.
    back: String,
    sent: Sent,
}

impl FeedbackPage {
    /// A page that is asked anew, or again.
    pub fn new(f: Rc<Frame>, back: String, sent: Sent, errors: Vec<FieldError>) -> Self {
        Self {
            f,
            errors: Errors(errors),
            back,
            sent,
        }
    }

    fn how_far(&self, chosen: &str) -> Vec<Choice> {
        HowFar::ALL
            .into_iter()
            .map(|h| Choice::new(h.as_str(), self.f.word("how-far", &h), h.as_str() == chosen))
            .collect()
    }

    fn why_not(&self) -> Vec<Choice> {
        WhyNot::ALL
            .into_iter()
            .map(|w| {
                let words = self.f.word("why-not", &w);
                Choice::new(w.as_str(), words, w.as_str() == self.sent.why_not)
            })
            .collect()
    }

    fn ratings(&self) -> Vec<Choice> {
        (1..=5_u8)
            .map(|n| {
                let words = self.f.tt("after-rating", n);
                Choice::new(n.to_string(), words, n.to_string() == self.sent.rating)
            })
            .collect()
    }
}
