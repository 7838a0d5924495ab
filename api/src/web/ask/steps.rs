//! What every step has in common: it is opened, answered, saved, and leads to the next.

use std::rc::Rc;

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;
use jiff::civil::Date;
use punte_core::{
    error::FieldError,
    id::PlaceId,
    request::{AskStep, UnfinishedRequest},
};

use super::answers::Answers;
use crate::{
    app::{
        App, AppError, Conflict,
        drafts::{DraftView, Opened},
    },
    problem::Fault,
    web::{errors::Errors, form::Form, frame::Frame, visit::Visit},
};

/// What stands around the questions of a step.
pub(in crate::web) struct Head {
    /// Which step.
    pub step: AskStep,
    /// The steps that are asked.
    steps: &'static [AskStep],
    /// Whether a child asks who is alone.
    pub child: bool,
    /// Whether somebody sends text messages.
    pub texts: bool,
    /// The step before, or the page of all answers.
    pub back: Option<String>,
    /// Opens the draft again; absent before something was saved.
    pub code: Option<String>,
    /// On the step behind it, the place that was found for the words: of several of one name it may be another.
    pub took: String,
}

impl Head {
    fn of(step: AskStep, draft: Option<&DraftView>, app: &App) -> Self {
        let today = app.today();
        let steps = draft.map_or(&AskStep::ALL[..], |draft| draft.written.steps(today));
        let child = draft.is_some_and(|draft| draft.written.is_unaccompanied_minor(today));
        let before = steps.iter().take_while(|s| **s != step).last();
        let back = match draft {
            Some(draft) if draft.written.next(today).is_none() => Some("/ask/review".to_owned()),
            _ if child && step == AskStep::Reach => Some("/ask/people".to_owned()),
            _ => before.map(|s| format!("/ask/{}", s.as_str())),
        };
        Self {
            step,
            steps,
            child,
            texts: app.texts_people,
            back,
            code: draft.map(|draft| draft.code.clone()),
            took: String::new(),
        }
    }

    /// As it is shown, with the place that was found on the step before.
    async fn shown(step: AskStep, draft: Option<&DraftView>, visit: &Visit) -> Result<Self, Fault> {
        let mut head = Self::of(step, draft, &visit.app);
        let behind = head
            .steps
            .iter()
            .skip_while(|s| **s != AskStep::Where)
            .nth(1);
        if let Some(draft) = draft.filter(|_| behind == Some(&step)) {
            let written = &draft.written;
            let ids: Vec<PlaceId> = [written.place_id, written.to_place_id]
                .into_iter()
                .flatten()
                .collect();
            let places = visit.app.list_places(&visit.caller, &ids).await?;
            let names: Vec<String> = ids
                .iter()
                .filter_map(|id| places.iter().find(|p| p.id == *id))
                .map(|p| visit.frame.place(p))
                .collect();
            head.took = names.join(" → ");
        }
        Ok(head)
    }

    /// Where its form goes.
    pub(super) fn action(&self) -> String {
        format!("/ask/{}", self.step.as_str())
    }

    /// "Step 2 of 7".
    pub(super) fn words(&self, f: &Frame) -> String {
        let number = self.before() + 1;
        f.w2("ask-step", ("n", &number), ("of", &self.steps.len()))
    }

    /// How many come before it.
    fn before(&self) -> usize {
        self.steps.iter().take_while(|s| **s != self.step).count()
    }

    /// Its planks: laid, being laid, to come.
    pub(super) fn planks(&self) -> Vec<&'static str> {
        let now = self.before();
        (0..self.steps.len())
            .map(|number| match number.cmp(&now) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "",
            })
            .collect()
    }
}

