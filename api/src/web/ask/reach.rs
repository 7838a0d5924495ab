//! How to reach them.

use std::rc::Rc;

use askama::Template;
use jiff::civil::Date;
use punte_core::{
    contact::ContactChannel,
    error::FieldError,
    request::{AskStep, ContactDraft, UnfinishedRequest},
};

use super::{
    answers::{Answers, named},
    steps::{Head, Step},
};
use crate::{
    json::wire_name,
    web::{errors::Errors, frame::Frame, visit::Visit},
};

/// The answers.
pub(super) struct Reach {
    channel: String,
    phone: String,
    email: String,
    name: String,
    safe_note: String,
    alerts: bool,
    sms: bool,
}

impl Reach {
    fn is(&self, channel: &str) -> bool {
        self.channel == channel
    }
}

#[derive(Template)]
#[template(path = "ask/reach.html")]
struct ReachPage<'a> {
    f: Rc<Frame>,
    head: &'a Head,
    errors: &'a Errors,
    s: &'a Reach,
}

impl Step for Reach {
    const STEP: AskStep = AskStep::Reach;

    fn written(request: &UnfinishedRequest, visit: &Visit) -> Self {
        let contact = request.contact.as_ref();
        let text = |part: Option<&String>| part.cloned().unwrap_or_default();
        // A person gets in touch with a child who is alone.
        let usual = if request.is_unaccompanied_minor(visit.app.today()) {
            ContactChannel::Phone
        } else {
            ContactChannel::InProduct
        };
        Self {
            channel: wire_name(&contact.map_or(usual, |c| c.channel)),
            phone: text(contact.and_then(|c| c.phone.as_ref())),
            email: text(contact.and_then(|c| c.email.as_ref())),
            name: text(contact.and_then(|c| c.name.as_ref())),
            safe_note: text(contact.and_then(|c| c.safe_note.as_ref())),
            alerts: request.alerts,
            sms: request.sms,
        }
    }

    fn typed(answers: &Answers, _: &UnfinishedRequest) -> Self {
        let text = |name| answers.one(name).to_owned();
        Self {
            channel: text("channel"),
            phone: text("phone"),
            email: text("email"),
            name: text("name"),
            safe_note: text("safe_note"),
            alerts: answers.has("alerts"),
            sms: answers.has("sms"),
        }
    }

    fn apply(&self, request: &mut UnfinishedRequest, _: Date) -> Vec<FieldError> {
        let Some(channel) = named::<ContactChannel>(&self.channel) else {
            request.contact = None;
            return Vec::new();
        };
        let said = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
        request.contact = Some(ContactDraft {
            channel,
            name: said(&self.name),
            phone: said(&self.phone),
            email: said(&self.email),
            safe_note: said(&self.safe_note),
        });
        (request.alerts, request.sms) = (self.alerts, self.sms);
        // A number that nobody may use is not kept: either it is the way, or it is not written down.
        let unused = (channel != ContactChannel::Phone && !self.phone.is_empty())
            || (channel != ContactChannel::Email && !self.email.is_empty());
        if unused {
            vec![FieldError::new("/channel", "not-chosen")]
        } else {
            Vec::new()
        }
    }

    fn page<'a>(&'a self, f: Rc<Frame>, head: &'a Head, errors: &'a Errors) -> impl Template + 'a {
        ReachPage {
            f,
            head,
            errors,
            s: self,
        }
    }
}
