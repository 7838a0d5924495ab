//! What a provider says about itself, corrected by those who administer it.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{
    case_work::follows_requests, error::FieldError, id::ProviderId, provider::ProviderStatus,
};

use super::{
    administers, home_of,
    register::{in_order, languages, read},
};
use crate::{
    app::{
        AppError, Conflict,
        providers::{ProviderBody, ProviderView, provider_errors},
    },
    extract::PathId,
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form, Line, Written},
        frame::Frame,
        visit::Visit,
    },
};

/// The fields that tell neither who somebody is nor how they are reached.
const FREE: [&str; 2] = ["contact-hours", "languages"];

#[derive(Template)]
#[template(path = "provider/profile.html")]
struct ProfilePage {
    f: Rc<Frame>,
    errors: Errors,
    lines: Vec<Line>,
    /// As it is stored.
    provider: ProviderView,
    languages: Vec<Choice>,
    written: Written,
    /// Whether something was refused that stays as it is for now.
    held: bool,
}

impl ProfilePage {
    fn organisation(&self) -> bool {
        self.provider.profile.kind.is_organisation()
    }

    /// Whether its people may follow requests of others, while it is vetted.
    fn follows(&self) -> bool {
        follows_requests(self.provider.profile.kind)
    }

    /// What organisations are asked, private persons are only where they said it.
    fn asks_number(&self) -> bool {
        self.organisation() || self.provider.profile.registration_number.is_some()
    }

    /// The same.
    fn asks_representative(&self) -> bool {
        self.organisation() || self.provider.profile.legal_representative.is_some()
    }

    /// The same.
    fn asks_person(&self) -> bool {
        self.organisation() || self.provider.profile.contact_person.is_some()
    }
}

#[get("/provider/of/{id}/profile")]
pub(super) async fn ask(
    mut visit: Visit,
    PathId(id): PathId<ProviderId>,
) -> Result<HttpResponse, Fault> {
    let provider = find(&visit, id).await?;
    if provider.status == ProviderStatus::Blocked {
        // It says there that they are stopped.
        return Ok(visit.go(&home_of(id)));
    }
    let written = stored(&provider);
    let page = page(&visit, provider, written, Vec::new());
    visit.show(&page)
}

#[post("/provider/of/{id}/profile")]
pub(super) async fn answer(
    mut visit: Visit,
    PathId(id): PathId<ProviderId>,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "correct_provider");
    let written = form.value;
    let provider = find(&visit, id).await?;
    let version = written.one("version").parse().unwrap_or(-1);
    let (mut body, mut errors) = read(&written, provider.profile.kind);
    keep_spaces(&mut body, &provider.profile);
    let corrected = if errors.is_empty() {
        visit
            .app
            .correct_provider(&visit.caller, Some(&once), id, version, body)
            .await
    } else {
        Err(AppError::Invalid(provider_errors(&body)))
    };
    match corrected {
        Ok(now) => {
            let hidden = matches!(
                now.status,
                ProviderStatus::Unvetted | ProviderStatus::Suspended
            );
            visit.session.say(if hidden {
                "provider-corrected-again"
            } else {
                "provider-corrected"
            });
            Ok(visit.go(&home_of(id)))
        }
        Err(AppError::KeyInFlight) => Ok(visit.go(&home_of(id))),
        Err(AppError::Invalid(more)) => {
            errors.extend(more);
            let page = page(&visit, provider, written, errors);
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(AppError::Conflict(Conflict::IdentityHeld)) => {
            let kept = put_back(&written, &provider);
            let page = ProfilePage {
                held: true,
                ..page(&visit, provider, kept, Vec::new())
            };
            visit.show_as(StatusCode::CONFLICT, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// The form as it can be sent now: what was written of what may change, and the rest as it is stored.
fn put_back(written: &Written, provider: &ProviderView) -> Written {
    let mut kept = Written::default();
    let as_stored = stored(provider);
    for name in as_stored.names("") {
        if !FREE.contains(&name) {
            kept.add(name, as_stored.one(name));
        }
    }
    for name in FREE {
        for value in written.all(name) {
            kept.add(name, value.as_str());
        }
    }
    kept
}

/// A provider that the account administers.
async fn find(visit: &Visit, id: ProviderId) -> Result<ProviderView, Fault> {
    let provider = visit.app.read_provider(&visit.caller, id).await?;
    if administers(visit, id) {
        Ok(provider)
    } else {
        Err(AppError::Forbidden.into())
    }
}

/// The form as the profile is stored.
fn stored(provider: &ProviderView) -> Written {
    let profile = &provider.profile;
    let mut written = Written::default();
    written.add("version", provider.version.to_string());
    written.add("name", profile.name.as_str());
    written.add("email", profile.email.as_str());
    for (name, value) in [
        ("registration-number", &profile.registration_number),
        ("legal-representative", &profile.legal_representative),
        ("contact-person", &profile.contact_person),
        ("phone", &profile.phone),
        ("contact-hours", &profile.contact_hours),
    ] {
        written.add(name, value.as_deref().unwrap_or_default());
    }
    for language in &profile.languages {
        written.add("languages", language.as_str());
    }
    written
}

/// A form is read without the spaces around what was written. That alone is no other name, for which one would be vetted again.
fn keep_spaces(sent: &mut ProviderBody, stored: &ProviderBody) {
    if sent.name == stored.name.trim() {
        sent.name.clone_from(&stored.name);
    }
    let number = stored.registration_number.as_deref();
    if sent.registration_number.as_deref() == number.map(str::trim) {
        sent.registration_number = number.map(str::to_owned);
    }
    let representative = stored.legal_representative.as_deref();
    if sent.legal_representative.as_deref() == representative.map(str::trim) {
        sent.legal_representative = representative.map(str::to_owned);
    }
}

fn page(
    visit: &Visit,
    provider: ProviderView,
    written: Written,
    found: Vec<FieldError>,
) -> ProfilePage {
    let f = visit.frame.clone();
    let (errors, lines) = in_order(&f, found);
    ProfilePage {
        errors,
        lines,
        languages: languages(&f, &written, &provider.profile.languages),
        provider,
        written,
        held: false,
        f,
    }
}
