//! Putting right what is needed, and asking for one thing more: by the questions with which it was asked.

use std::rc::Rc;

use actix_web::{HttpResponse, get, post};
use askama::Template;
use punte_core::{
    error::FieldError,
    id::NeedId,
    matching::Relaxation,
    offer::Category,
    request::{Household, NeedDraft, UnfinishedRequest},
};
use serde::Deserialize;

use super::{
    correct::{Refused, at_fields, refused, version_of},
    need::own,
    offer_view::relaxation,
    relaxed::{put_in, sent},
};
use crate::{
    app::{AppError, Caller, requests::RequestView},
    extract::PathId,
    problem::Fault,
    web::{
        ask::{Answers, Step, When, Where, Wishes, asks_work, read_step},
        errors::Errors,
        form::Form,
        frame::Frame,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "my/correct_need.html")]
struct NeedPage {
    f: Rc<Frame>,
    errors: Errors,
    refused: Option<Refused>,
    /// What is changed already, and not saved.
    put_in: Option<String>,
    category: Category,
    /// The need that is put right; none of one that is added.
    need: Option<NeedId>,
    version: String,
    quantity: String,
    place: Where,
    wishes: Wishes,
    days: When,
}

impl NeedPage {
    const fn corrects(&self) -> bool {
        self.need.is_some()
    }

    fn title(&self) -> String {
        self.f.t(if self.corrects() {
            "my-correct-need"
        } else {
            "my-add"
        })
    }

    fn action(&self) -> String {
        match self.need {
            Some(need) => format!("/my/needs/{need}/correct"),
            None => "/my/add".to_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "my/add.html")]
struct AddPage {
    f: Rc<Frame>,
}

/// The answers about one need.
struct Asked {
    place: Where,
    wishes: Wishes,
    days: When,
}

impl Asked {
    /// As it is written.
    async fn written(visit: &Visit, request: &UnfinishedRequest) -> Result<Self, Fault> {
        let mut place = Where::written(request, visit);
        place.look_up(visit, false).await?;
        Ok(Self {
            place,
            wishes: Wishes::written(request, visit).about_one(),
            days: When::written(request, visit),
        })
    }

    /// As it was sent, put into what is written; with all that is wrong with it, and the units.
    async fn read(
        visit: &Visit,
        answers: &Answers,
        tried: &mut UnfinishedRequest,
    ) -> Result<(Self, u16, Vec<FieldError>), Fault> {
        let mut errors = Vec::new();
        let quantity = match answers.one("quantity").parse() {
            Ok(n) if (1..=90).contains(&n) => n,
            _ => {
                errors.push(FieldError::range("/quantity", 1, 90));
                1
            }
        };
        let (place, found) = read_step::<Where>(visit, answers, tried).await?;
        errors.extend(found);
        let begins = tried.day.map(|day| day.from);
        let (days, found) = read_step::<When>(visit, answers, tried).await?;
        // Days that stay as they are may have begun; whether they do is seen once all of them are known.
        let same = begins.is_some() && tried.day.map(|day| day.from) == begins;
        let passed = |e: &FieldError| same && e.code == "in-the-past";
        errors.extend(found.into_iter().filter(|e| !passed(e)));
        let (wishes, found) = read_step::<Wishes>(visit, answers, tried).await?;
        errors.extend(found);
        tried.themes.truncate(1);
        let wishes = wishes.about_one();
        Ok((
            Self {
                place,
                wishes,
                days,
            },
            quantity,
            errors,
        ))
    }

    fn page(self, visit: &Visit, category: Category, quantity: String) -> NeedPage {
        NeedPage {
            f: visit.frame.clone(),
            errors: Errors::default(),
            refused: None,
            put_in: None,
            category,
            need: None,
            version: String::new(),
            quantity,
            place: self.place,
            wishes: self.wishes,
            days: self.days,
        }
    }
}

/// The field of this page that something is about; none of what it does not ask.
fn field_of(pointer: &str) -> &str {
    match pointer {
        "/place_id" => "/place",
        "/details/to_place_id" => "/to",
        "/radius_m" => "/radius",
        "/dates/from" => "/date",
        "/dates" => "/nights",
        "/details/speciality" => "/speciality",
        "/details/theme" => "/theme",
        "/details/occupations" => "/occupation",
        other if other.starts_with("/details") || other.starts_with("/criteria") => "",
        other => other,
    }
}

/// The page of a need that may be put right, with one change put in; none of another.
async fn asked(
    visit: &Visit,
    household: &Caller,
    id: NeedId,
    change: Option<Relaxation>,
) -> Result<Option<NeedPage>, Fault> {
    let (request, need) = own(visit, household, id).await?;
    if request.state != "open" || request.advice.is_some() || !need.state.is_correctable() {
        return Ok(None);
    }
    let mut written = UnfinishedRequest::of_need(&request.household, &need.need);
    if let Some(change) = change {
        put_in(change, &mut written, visit.app.today());
    }
    let asked = Asked::written(visit, &written).await?;
    Ok(Some(NeedPage {
        need: Some(id),
        version: need.version.to_string(),
        put_in: change.map(|change| relaxation(&visit.frame, change, None)),
        ..asked.page(visit, need.category, need.quantity.to_string())
    }))
}

/// What steps that are answered leave out.
fn missing() -> AppError {
    FieldError::new("/place", "required").into()
}

#[get("/my/needs/{id}/correct")]
pub(super) async fn ask(
    mut visit: Visit,
    PathId(id): PathId<NeedId>,
) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    match asked(&visit, &household, id, None).await? {
        Some(page) => visit.show(&page),
        None => Ok(visit.go(&format!("/my/needs/{id}"))),
    }
}

