//! The same decision on several items: first one sees each of them, then one decides, then one is told what became of each.

use std::rc::Rc;

use actix_web::{HttpRequest, HttpResponse, get, http::StatusCode, post};
use askama::Template;
use jiff::Timestamp;
use punte_core::{
    error::FieldError,
    id::{ReviewItemId, RevisionId},
    verification::{Decision, NotTogether, ReasonCode, TOGETHER},
};
use uuid::Uuid;

use super::{item::trouble_of, queue::Row, typed::Typed};
use crate::{
    app::{
        AppError,
        reviews::{DecisionsBody, DeskItem, ItemVersion, Undoable},
    },
    problem::Fault,
    web::{errors::Errors, form::Form, frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "desk/together.html")]
struct TogetherPage {
    f: Rc<Frame>,
    errors: Errors,
    typed: Typed,
    rows: Vec<Row>,
    /// Those of them that an approval leaves out, each with the key of why.
    unchecked: Vec<(Row, &'static str)>,
    left_out: Vec<Row>,
    most: usize,
}

#[expect(clippy::unused_self, reason = "templates call methods")]
impl TogetherPage {
    fn count(&self) -> String {
        self.f.n("desk-together-count", self.rows.len())
    }

    fn limit(&self) -> String {
        self.f.n("desk-together-limit", self.most)
    }

    const fn decisions(&self) -> [Decision; 3] {
        Decision::ALL
    }

    fn reasons(&self) -> Vec<ReasonCode> {
        ReasonCode::ALL
            .into_iter()
            .filter(|reason| reason.fits(Decision::Reject))
            .collect()
    }
}

#[derive(Template)]
#[template(path = "desk/done_together.html")]
struct DonePage {
    f: Rc<Frame>,
    done: Vec<Row>,
    /// With the key of why not.
    refused: Vec<(Row, &'static str)>,
    /// What can still be taken back of it.
    undo: Vec<Undoable>,
    now: Timestamp,
}

impl DonePage {
    fn count_done(&self) -> String {
        self.f.n("desk-done-count", self.done.len())
    }
}

/// The items that are named, each with its version: `x=<item>.<version>`.
fn named<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<ItemVersion> {
    let mut found: Vec<ItemVersion> = Vec::new();
    for (_, value) in pairs.filter(|(name, _)| *name == "x") {
        let named = value.split_once('.').and_then(|(item, revision)| {
            Some(ItemVersion {
                item_id: ReviewItemId(Uuid::try_parse(item).ok()?),
                revision_id: RevisionId(Uuid::try_parse(revision).ok()?),
            })
        });
        if let Some(named) = named.filter(|n| !found.iter().any(|f| f.item_id == n.item_id)) {
            found.push(named);
        }
    }
    found
}

/// Why an approval leaves an item out: the key of its words.
fn left_out_of_approval(item: &DeskItem) -> Option<&'static str> {
    match item.not_together() {
        Some(NotTogether::HintsOpen) => Some("hints"),
        Some(NotTogether::ChecksOpen) => Some("checks"),
        None => item.detail.too_little().then_some("vetting"),
    }
}

#[get("/desk/together")]
pub(super) async fn ask(mut visit: Visit, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(request.query_string().as_bytes())
        .into_owned()
        .collect();
    let items = named(pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    let mut typed = Typed::of(pairs);
    typed.step.clear();
    show(&mut visit, StatusCode::OK, items, Vec::new(), typed).await
}

/// The page that asks. What cannot be decided now is left out and said.
async fn show(
    visit: &mut Visit,
    status: StatusCode,
    items: Vec<ItemVersion>,
    errors: Vec<FieldError>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    // Who may not see the queue is told so, with nothing chosen as well.
    visit.app.count_desk(&visit.caller).await?;
    let (mut rows, mut unchecked, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for named in items.into_iter().take(TOGETHER) {
        let found = visit.app.read_desk_item(&visit.caller, named.item_id).await;
        let item = match found {
            Ok(item) => item,
            Err(AppError::NotFound) => continue,
            Err(error) => return Err(error.into()),
        };
        let why = left_out_of_approval(&item);
        let row = Row::of(visit, item.line);
        if row.can_be_ticked() && row.revision == named.revision_id.to_string() {
            unchecked.extend(why.map(|why| (row.clone(), why)));
            rows.push(row);
        } else {
            left_out.push(row);
        }
    }
    let page = TogetherPage {
        f: visit.frame.clone(),
        errors: Errors(errors),
        typed,
        rows,
        unchecked,
        left_out,
        most: TOGETHER,
    };
    visit.show_as(status, &page)
}

#[post("/desk/together")]
pub(super) async fn answer(
    mut visit: Visit,
    form: Form<Vec<(String, String)>>,
) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "decide_together");
    let items = named(form.value.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    let typed = Typed::of(form.value);
    let mut errors = Vec::new();
    let decision = Decision::from_name(&typed.decision);
    if decision.is_none() {
        errors.push(FieldError::new("/decision", "required"));
    }
    // An approval has one reason, which is that everything was checked.
    let reason = match decision {
        Some(Decision::Approve) => Some(ReasonCode::ChecklistComplete),
        _ => ReasonCode::from_name(&typed.reason),
    };
    if reason.is_none() {
        errors.push(FieldError::new("/reason_code", "required"));
    }
    let (Some(decision), Some(reason)) = (decision, reason) else {
        return show(
            &mut visit,
            StatusCode::UNPROCESSABLE_ENTITY,
            items,
            errors,
            typed,
        )
        .await;
    };
    let many = DecisionsBody {
        items: items.clone(),
        decision,
        reason_code: reason,
        note: Some(typed.note.trim().to_owned()).filter(|note| !note.is_empty()),
    };
    let outcomes = match visit
        .app
        .decide_many(&visit.caller, Some(&once), &many)
        .await
    {
        Ok(outcomes) => outcomes,
        Err(AppError::Invalid(errors)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return show(&mut visit, status, items, errors, typed).await;
        }
        Err(error) => return Err(error.into()),
    };
    let mut undo = visit.app.list_undoable(&visit.caller, TOGETHER).await?;
    undo.retain(|line| many.items.iter().any(|item| item.item_id == line.item_id));
    let (mut done, mut refused) = (Vec::new(), Vec::new());
    for (id, outcome) in outcomes {
        let row = match visit.app.read_desk_item(&visit.caller, id).await {
            Ok(item) => Row::of(&visit, item.line),
            Err(AppError::NotFound) => continue,
            Err(error) => return Err(error.into()),
        };
        match outcome {
            Ok(_) => done.push(row),
            Err(error) => refused.push((row, trouble_of(&error).unwrap_or("other"))),
        }
    }
    visit.show(&DonePage {
        f: visit.frame.clone(),
        done,
        refused,
        undo,
        now: visit.app.now(),
    })
}
