//! A moderator puts an offer into another language.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::Path};
use askama::Template;
use punte_core::{error::FieldError, id::OfferId, locale::Locale, offer::Translation};
use uuid::Uuid;

use crate::{
    app::{AppError, public_offers::PublicOfferView, translations::digest},
    problem::Fault,
    web::{
        errors::Errors,
        form::{Form, Written},
        frame::Frame,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "offers/translate.html")]
struct TranslatePage {
    f: Rc<Frame>,
    errors: Errors,
    offer: PublicOfferView,
    /// Into which language.
    language: Locale,
    written: Written,
    /// Whether the provider wrote other words meanwhile.
    stale: bool,
}

impl TranslatePage {
    /// Of which words it is a translation.
    fn of(&self) -> String {
        digest(&self.offer.title, &self.offer.description)
    }

    /// Where the form goes.
    fn address(&self) -> String {
        let (id, language) = (self.offer.id, self.language.as_str());
        self.f.to(&format!("/offers/{id}/translations/{language}"))
    }
}

/// The offer and the language that an address names: the page's language, the offer, the other language.
fn named(path: &Path<(String, String, String)>) -> Result<(OfferId, Locale), Fault> {
    let (_, id, tag) = &**path;
    let id = Uuid::try_parse(id).ok().map(OfferId);
    let language = Locale::from_tag(tag).filter(|l| l.as_str() == tag);
    id.zip(language).ok_or(Fault::App(AppError::NotFound))
}

async fn page(
    visit: &mut Visit,
    (id, language): (OfferId, Locale),
    written: Option<Written>,
    errors: Vec<FieldError>,
    stale: bool,
) -> Result<HttpResponse, Fault> {
    let (app, caller) = (visit.app.clone(), visit.caller.clone());
    let offer = app.read_to_translate(&caller, id, language).await?;
    let written = written.unwrap_or_else(|| {
        let mut there = Written::default();
        if let Some(words) = offer.translations.get(&language) {
            there.add("title", words.title.as_str());
            there.add("description", words.description.as_str());
        }
        there
    });
    let status = match (stale, errors.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, true) => StatusCode::OK,
    };
    let page = TranslatePage {
        f: visit.frame.clone(),
        errors: Errors(errors),
        offer,
        language,
        written,
        stale,
    };
    visit.show_as(status, &page)
}

#[get("/offers/{id}/translations/{of}")]
pub(super) async fn show(
    mut visit: Visit,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, Fault> {
    page(&mut visit, named(&path)?, None, Vec::new(), false).await
}

#[post("/offers/{id}/translations/{of}")]
pub(super) async fn answer(
    mut visit: Visit,
    path: Path<(String, String, String)>,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    let (id, language) = named(&path)?;
    let once = form.once(&visit.caller, "translate_offer");
    let (app, caller, written) = (visit.app.clone(), visit.caller.clone(), form.value);
    let (done, said) = if written.one("do") == "remove" {
        let done = app.drop_translation(&caller, Some(&once), id, language);
        (done.await, "offer-translation-removed")
    } else {
        let words = Translation {
            title: written.one("title"),
            description: written.one("description"),
        };
        let seen = written.one("of");
        let done = app.translate_offer(&caller, Some(&once), id, language, &seen, &words);
        (done.await, "offer-translation-kept")
    };
    match done {
        Ok(()) => {
            visit.session.say(said);
            Ok(visit.go(&format!("/offers/{id}")))
        }
        Err(AppError::Invalid(errors)) => {
            page(&mut visit, (id, language), Some(written), errors, false).await
        }
        Err(AppError::Stale) => {
            page(&mut visit, (id, language), Some(written), Vec::new(), true).await
        }
        Err(error) => Err(error.into()),
    }
}
