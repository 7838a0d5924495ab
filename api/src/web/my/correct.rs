//! Putting right who comes and where they are: by the questions with which it was asked.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{
    clock::local_day,
    error::FieldError,
    id::{PlaceId, RequestId},
    matching::Relaxation,
    request::UnfinishedRequest,
};
use serde::Deserialize;

use super::{
    offer_view::relaxation,
    relaxed::{put_in, sent},
};
use crate::{
    app::{
        AppError, Caller, corrections::HouseholdCorrectionBody, matches::MatchView,
        requests::RequestView,
    },
    problem::Fault,
    web::{
        ask::{Answers, Step, Who, With, read_step},
        errors::Errors,
        form::{Form, Written},
        frame::Frame,
        place::PlaceField,
        visit::Visit,
    },
};

/// The field of where they are now.
const NOW: &str = "now";

/// The code of what was changed elsewhere meanwhile.
const STALE: &str = "stale-version";

/// Why something is not put right.
pub(super) struct Refused {
    /// The code of the problem.
    pub code: &'static str,
    /// What is agreed, and stands in the way.
    pub held: Vec<MatchView>,
}

/// What a correction that was not carried out is answered with.
pub(super) fn refused(
    error: AppError,
) -> Result<(StatusCode, Vec<FieldError>, Option<Refused>), Fault> {
    let (status, code, held) = match error {
        AppError::Invalid(errors) => return Ok((StatusCode::UNPROCESSABLE_ENTITY, errors, None)),
        AppError::Stale => (StatusCode::PRECONDITION_FAILED, STALE, Vec::new()),
        AppError::Conflict(conflict) => (StatusCode::CONFLICT, conflict.code(), Vec::new()),
        AppError::InTheWay(conflict, held) => (StatusCode::CONFLICT, conflict.code(), held),
        error => return Err(error.into()),
    };
    Ok((status, Vec::new(), Some(Refused { code, held })))
}

/// The version that a page sends which is shown again: the one that was seen, until somebody is told that there is a newer one.
pub(super) fn version_of(seen: String, newest: i64, refused: Option<&Refused>) -> String {
    if refused.is_some_and(|refused| refused.code == STALE) {
        newest.to_string()
    } else {
        seen
    }
}

/// What is wrong, at the fields of a page, with each of them once.
pub(super) fn at_fields(errors: Vec<FieldError>, field: fn(&str) -> &str) -> Vec<FieldError> {
    let mut moved: Vec<FieldError> = Vec::new();
    for mut error in errors {
        let pointer = field(&error.pointer).to_owned();
        error.pointer = pointer;
        if moved.iter().all(|e| e.pointer != error.pointer) {
            moved.push(error);
        }
    }
    moved
}

/// The field of this page that something is about; what a need cannot follow is about those who come, or about what one of them needs.
fn field_of(pointer: &str) -> &str {
    let pointer = pointer.strip_prefix("/household").unwrap_or(pointer);
    match pointer.split('/').nth(1).unwrap_or_default() {
        "children" => "/children",
        "languages" => "/languages",
        "pets" => "/dog",
        "functional" => "/dialysis",
        "needs" if pointer.ends_with("/criteria") => "/step_free",
        "needs" | "oldest_born" => "",
        _ => pointer,
    }
}

#[derive(Template)]
#[template(path = "my/correct.html")]
struct CorrectPage {
    f: Rc<Frame>,
    errors: Errors,
    refused: Option<Refused>,
    /// What is changed already, and not saved.
    put_in: Option<String>,
    version: String,
    who: Who,
    /// Not asked of a child who is alone.
    company: Option<With>,
    place: PlaceField,
}

/// Asks whether nobody of them is of age, before it is done: it is not undone.
#[derive(Template)]
#[template(path = "my/alone.html")]
struct AlonePage {
    f: Rc<Frame>,
    /// Whom to call.
    told: String,
    /// Whether somebody looks after children.
    heard: bool,
    /// What was typed.
    kept: Vec<(String, String)>,
}

/// What the form sent, as both kinds of its fields are read.
#[derive(Deserialize)]
#[serde(from = "Vec<(String, String)>")]
struct Sent {
    answers: Answers,
    written: Written,
}

impl From<Vec<(String, String)>> for Sent {
    fn from(fields: Vec<(String, String)>) -> Self {
        Self {
            written: fields.clone().into(),
            answers: fields.into(),
        }
    }
}