/// One short step: its answers as they are typed.
pub(in crate::web) trait Step: Sized + 'static {
    /// Which.
    const STEP: AskStep;

    /// As it was saved.
    fn written(request: &UnfinishedRequest, visit: &Visit) -> Self;

    /// As it was sent; what was saved before says what is asked.
    fn typed(answers: &Answers, request: &UnfinishedRequest) -> Self;

    /// Looks up what the page needs, and what was typed.
    async fn look_up(&mut self, _visit: &Visit, _sent: bool) -> Result<Vec<FieldError>, Fault> {
        Ok(Vec::new())
    }

    /// Puts its answers into the draft; what cannot be read is an error at its field.
    fn apply(&self, request: &mut UnfinishedRequest, today: Date) -> Vec<FieldError>;

    /// Its page.
    fn page<'a>(&'a self, f: Rc<Frame>, head: &'a Head, errors: &'a Errors) -> impl Template + 'a;
}

#[derive(Template)]
#[template(path = "ask/again.html")]
struct AgainPage {
    f: Rc<Frame>,
    errors: Errors,
    action: String,
    code: String,
    kept: Vec<(String, String)>,
}

/// The draft that is open on this phone; `unauthenticated` if there is none.
pub(super) async fn draft(visit: &Visit) -> Result<DraftView, Fault> {
    let id = visit
        .session
        .draft
        .ok_or(Fault::App(AppError::Unauthenticated))?;
    match visit.app.read_draft(id).await {
        // It has expired, or was thrown away on another phone.
        Err(AppError::NotFound) => Err(Fault::App(AppError::Unauthenticated)),
        found => Ok(found?),
    }
}

