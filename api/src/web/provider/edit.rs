//! Editing an offer.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use punte_core::{error::FieldError, id::OfferId, offer::ReviewState};
use serde_json::{Value, json};

use super::{
    category_of,
    form::{
        Above, Field, FormPage, Reading, Showing, country_of, fields_of, lines, name_of,
        other_errors, places_of, read, settle, written_of,
    },
    offer::{asked_fields, body_of},
    signed_out,
};
use crate::{
    app::{
        AppError, Conflict, Once,
        limits::Limit,
        offers::{LifecycleStep, OfferPatch, OfferView},
        providers::ProviderView,
    },
    extract::PathId,
    problem::Fault,
    web::{
        errors::Errors,
        form::{Form, Written},
        place::PlaceField,
        visit::Visit,
    },
};

#[get("/provider/offers/{id}/edit")]
pub(super) async fn ask(
    mut visit: Visit,
    PathId(id): PathId<OfferId>,
) -> Result<HttpResponse, Fault> {
    let (offer, provider) = find(&visit, id).await?;
    if matches!(
        offer.review,
        ReviewState::Rejected | ReviewState::Suspended | ReviewState::Withdrawn
    ) {
        // It says there why nothing can be changed.
        return Ok(visit.go(&format!("/provider/offers/{id}")));
    }
    let page = stored(&visit, &offer, &provider, Vec::new()).await?;
    visit.show(&page)
}

/// The form as the offer is stored, with errors.
async fn show_with(
    visit: &mut Visit,
    id: OfferId,
    errors: Vec<FieldError>,
) -> Result<HttpResponse, Fault> {
    let (offer, provider) = find(visit, id).await?;
    let mut page = stored(visit, &offer, &provider, errors).await?;
    page.above.problem = Some(visit.frame.t("provider-saved-missing"));
    visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Hands in what was just saved. If something is missing for that, it stays saved, and the form says what.
pub(super) async fn hand_in(
    visit: &mut Visit,
    once: &Once,
    id: OfferId,
    version: i64,
) -> Result<HttpResponse, Fault> {
    match visit
        .app
        .step_offer(
            &visit.caller,
            Some(once),
            id,
            version,
            LifecycleStep::Submit,
        )
        .await
    {
        Ok(_) => {
            visit.session.say("provider-submitted");
            Ok(visit.go(&format!("/provider/offers/{id}")))
        }
        Err(error) => not_handed_in(visit, id, error).await,
    }
}

/// What becomes of an offer that was not handed in: it stays saved, and its page says why.
pub(super) async fn not_handed_in(
    visit: &mut Visit,
    id: OfferId,
    error: AppError,
) -> Result<HttpResponse, Fault> {
    match error {
        // Something that moderators have to see is missing: to the form, with the error at its field.
        AppError::Invalid(errors) => show_with(visit, id, errors).await,
        AppError::TooMany(standing) if standing.limit == Limit::Offers => {
            visit.session.say("provider-enough-today");
            Ok(visit.go(&format!("/provider/offers/{id}")))
        }
        error => Err(error.into()),
    }
}

#[post("/provider/offers/{id}/edit")]
pub(super) async fn answer(
    mut visit: Visit,
    PathId(id): PathId<OfferId>,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    let written = &form.value;
    let here = format!("/provider/offers/{id}/edit");
    if !visit.frame.person.account {
        let category = category_of(&written.one("category"))?;
        if let Some(page) = signed_out::ask(&mut visit, category, written, &here).await? {
            return Ok(page);
        }
    }
    let (offer, provider) = find(&visit, id).await?;
    let version = written.one("version").parse().unwrap_or(-1);
    let kind = provider.profile.kind;
    let fields = fields_of(offer.category, kind);
    let mut reading = read(&visit, offer.category, &fields, written).await?;
    let edited = if reading.errors.is_empty() {
        let old = body_of(&offer.content, &offer.private)?;
        keep_order(&mut reading, &old, &fields);
        let point = moved(&reading.body, &old);
        if point && let Some(private) = reading.body.get_mut("private") {
            // A point that belongs to the old address would lead people there.
            private["point"] = Value::Null;
        }
        let part = |name: &str| reading.body.get(name).cloned();
        let patch = OfferPatch {
            content: part("content"),
            private: part("private"),
        };
        let once = form.once(&visit.caller, "edit_offer");
        visit
            .app
            .edit_offer(&visit.caller, Some(&once), id, version, &patch)
            .await
    } else {
        let more = other_errors(&reading, &fields, kind);
        let mut errors = std::mem::take(&mut reading.errors);
        errors.extend(more);
        Err(AppError::Invalid(errors))
    };
    let mut problem = None;
    let (status, errors, stale) = match edited {
        Ok(new) if written.one("then") == "submit" && can_submit(new.review) => {
            let once = form.once_then(&visit.caller, "submit_offer");
            return hand_in(&mut visit, &once, id, new.version).await;
        }
        Ok(new) => {
            visit.session.say(said(&offer, &new));
            return Ok(visit.go(&format!("/provider/offers/{id}")));
        }
        Err(AppError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors, false),
        Err(AppError::Stale) => (StatusCode::PRECONDITION_FAILED, Vec::new(), true),
        Err(AppError::Conflict(conflict)) => {
            problem = Some(visit.frame.tt("problem", conflict.code()));
            (StatusCode::CONFLICT, Vec::new(), false)
        }
        Err(AppError::InTheWay(..)) => {
            let code = Conflict::BelowPromised.code();
            problem = Some(visit.frame.tt("problem", code));
            (StatusCode::CONFLICT, Vec::new(), false)
        }
        Err(error) => return Err(error.into()),
    };
    let mut page = page(&visit, &offer, &provider, written, reading.places, errors);
    page.above.stale = stale;
    page.above.problem = problem;
    if !stale {
        page.version = Some(version);
    }
    visit.show_as(status, &page)
}

const fn can_submit(review: ReviewState) -> bool {
    matches!(review, ReviewState::Draft | ReviewState::ChangesRequested)
}

/// What an edit did.
fn said(old: &OfferView, new: &OfferView) -> &'static str {
    match new.review {
        ReviewState::Submitted | ReviewState::InReview
            if matches!(old.review, ReviewState::Approved | ReviewState::Expired) =>
        {
            "provider-edit-hidden"
        }
        ReviewState::Submitted | ReviewState::InReview => "provider-edit-waits",
        ReviewState::Approved | ReviewState::Expired
            if new.live_revision_id == Some(new.revision_id) =>
        {
            "provider-edit-nothing"
        }
        ReviewState::Approved | ReviewState::Expired => "provider-edit-live",
        _ => "provider-saved",
    }
}

