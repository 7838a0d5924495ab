//! Registering: who offers help.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::Query};
use askama::Template;
use punte_core::{error::FieldError, locale::Language, provider::ProviderKind};
use serde::Deserialize;

use super::home_of;
use crate::{
    app::{
        AppError,
        providers::{ProviderBody, provider_errors},
    },
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form, Line, Written},
        frame::Frame,
        visit::Visit,
    },
};

/// Languages to tick.
const LANGUAGES: [&str; 9] = ["uk", "ro", "ru", "en", "gag", "bg", "pl", "de", "fr"];

/// The fields with their words, in the order of the page.
const FIELDS: [(&str, &str); 9] = [
    ("/kind", "provider-kind"),
    ("/name", "provider-name"),
    ("/registration_number", "provider-number"),
    ("/legal_representative", "provider-representative"),
    ("/contact_person", "provider-contact-person"),
    ("/email", "provider-email"),
    ("/phone", "provider-phone"),
    ("/contact_hours", "provider-contact-hours"),
    ("/languages", "provider-own-languages"),
];

#[derive(Template)]
#[template(path = "provider/register.html")]
struct RegisterPage {
    f: Rc<Frame>,
    errors: Errors,
    lines: Vec<Line>,
    /// Nothing chosen, a person, or an organisation.
    who: Who,
    kinds: Vec<Choice>,
    languages: Vec<Choice>,
    written: Written,
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Who {
    #[default]
    Open,
    Person,
    Organisation,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    who: Who,
}

#[get("/provider/new")]
pub(super) async fn ask(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    if !visit.frame.person.account {
        return Err(AppError::Unauthenticated.into());
    }
    let mut written = Written::default();
    written.add("languages", visit.frame.locale.as_str());
    let page = page(&visit, asked.who, written, Vec::new());
    visit.show(&page)
}

#[post("/provider/new")]
pub(super) async fn answer(mut visit: Visit, form: Form<Written>) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "create_provider");
    let written = form.value;
    let who = if written.one("who") == "organisation" {
        Who::Organisation
    } else {
        Who::Person
    };
    let kind = match who {
        Who::Organisation => {
            ProviderKind::from_name(&written.one("kind")).filter(|k| k.is_organisation())
        }
        Who::Person | Who::Open => Some(ProviderKind::Volunteer),
    };
    let (body, mut errors) = read(&written, kind.unwrap_or(ProviderKind::Ngo));
    if kind.is_none() {
        errors.push(FieldError::new("/kind", "required"));
    }
    let checked = if errors.is_empty() {
        visit
            .app
            .create_provider(&visit.caller, Some(&once), body)
            .await
    } else {
        Err(AppError::Invalid(provider_errors(&body)))
    };
    match checked {
        Ok(provider) => {
            visit.session.say("provider-registered");
            Ok(visit.go(&home_of(provider.id)))
        }
        Err(AppError::Invalid(more)) => {
            errors.extend(more);
            let page = page(&visit, who, written, errors);
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// What was written, and what is wrong with it already.
pub(super) fn read(written: &Written, kind: ProviderKind) -> (ProviderBody, Vec<FieldError>) {
    let some = |name: &str| Some(written.one(name)).filter(|text| !text.is_empty());
    let mut errors = Vec::new();
    let mut languages = Vec::new();
    for tag in written.all("languages") {
        match Language::parse(tag) {
            Ok(language) => languages.push(language),
            Err(error) => errors.push(error.under("/languages")),
        }
    }
    for (name, pointer) in [("name", "/name"), ("email", "/email")] {
        if written.one(name).is_empty() {
            errors.push(FieldError::new(pointer, "required"));
        }
    }
    let body = ProviderBody {
        kind,
        name: written.one("name"),
        registration_number: some("registration-number"),
        legal_representative: some("legal-representative"),
        contact_person: some("contact-person"),
        email: written.one("email"),
        phone: some("phone"),
        contact_hours: some("contact-hours"),
        languages,
    };
    (body, errors)
}

/// One error for each field, in the order of the page, and the lines of the summary.
pub(super) fn in_order(f: &Frame, found: Vec<FieldError>) -> (Errors, Vec<Line>) {
    let mut errors: Vec<FieldError> = Vec::new();
    for mut error in found {
        if error.pointer.starts_with("/languages") {
            "/languages".clone_into(&mut error.pointer);
        }
        if !errors.iter().any(|e| e.pointer == error.pointer) {
            errors.push(error);
        }
    }
    errors.sort_by_key(|e| FIELDS.iter().position(|(at, _)| *at == e.pointer));
    let errors = Errors(errors);
    let lines = errors
        .0
        .iter()
        .map(|error| Line {
            anchor: errors.anchor(error),
            label: FIELDS
                .iter()
                .find(|(at, _)| *at == error.pointer)
                .map(|(_, key)| f.t(key))
                .unwrap_or_default(),
            text: f.error(error),
        })
        .collect();
    (errors, lines)
}

/// Languages to tick, those that are spoken besides at the end.
pub(super) fn languages(f: &Frame, written: &Written, besides: &[Language]) -> Vec<Choice> {
    let besides = besides.iter().map(Language::as_str);
    LANGUAGES
        .into_iter()
        .chain(besides.filter(|tag| !LANGUAGES.contains(tag)))
        .map(|tag| Choice::new(tag, f.language_of(tag), written.has("languages", tag)))
        .collect()
}

fn page(visit: &Visit, who: Who, written: Written, found: Vec<FieldError>) -> RegisterPage {
    let f = visit.frame.clone();
    let (errors, lines) = in_order(&f, found);
    let kinds = ["ngo", "company", "authority"]
        .into_iter()
        .map(|kind| {
            let label = f.tt("word-provider-kind", kind);
            Choice::new(kind, label, written.one("kind") == kind)
        })
        .collect();
    RegisterPage {
        errors,
        lines,
        who,
        kinds,
        languages: languages(&f, &written, &[]),
        written,
        f,
    }
}