/// As [`draft`], if one is open and was not filed yet.
async fn open_draft(visit: &Visit) -> Result<Option<DraftView>, Fault> {
    match draft(visit).await {
        Ok(draft) => Ok(Some(draft).filter(|draft| draft.filed.is_none())),
        Err(Fault::App(AppError::Unauthenticated)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// Where a draft goes on: the next question, all answers, or, for a child who is alone, the people to call before it is asked how to
/// reach it.
pub fn goes_on(visit: &Visit, draft: &DraftView) -> String {
    if draft.filed.is_some() {
        return "/ask/sent".to_owned();
    }
    let today = visit.app.today();
    match draft.written.next(today) {
        None => "/ask/review".to_owned(),
        Some(AskStep::Reach) if draft.written.is_unaccompanied_minor(today) => {
            "/ask/people".to_owned()
        }
        Some(step) => format!("/ask/{}", step.as_str()),
    }
}

/// Whether a child asks where nobody looks after children: nothing is promised to it then, and nothing is asked.
pub(super) async fn unheard(visit: &Visit, draft: &DraftView) -> Result<bool, Fault> {
    Ok(draft.written.is_unaccompanied_minor(visit.app.today())
        && !visit.app.has_child_protection().await?)
}

/// Reads what was sent for a step into what is written, with all that is wrong with it.
pub(in crate::web) async fn read_step<S: Step>(
    visit: &Visit,
    answers: &Answers,
    written: &mut UnfinishedRequest,
) -> Result<(S, Vec<FieldError>), Fault> {
    let today = visit.app.today();
    let mut step = S::typed(answers, written);
    let mut errors = step.look_up(visit, true).await?;
    errors.extend(step.apply(written, today));
    for error in written.check(S::STEP, today) {
        // One message for one field.
        if errors.iter().all(|e| e.pointer != error.pointer) {
            errors.push(error);
        }
    }
    Ok((step, errors))
}

/// Opens a step.
pub(super) async fn ask<S: Step>(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let draft = if S::STEP == AskStep::What {
        open_draft(&visit).await?
    } else {
        let draft = draft(&visit).await?;
        let asked = draft.written.steps(visit.app.today());
        if S::STEP == AskStep::Reach && unheard(&visit, &draft).await? {
            return Ok(visit.go("/ask/people"));
        }
        if draft.filed.is_some() || !asked.contains(&S::STEP) {
            return Ok(visit.go(&goes_on(&visit, &draft)));
        }
        Some(draft)
    };
    let nothing = UnfinishedRequest::default();
    let written = draft.as_ref().map_or(&nothing, |draft| &draft.written);
    let mut step = S::written(written, &visit);
    step.look_up(&visit, false).await?;
    let head = Head::shown(S::STEP, draft.as_ref(), &visit).await?;
    let errors = Errors::default();
    let f = visit.frame.clone();
    visit.show(&step.page(f, &head, &errors))
}

/// Saves a step and goes on.
pub(super) async fn answer<S: Step>(
    mut visit: Visit,
    form: Form<Answers>,
) -> Result<HttpResponse, Fault> {
    let caller = visit.anybody();
    let once = form.once(&caller, "start_draft");
    let answers = form.value;
    let mut draft = open_draft(&visit).await?;
    if draft.is_none() && (answers.has("going") || S::STEP != AskStep::What) {
        // The phone lay for a while, or the draft is open elsewhere: the code opens it, and the answers come along.
        match visit
            .app
            .open_by_code(answers.one("code"), visit.origin)
            .await
        {
            Ok(Opened::Draft(id)) => {
                visit.session.draft = Some(id);
                visit.session.become_new();
                draft = Some(visit.app.read_draft(id).await?);
            }
            Ok(Opened::Request(request, id)) => {
                visit.open_request(request, id).await?;
                visit.session.become_new();
                return Ok(visit.go("/my/request"));
            }
            Err(AppError::Invalid(errors)) => {
                let page = AgainPage {
                    f: visit.frame.clone(),
                    errors: Errors(if answers.has("code") {
                        errors
                    } else {
                        Vec::new()
                    }),
                    action: format!("/ask/{}", S::STEP.as_str()),
                    code: answers.one("code").to_owned(),
                    kept: answers.kept(),
                };
                return visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
            }
            Err(error) => return Err(error.into()),
        }
    }
    if let (AskStep::Reach, Some(draft)) = (S::STEP, &draft)
        && unheard(&visit, draft).await?
    {
        return Ok(visit.go("/ask/people"));
    }
    let today = visit.app.today();
    let nothing = UnfinishedRequest::default();
    let written = draft.as_ref().map_or(&nothing, |draft| &draft.written);
    let mut tried = written.clone();
    let (step, mut errors) = read_step::<S>(&visit, &answers, &mut tried).await?;
    let pauses = answers.has("stop");
    if errors.is_empty() {
        let locale = visit.frame.locale;
        let change = |request: &mut UnfinishedRequest| {
            request.locale = locale;
            step.apply(request, today);
        };
        let saved = match &draft {
            Some(draft) => visit.app.save_step(draft.id, S::STEP, change).await,
            None => {
                visit
                    .app
                    .start_draft(&caller, Some(&once), visit.origin, S::STEP, change)
                    .await
            }
        };
        match saved {
            Ok(saved) => {
                // No new name for this browser: a second tap of the same form must still find its guard.
                visit.session.draft = Some(saved.id);
                visit.session.keep();
                let to = if pauses {
                    "/ask/stopped".to_owned()
                } else {
                    after(&visit, S::STEP, &saved)
                };
                return Ok(visit.go(&to));
            }
            Err(AppError::Invalid(found)) => errors = found,
            // Filed meanwhile, on another phone or by the other tap.
            Err(AppError::Conflict(Conflict::IllegalState)) => return Ok(visit.go("/ask/sent")),
            Err(error) => return Err(error.into()),
        }
    } else if pauses && draft.is_some() {
        visit.session.say("ask-not-saved");
        return Ok(visit.go("/ask/stopped"));
    }
    let head = Head::shown(S::STEP, draft.as_ref(), &visit).await?;
    let errors = Errors(errors);
    let f = visit.frame.clone();
    visit.show_as(
        StatusCode::UNPROCESSABLE_ENTITY,
        &step.page(f, &head, &errors),
    )
}

/// What comes after a step: the one behind it, as long as not all are answered.
fn after(visit: &Visit, step: AskStep, draft: &DraftView) -> String {
    let today = visit.app.today();
    let behind = draft
        .written
        .steps(today)
        .iter()
        .skip_while(|s| **s != step)
        .nth(1);
    match behind {
        Some(next) if draft.written.next(today).is_some() && *next != AskStep::Reach => {
            format!("/ask/{}", next.as_str())
        }
        _ => goes_on(visit, draft),
    }
}