/// Puts it right. A form of the list of the need, which carries a change, shows the questions with it, and saves nothing.
#[post("/my/needs/{id}/correct")]
pub(super) async fn answer(
    mut visit: Visit,
    PathId(id): PathId<NeedId>,
    form: Form<Answers>,
) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    let once = form.once(&household, "correct_need");
    let answers = form.value;
    if let Some(change) = sent(&answers)? {
        return match asked(&visit, &household, id, Some(change)).await? {
            Some(page) => visit.show(&page),
            None => Ok(visit.go(&format!("/my/needs/{id}"))),
        };
    }
    let (request, need) = own(&visit, &household, id).await?;
    let former = &need.need;
    let mut tried = UnfinishedRequest::of_need(&request.household, former);
    let work = tried.occupations.clone();
    let (asked, quantity, errors) = Asked::read(&visit, &answers, &mut tried).await?;
    // Work that is not asked about here stays.
    let other_work = work.into_iter().filter(|code| !asks_work(*code));
    tried.occupations.extend(other_work);
    let today = visit.app.today();
    let asks = |feature| asked.wishes.asks(feature);
    let version = answers.one("version").to_owned();
    let done = match tried.in_place_of(former, quantity, asks, today) {
        _ if !errors.is_empty() => Err(errors.into()),
        Some(draft) => {
            let seen = version.parse().unwrap_or(0);
            visit
                .app
                .correct_need(&household, Some(&once), id, seen, draft)
                .await
        }
        None => Err(missing()),
    };
    let error = match done {
        Ok(_) => {
            visit.session.say("my-corrected");
            return Ok(visit.go(&format!("/my/needs/{id}")));
        }
        Err(AppError::KeyInFlight) => return Ok(visit.go(&format!("/my/needs/{id}"))),
        Err(error) => error,
    };
    let (status, errors, refused) = refused(error)?;
    let page = NeedPage {
        need: Some(id),
        version: version_of(version, need.version, refused.as_ref()),
        errors: Errors(at_fields(errors, field_of)),
        refused,
        ..asked.page(&visit, need.category, answers.one("quantity").to_owned())
    };
    visit.show_as(status, &page)
}

/// Which kind of help a link names.
#[derive(Default, Deserialize)]
struct Linked {
    #[serde(default)]
    category: String,
}

/// The request that is open, and what its needs ask.
async fn opened(visit: &Visit) -> Result<(Caller, RequestView, Vec<NeedDraft>), Fault> {
    let (household, id) = visit.own_request()?;
    let request = visit.app.read_request(&household, id).await?;
    let needs = request.needs.iter().map(|n| n.need.clone()).collect();
    Ok((household, request, needs))
}

/// One thing more of a kind, where the last thing is looked for if nothing else is said.
fn one_more(request: &RequestView, needs: &[NeedDraft], category: Category) -> UnfinishedRequest {
    UnfinishedRequest {
        place_id: needs.last().map(|need| need.place_id),
        ..UnfinishedRequest::of_kind(&request.household, needs, category)
    }
}

#[get("/my/add")]
pub(super) async fn ask_more(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let (_, request, needs) = opened(&visit).await?;
    if request.state != "open" || request.advice.is_some() {
        return Ok(visit.go("/my/request"));
    }
    let linked: Linked = serde_html_form::from_str(&visit.frame.query).unwrap_or_default();
    let Some(category) = Category::from_name(&linked.category) else {
        let page = AddPage {
            f: visit.frame.clone(),
        };
        return visit.show(&page);
    };
    let asked = Asked::written(&visit, &one_more(&request, &needs, category)).await?;
    let units = Household::parse(request.household.clone(), visit.app.today())
        .map_or(1, |household| household.least_units(category));
    let page = asked.page(&visit, category, units.clamp(1, 90).to_string());
    visit.show(&page)
}

#[post("/my/add")]
pub(super) async fn add(mut visit: Visit, form: Form<Answers>) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.household()?, "add_need");
    let answers = form.value;
    let (household, request, needs) = opened(&visit).await?;
    let Some(category) = Category::from_name(answers.one("category")) else {
        return Ok(visit.go("/my/add"));
    };
    let mut tried = one_more(&request, &needs, category);
    let (asked, quantity, errors) = Asked::read(&visit, &answers, &mut tried).await?;
    let done = match tried.one_need(visit.app.today()) {
        _ if !errors.is_empty() => Err(errors.into()),
        Some(draft) => {
            let draft = NeedDraft { quantity, ..draft };
            let id = request.id;
            visit.app.add_need(&household, Some(&once), id, draft).await
        }
        None => Err(missing()),
    };
    let error = match done {
        Ok(need) => {
            visit.session.say("my-added");
            return Ok(visit.go(&format!("/my/needs/{}", need.id)));
        }
        Err(AppError::KeyInFlight) => return Ok(visit.go("/my/request")),
        Err(error) => error,
    };
    let (status, errors, refused) = refused(error)?;
    let page = NeedPage {
        errors: Errors(at_fields(errors, field_of)),
        refused,
        ..asked.page(&visit, category, answers.one("quantity").to_owned())
    };
    visit.show_as(status, &page)
}
