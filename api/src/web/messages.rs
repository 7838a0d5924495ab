//! Messages between the two sides of a match: the same page for both, each below its own addresses.

use std::rc::Rc;

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;
use punte_core::{
    booking::Side,
    error::FieldError,
    id::MatchId,
    message::{MessageDraft, Phrase, may_write},
};
use serde::Deserialize;

use super::{
    form::{Choice, Form},
    frame::{Errors, Frame},
    visit::Visit,
};
use crate::{
    app::{
        AppError, Caller,
        matches::{MatchView, MessageView},
    },
    problem::Fault,
};

/// What the forms send: a text, or the phrase of a button.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Written {
    #[serde(default)]
    text: String,
    #[serde(default)]
    phrase: String,
}

#[derive(Template)]
#[template(path = "messages.html")]
struct MessagesPage {
    f: Rc<Frame>,
    errors: Errors,
    /// The page of the match, below the language.
    back: String,
    side: Side,
    m: MatchView,
    messages: Vec<MessageView>,
    phrases: Vec<Choice>,
    text: String,
    problem: Option<&'static str>,
}

impl MessagesPage {
    fn open(&self) -> bool {
        may_write(self.m.state)
    }

    fn mine(&self, message: &MessageView) -> bool {
        message.by == self.side
    }

    /// Whether it was written in another language than the page's.
    fn foreign(&self, message: &MessageView) -> bool {
        message.text.is_some() && message.language != self.f.locale
    }
}

impl Frame {
    /// How many messages were not read, in words; nothing where all were.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    pub fn unread(&self, count: &u32) -> String {
        match count {
            0 => String::new(),
            count => self.n("message-unread", *count),
        }
    }
}

/// Whose pages they are.
pub struct Place {
    /// Which side.
    pub side: Side,
    /// Who.
    pub caller: Caller,
    /// The page of the match, below the language.
    pub back: String,
}

async fn page(
    visit: &mut Visit,
    place: Place,
    id: MatchId,
    sent: Written,
    status: StatusCode,
    wrong: (Vec<FieldError>, Option<&'static str>),
) -> Result<HttpResponse, Fault> {
    let messages = visit.app.read_messages(&place.caller, id).await?;
    let m = visit.app.read_match(&place.caller, id).await?;
    let f = visit.frame.clone();
    let phrases = Phrase::ALL
        .into_iter()
        .map(|p| Choice::new(p.as_str(), f.tt("message-phrase", p.as_str()), false))
        .collect();
    let page = MessagesPage {
        f,
        errors: Errors(wrong.0),
        back: place.back,
        side: place.side,
        m,
        messages,
        phrases,
        text: sent.text,
        problem: wrong.1,
    };
    visit.show_as(status, &page)
}

/// The page.
pub async fn show(visit: &mut Visit, place: Place, id: MatchId) -> Result<HttpResponse, Fault> {
    let none = (Vec::new(), None);
    page(visit, place, id, Written::default(), StatusCode::OK, none).await
}

/// Writes. What is held back stays in the field, with the reason above it.
pub async fn send(
    visit: &mut Visit,
    place: Place,
    id: MatchId,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    let once = form.once(&place.caller, "send_message");
    let phrase = Phrase::from_name(&form.value.phrase);
    let draft = MessageDraft {
        text: Some(form.value.text.clone()).filter(|_| phrase.is_none()),
        phrase,
    };
    let sent = visit
        .app
        .send_message(&place.caller, Some(&once), id, draft)
        .await;
    let (status, wrong) = match sent {
        Ok(_) | Err(AppError::KeyInFlight) => {
            visit.session.say("message-sent");
            return Ok(visit.go(&format!("{}/messages", place.back)));
        }
        Err(AppError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, (errors, None)),
        Err(AppError::Conflict(conflict)) => {
            (StatusCode::CONFLICT, (Vec::new(), Some(conflict.code())))
        }
        Err(error) => return Err(error.into()),
    };
    page(visit, place, id, form.value, status, wrong).await
}