/// Lists that the form knows no order of keep theirs, if they hold the same: an edit of nothing must be none.
fn keep_order(reading: &mut Reading, old: &Value, fields: &[&Field]) {
    for field in fields {
        if !matches!(
            field.at,
            "/content/languages" | "/content/details/languages_needed"
        ) {
            continue;
        }
        let (Some(was), Some(is)) = (
            old.pointer(field.at).and_then(Value::as_array),
            reading.body.pointer_mut(field.at),
        ) else {
            continue;
        };
        let same = is
            .as_array()
            .is_some_and(|is| is.len() == was.len() && was.iter().all(|item| is.contains(item)));
        if same {
            *is = json!(was);
        }
    }
}

/// Whether place or address became another.
fn moved(new: &Value, old: &Value) -> bool {
    ["/content/place_id", "/private/address"]
        .into_iter()
        .any(|at| {
            let nothing = Value::Null;
            let value = |body: &Value| body.pointer(at).unwrap_or(&nothing).clone();
            value(new) != value(old)
        })
}

async fn find(visit: &Visit, id: OfferId) -> Result<(OfferView, ProviderView), Fault> {
    let offer = visit.app.read_offer(&visit.caller, id).await?;
    let provider = visit
        .app
        .read_provider(&visit.caller, offer.provider_id)
        .await?;
    Ok((offer, provider))
}

async fn stored(
    visit: &Visit,
    offer: &OfferView,
    provider: &ProviderView,
    errors: Vec<FieldError>,
) -> Result<FormPage, Fault> {
    let fields = fields_of(offer.category, provider.profile.kind);
    let body = body_of(&offer.content, &offer.private)?;
    let written = written_of(&body, &fields, &country_of(visit, &body).await?);
    let places = places_of(visit, &body, &fields).await?;
    Ok(page(visit, offer, provider, &written, places, errors))
}

fn page(
    visit: &Visit,
    offer: &OfferView,
    provider: &ProviderView,
    written: &Written,
    places: BTreeMap<String, PlaceField>,
    errors: Vec<FieldError>,
) -> FormPage {
    let f = visit.frame.clone();
    let word = offer.last_word.as_ref();
    let asked = asked_fields(word.map(|w| w.fields.as_slice()));
    let groups = Showing {
        f: &f,
        written,
        places,
        asked: &asked,
    }
    .groups(offer.category, provider.profile.kind);
    let errors = Errors(settle(errors, &groups));
    let above = Above {
        word: word.map(|w| (f.word("reason", &w.reason_code), w.note.clone())),
        asked: groups
            .iter()
            .flat_map(|g| g.rows.iter().flatten())
            .filter(|s| s.asked)
            .map(|s| (name_of(&s.at), s.label.clone()))
            .collect(),
        live: matches!(offer.review, ReviewState::Approved | ReviewState::Expired),
        ..Above::nothing()
    };
    FormPage {
        lines: lines(&f, &errors, &groups),
        errors,
        category: offer.category,
        action: f.to(&format!("/provider/offers/{}/edit", offer.id)),
        back: f.to(&format!("/provider/offers/{}", offer.id)),
        version: Some(offer.version),
        can_submit: can_submit(offer.review),
        providers: Vec::new(),
        provider: String::new(),
        above,
        groups,
        f,
    }
}
