//! Messages between a household and a provider, about a match or as an inquiry: the same page for both, each below its own addresses.

use std::rc::Rc;

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;
use punte_core::{
    booking::Side,
    error::FieldError,
    id::InquiryId,
    message::{MessageDraft, Phrase, Thread, may_write},
};
use serde::Deserialize;

use super::{
    errors::Errors,
    form::{Choice, Form},
    frame::Frame,
    titles::Title,
    visit::Visit,
};
use crate::{
    app::{AppError, Caller, inquiries::InquiryView, messages::MessageView},
    problem::Fault,
};

/// What the forms send: a text, or the phrase of a button.
#[derive(Clone, Default, Deserialize)]
pub struct Written {
    #[serde(default)]
    text: String,
    #[serde(default)]
    phrase: String,
    /// `end`, where it is to end instead.
    #[serde(rename = "do", default)]
    step: String,
}

impl Written {
    /// The phrase, or else the text.
    pub fn draft(&self) -> MessageDraft {
        let phrase = Phrase::from_name(&self.phrase);
        MessageDraft {
            text: Some(self.text.clone()).filter(|_| phrase.is_none()),
            phrase,
        }
    }
}

#[derive(Template)]
#[template(path = "messages.html")]
struct MessagesPage {
    f: Rc<Frame>,
    errors: Errors,
    place: Place,
    /// Which days a match holds, in words: the mail that leads here names none.
    days: Option<String>,
    /// Whether they may write.
    open: bool,
    /// Whether both see each other's contacts, and may write them.
    contacts_shown: bool,
    /// What a report of danger is about, as a query.
    about: String,
    /// What a household asks an institution, unless it is about a match, or not begun.
    inquiry: Option<InquiryView>,
    messages: Vec<MessageView>,
    phrases: Vec<Choice>,
    text: String,
    problem: Option<&'static str>,
}

impl MessagesPage {
    fn mine(&self, message: &MessageView) -> bool {
        message.by == self.place.side
    }

    /// Who ended it, in words to the one who looks.
    fn ended(&self) -> Option<String> {
        let by = self.inquiry.as_ref()?.ended_by?;
        let whose = if by == self.place.side { "you" } else { "they" };
        Some(self.f.tt("inquiry-ended", whose))
    }

    /// From when on the household may ask anew, in words, and the page where it does.
    fn again(&self) -> Option<(String, String)> {
        let inquiry = self.inquiry.as_ref()?;
        let at = inquiry
            .reopens_at
            .filter(|_| self.place.side == Side::Refugee)?;
        let page = format!("/my/offers/{}/write", inquiry.offer_id);
        let from = self.f.w("inquiry-again", "date", self.f.time_at(&at));
        Some((from, self.f.to(&page)))
    }

