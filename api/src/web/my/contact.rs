//! Correcting how a household is reached.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{contact::ContactChannel, locale::Locale, request::ContactDraft};
use serde::Deserialize;

use crate::{
    app::{AppError, rights::CorrectedContact},
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form},
        frame::Frame,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "my/contact.html")]
struct ContactPage {
    f: Rc<Frame>,
    errors: Errors,
    contact: Typed,
    /// The language of what is sent.
    locales: Vec<Choice>,
    /// Mails when an offer fits go to the e-mail address.
    alerts: bool,
    /// Text messages go to the phone.
    sms: bool,
}

/// What the form holds. Not `Debug`.
#[derive(Deserialize)]
struct Typed {
    version: i64,
    channel: ContactChannel,
    phone: String,
    email: String,
    name: String,
    safe_note: String,
    #[serde(default)]
    locale: String,
}

impl Typed {
    fn new(version: i64, contact: ContactDraft, locale: Locale) -> Self {
        Self {
            version,
            locale: locale.as_str().to_owned(),
            channel: contact.channel,
            phone: contact.phone.unwrap_or_default(),
            email: contact.email.unwrap_or_default(),
            name: contact.name.unwrap_or_default(),
            safe_note: contact.safe_note.unwrap_or_default(),
        }
    }

    fn corrected(&self) -> CorrectedContact {
        let said = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        CorrectedContact {
            locale: Locale::from_tag(&self.locale),
            channel: self.channel,
            phone: said(&self.phone),
            email: said(&self.email),
            name: said(&self.name),
            safe_note: said(&self.safe_note),
        }
    }

    fn is(&self, channel: ContactChannel) -> bool {
        self.channel == channel
    }

    fn locales(&self, f: &Frame) -> Vec<Choice> {
        Locale::ALL
            .map(|locale| {
                let tag = locale.as_str();
                Choice::new(tag, f.language_of(tag), tag == self.locale)
            })
            .into()
    }
}

#[get("/my/contact")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let request = visit.app.read_request(&household, id).await?;
    if request.state != "open" {
        return Ok(visit.go("/my/data"));
    }
    let contact = visit.app.read_own_contact(&household, id).await?;
    let contact = Typed::new(request.version, contact, request.locale);
    let page = ContactPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        locales: contact.locales(&visit.frame),
        contact,
        alerts: request.alerts,
        sms: request.sms,
    };
    visit.show(&page)
}

#[post("/my/contact")]
pub(super) async fn answer(mut visit: Visit, form: Form<Typed>) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let once = form.once(&household, "correct_contact");
    let typed = form.value;
    let done = visit
        .app
        .correct_contact(
            &household,
            Some(&once),
            id,
            typed.version,
            typed.corrected(),
        )
        .await;
    let errors = match done {
        Ok(_) => {
            visit.session.say("my-contact-saved");
            return Ok(visit.go("/my/data"));
        }
        Err(AppError::KeyInFlight) => return Ok(visit.go("/my/data")),
        Err(AppError::Invalid(errors)) => errors,
        Err(error) => return Err(error.into()),
    };
    let request = visit.app.read_request(&household, id).await?;
    let page = ContactPage {
        f: visit.frame.clone(),
        errors: Errors(errors),
        locales: typed.locales(&visit.frame),
        contact: typed,
        alerts: request.alerts,
        sms: request.sms,
    };
    visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