/// Who comes, as it was filed.
fn filed(request: &RequestView) -> UnfinishedRequest {
    let needs: Vec<_> = request.needs.iter().map(|n| n.need.clone()).collect();
    UnfinishedRequest::of_household(&request.household, &needs)
}

/// The page, with one change put in; none where it is not put right.
async fn asked(
    visit: &Visit,
    household: &Caller,
    id: RequestId,
    change: Option<Relaxation>,
) -> Result<Option<CorrectPage>, Fault> {
    let request = visit.app.read_request(household, id).await?;
    if request.state != "open" {
        return Ok(None);
    }
    let mut written = filed(&request);
    if let Some(change) = change {
        put_in(change, &mut written, visit.app.today());
    }
    let place = match request.place_id {
        Some(place) => PlaceField::of(visit, NOW, place).await?,
        None => PlaceField::empty(NOW),
    };
    Ok(Some(CorrectPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        refused: None,
        put_in: change.map(|change| relaxation(&visit.frame, change, None)),
        version: request.version.to_string(),
        who: Who::written(&written, visit),
        company: request
            .advice
            .is_none()
            .then(|| With::written(&written, visit)),
        place,
    }))
}

#[get("/my/correct")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    match asked(&visit, &household, id, None).await? {
        Some(page) => visit.show(&page),
        None => Ok(visit.go("/my/request")),
    }
}

/// Puts it right. A form of the list of a need, which carries a change, shows the questions with it, and saves nothing.
#[post("/my/correct")]
pub(super) async fn answer(mut visit: Visit, form: Form<Sent>) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let once = form.once(&household, "correct_household");
    let Sent { answers, written } = form.value;
    if let Some(change) = sent(&answers)? {
        return match asked(&visit, &household, id, Some(change)).await? {
            Some(page) => visit.show(&page),
            None => Ok(visit.go("/my/request")),
        };
    }
    let request = visit.app.read_request(&household, id).await?;
    let before = filed(&request);
    let mut tried = before.clone();
    let (who, mut errors) = read_step::<Who>(&visit, &answers, &mut tried).await?;
    let company = if request.advice.is_none() {
        let (company, found) = read_step::<With>(&visit, &answers, &mut tried).await?;
        errors.extend(found);
        Some(company)
    } else {
        None
    };
    let place = PlaceField::read(&visit, &written, NOW, "/place_id", &mut errors).await?;
    let version = answers.one("version").to_owned();
    // As the use case finds it: by the day on which it was filed.
    let filed_on = local_day(request.created_at);
    let alone = errors.is_empty()
        && request.advice.is_none()
        && tried.household.is_unaccompanied_minor(filed_on);
    let said = answers.one("alone").to_owned();
    if alone && said.is_empty() {
        let page = AlonePage {
            f: visit.frame.clone(),
            told: visit.app.people_help_advice(visit.frame.locale).text,
            heard: visit.app.has_child_protection().await?,
            kept: answers.kept(),
        };
        return visit.show(&page);
    }
    if alone && said != "yes" {
        let page = CorrectPage {
            f: visit.frame.clone(),
            errors: Errors::default(),
            refused: None,
            put_in: None,
            version,
            who,
            company,
            place,
        };
        return visit.show(&page);
    }
    let done = if errors.is_empty() {
        let body = HouseholdCorrectionBody {
            household: tried.household.clone(),
            place_id: place.id.map(PlaceId),
        };
        let access = (tried.access != before.access).then_some(tried.access.as_slice());
        let seen = version.parse().unwrap_or(0);
        visit
            .app
            .correct_household(&household, Some(&once), id, seen, body, access)
            .await
    } else {
        Err(errors.into())
    };
    let error = match done {
        Ok(_) => {
            // There is no list to a child who is alone.
            let said = if alone || request.advice.is_some() {
                "my-corrected-alone"
            } else {
                "my-corrected"
            };
            visit.session.say(said);
            return Ok(visit.go("/my/request"));
        }
        Err(AppError::KeyInFlight) => return Ok(visit.go("/my/request")),
        Err(error) => error,
    };
    let (status, errors, refused) = refused(error)?;
    let page = CorrectPage {
        f: visit.frame.clone(),
        errors: Errors(at_fields(errors, field_of)),
        put_in: None,
        version: version_of(version, request.version, refused.as_ref()),
        refused,
        who,
        company,
        place,
    };
    visit.show_as(status, &page)
}