    /// Whether it is an inquiry that this side can end: an open one, and to an institution one that the household ended and may go on
    /// with at once.
    fn ends(&self) -> bool {
        self.inquiry.as_ref().is_some_and(|inquiry| {
            let at_once = inquiry.ended_by == Some(Side::Refugee) && inquiry.reopens_at.is_some();
            self.open || self.place.side == Side::Provider && at_once
        })
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
#[derive(Clone)]
pub struct Place {
    /// Which side.
    pub side: Side,
    /// Who.
    pub caller: Caller,
    /// This page, below the language.
    pub page: String,
    /// The page that it belongs to, below the language.
    pub back: String,
    /// What the offer is called, where they write about one that was not chosen.
    pub title: Option<Title>,
}

/// What was sent and is shown again, and what is wrong with it.
#[derive(Default)]
pub struct Again {
    /// What was sent.
    pub sent: Written,
    /// What is wrong with which field.
    pub errors: Vec<FieldError>,
    /// What is in the way.
    pub problem: Option<&'static str>,
}

impl Again {
    /// The page's answer to a message that was not sent; other errors have pages of their own.
    pub fn of(sent: Written, error: AppError) -> Result<(StatusCode, Self), Fault> {
        let (status, errors, problem) = match error {
            AppError::Invalid(errors) => (StatusCode::UNPROCESSABLE_ENTITY, errors, None),
            AppError::Conflict(conflict) => {
                (StatusCode::CONFLICT, Vec::new(), Some(conflict.code()))
            }
            error => return Err(error.into()),
        };
        let again = Self {
            sent,
            errors,
            problem,
        };
        Ok((status, again))
    }
}

/// A thread that is not begun yet, about an offer: an empty page with the forms.
pub fn blank(
    visit: &mut Visit,
    place: Place,
    open: bool,
    about: String,
    status: StatusCode,
    again: Again,
) -> Result<HttpResponse, Fault> {
    let phrases = phrases(&visit.frame, Phrase::about_offers(place.side));
    let page = MessagesPage {
        f: visit.frame.clone(),
        errors: Errors(again.errors),
        place,
        days: None,
        open,
        contacts_shown: false,
        about,
        inquiry: None,
        messages: Vec::new(),
        phrases,
        text: again.sent.text,
        problem: again.problem,
    };
    visit.show_as(status, &page)
}

fn phrases(f: &Frame, all: &[Phrase]) -> Vec<Choice> {
    all.iter()
        .map(|p| Choice::new(p.as_str(), f.tt("message-phrase", p.as_str()), false))
        .collect()
}

async fn page(
    visit: &mut Visit,
    place: Place,
    of: Thread,
    status: StatusCode,
    again: Again,
) -> Result<HttpResponse, Fault> {
    let messages = visit.app.read_messages(&place.caller, of).await?;
    let (open, days, contacts_shown, about, listed, inquiry) = match of {
        Thread::Match(id) => {
            let m = visit.app.read_match(&place.caller, id).await?;
            let about = format!("match={id}");
            let held = |days| visit.frame.held(&m.category, &days);
            (
                may_write(m.state),
                m.during.map(held),
                m.contacts_shown,
                about,
                Phrase::about_matches(place.side, m.category),
                None,
            )
        }
        Thread::Inquiry(id) => {
            let inquiry = visit.app.read_inquiry(&place.caller, id).await?;
            let about = format!("inquiry={id}");
            let listed = Phrase::about_offers(place.side).to_vec();
            (inquiry.open, None, false, about, listed, Some(inquiry))
        }
    };
    let page = MessagesPage {
        f: visit.frame.clone(),
        errors: Errors(again.errors),
        place,
        days,
        open,
        contacts_shown,
        about,
        inquiry,
        messages,
        phrases: phrases(&visit.frame, &listed),
        text: again.sent.text,
        problem: again.problem,
    };
    visit.show_as(status, &page)
}

/// The page.
pub async fn show(visit: &mut Visit, place: Place, of: Thread) -> Result<HttpResponse, Fault> {
    page(visit, place, of, StatusCode::OK, Again::default()).await
}

/// Writes, or ends an inquiry. What is held back stays in the field, with the reason above it.
pub async fn send(
    visit: &mut Visit,
    place: Place,
    of: Thread,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    if form.value.step == "end"
        && let Thread::Inquiry(id) = of
    {
        return end(visit, place, id, form).await;
    }
    let once = form.once(&place.caller, "send_message");
    let draft = form.value.draft();
    let sent = visit
        .app
        .send_message(&place.caller, Some(&once), of, draft)
        .await;
    match sent {
        Ok(_) | Err(AppError::KeyInFlight) => {
            visit.session.say("message-sent");
            Ok(visit.go(&place.page))
        }
        Err(error) => {
            let (status, again) = Again::of(form.value, error)?;
            page(visit, place, of, status, again).await
        }
    }
}

async fn end(
    visit: &mut Visit,
    place: Place,
    id: InquiryId,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    let once = form.once(&place.caller, "end_inquiry");
    let ended = visit.app.end_inquiry(&place.caller, Some(&once), id).await;
    match ended {
        Ok(_) | Err(AppError::KeyInFlight) => {
            visit.session.say("inquiry-ended");
            Ok(visit.go(&place.page))
        }
        Err(error) => {
            let (status, again) = Again::of(form.value, error)?;
            page(visit, place, Thread::Inquiry(id), status, again).await
        }
    }
}
