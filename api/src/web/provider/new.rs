//! A new offer.

use std::{collections::BTreeMap, rc::Rc};

use actix_web::{HttpResponse, get, http::StatusCode, post, web::Path};
use askama::Template;
use punte_core::{
    error::FieldError,
    offer::{Category, OfferDraft, OfferPrivateDraft},
    provider::ProviderKind,
};
use serde_json::Value;

use super::{
    category_of, edit,
    form::{Above, FormPage, Showing, fields_of, lines, other_errors, read, settle, without_empty},
    home_of, own, signed_out,
};
use crate::{
    app::{AppError, offers::OfferBody, providers::ProviderView},
    json::from_value,
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form, Written},
        frame::Frame,
        place::PlaceField,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "provider/choose.html")]
struct ChoosePage {
    f: Rc<Frame>,
}

impl ChoosePage {
    const CATEGORIES: [Category; 5] = Category::ALL;
}

#[get("/provider/offers/new")]
pub(super) async fn choose(mut visit: Visit) -> Result<HttpResponse, Fault> {
    if own(&visit).await?.is_empty() {
        return Ok(visit.go("/provider/new"));
    }
    let page = ChoosePage {
        f: visit.frame.clone(),
    };
    visit.show(&page)
}

#[get("/provider/offers/new/{category}")]
pub(super) async fn ask(
    mut visit: Visit,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let category = category_of(&path.1)?;
    let providers = own(&visit).await?;
    let Some(provider) = providers.first() else {
        return Ok(visit.go("/provider/new"));
    };
    let mut written = Written::default();
    written.add("content-language", visit.frame.locale.as_str());
    for language in &provider.profile.languages {
        written.add("content-languages", language.as_str());
    }
    if provider.profile.kind == ProviderKind::Volunteer && category == Category::Housing {
        written.add("content-private-home", "yes");
    }
    let page = page(
        &visit,
        category,
        &providers,
        &written,
        BTreeMap::new(),
        Vec::new(),
    );
    visit.show(&page)
}

#[post("/provider/offers/new/{category}")]
pub(super) async fn answer(
    mut visit: Visit,
    path: Path<(String, String)>,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    let category = category_of(&path.1)?;
    let written = &form.value;
    let here = format!("/provider/offers/new/{}", category.as_str());
    if let Some(page) = signed_out::ask(&mut visit, category, written, &here).await? {
        return Ok(page);
    }
    let providers = own(&visit).await?;
    let chosen = written.one("provider");
    let provider = match providers.as_slice() {
        [one] if chosen.is_empty() => one,
        // Another's provider does not exist here.
        several => several
            .iter()
            .find(|p| p.id.to_string() == chosen)
            .ok_or(AppError::NotFound)?,
    };
    let kind = provider.profile.kind;
    let fields = fields_of(category, kind);
    let mut reading = read(&visit, category, &fields, written).await?;
    let made = if reading.errors.is_empty() {
        let once = form.once(&visit.caller, "create_offer");
        match draft_of(reading.body.clone()) {
            Ok((content, private)) => {
                let body = OfferBody {
                    provider_id: provider.id,
                    content,
                    private,
                };
                visit
                    .app
                    .create_offer(&visit.caller, Some(&once), body)
                    .await
            }
            Err(error) => Err(error.into()),
        }
    } else {
        let more = other_errors(&reading, &fields, kind);
        let mut errors = std::mem::take(&mut reading.errors);
        errors.extend(more);
        Err(AppError::Invalid(errors))
    };
    match made {
        Ok(offer) if written.one("then") == "submit" => {
            let once = form.once_then(&visit.caller, "submit_offer");
            edit::hand_in(&mut visit, &once, offer.id, offer.version).await
        }
        Ok(offer) => {
            visit.session.say("provider-saved");
            Ok(visit.go(&format!("/provider/offers/{}", offer.id)))
        }
        Err(AppError::Invalid(errors)) => {
            let mut ordered = vec![provider.clone()];
            ordered.extend(providers.iter().filter(|p| p.id != provider.id).cloned());
            let page = page(&visit, category, &ordered, written, reading.places, errors);
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

fn draft_of(body: Value) -> Result<(OfferDraft, OfferPrivateDraft), FieldError> {
    let mut body = without_empty(body);
    let mut part = |name: &str| {
        body.get_mut(name)
            .map_or_else(|| Value::Object(serde_json::Map::new()), Value::take)
    };
    let content = from_value(part("content")).map_err(|e| e.under("/content"))?;
    let private = from_value(part("private")).map_err(|e| e.under("/private"))?;
    Ok((content, private))
}

/// The page. The first provider is the one that is chosen.
fn page(
    visit: &Visit,
    category: Category,
    providers: &[ProviderView],
    written: &Written,
    places: BTreeMap<String, PlaceField>,
    errors: Vec<FieldError>,
) -> FormPage {
    let f = visit.frame.clone();
    let first = providers.first();
    let kind = first.map_or(ProviderKind::Volunteer, |p| p.profile.kind);
    let groups = Showing {
        f: &f,
        written,
        places,
        asked: &[],
    }
    .groups(category, kind);
    let errors = Errors(settle(errors, &groups));
    let choices = providers
        .iter()
        .enumerate()
        .map(|(at, p)| Choice::new(p.id.to_string(), p.profile.name.clone(), at == 0))
        .collect::<Vec<_>>();
    let back = first.map_or_else(|| "/provider".to_owned(), |p| home_of(p.id));
    FormPage {
        lines: lines(&f, &errors, &groups),
        errors,
        category,
        action: f.to(&format!("/provider/offers/new/{}", category.as_str())),
        back: f.to(&back),
        version: None,
        can_submit: true,
        providers: choices,
        provider: String::new(),
        above: Above::nothing(),
        groups,
        f,
    }
}
