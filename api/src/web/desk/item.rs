//! One item: the offer as people would see it, the evidence beside it, and the decision.

mod families;
mod lease;
mod opened;

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use jiff::{Timestamp, civil::Date};
use punte_core::{
    checklist::{Answers, Checklist, ChecklistItem},
    constraint::Tri,
    error::FieldError,
    id::{AccountId, ReviewItemId},
    offer::{FreeBand, ReviewState},
    place::Publication,
    provider::VettingLevel,
    verification::{Decision, EscalationReason, ReasonCode, SuspensionReason},
};

use super::{
    changes::{Change, changes},
    decide, escalate,
    fields::{Field, fields, place_name},
    hints::{self, Shown},
    keep, stop, take,
    typed::{LOOKS, Typed},
    waiting::due,
};
use crate::{
    app::{
        AppError,
        providers::{IdentityViewBody, ProviderView},
        reviews::{DeskItem, Newer, PrivateUnderReview, Stand, UNDO_LISTED, Undoable},
    },
    extract::PathId,
    problem::Fault,
    web::{errors::Errors, form::Form, frame::Frame, visit::Visit},
};

/// What was opened for this one look.
#[derive(Default)]
pub struct Opened {
    /// Who the provider is.
    pub identity: Option<ProviderView>,
    /// The private fields of the offer, and of the version that people see.
    pub private: Option<PrivateUnderReview>,
}

/// What went wrong, or what was done, around the item.
#[derive(Default)]
pub struct Around {
    /// What is wrong with what was typed.
    pub errors: Vec<FieldError>,
    /// The key of why nothing was decided: `desk-trouble-<key>`.
    pub trouble: Option<&'static str>,
    /// What was typed.
    pub typed: Typed,
    /// What was opened.
    pub opened: Opened,
    /// What changed since the version that was looked at.
    pub newer: Option<Box<Newer>>,
}

#[derive(Template)]
#[template(path = "desk/item.html")]
struct ItemPage {
    f: Rc<Frame>,
    errors: Errors,
    trouble: Option<&'static str>,
    typed: Typed,
    identity: Option<ProviderView>,
    private: Option<PrivateUnderReview>,
    it: DeskItem,
    /// Whose desk it is.
    me: Option<AccountId>,
    /// The present instant.
    now: Timestamp,
    due: String,
    late: bool,
    fields: Vec<Field>,
    changes: Vec<Change>,
    /// What changed since the version that was looked at, where somebody decided on one that was overtaken.
    since: Vec<Change>,
    /// As `since`: the names of private fields.
    since_private: Vec<&'static str>,
    checklist: Checklist,
    hints: Vec<Shown>,
    /// Those that a moderator called no problem.
    dismissed: Vec<Shown>,
    looks: [&'static str; 3],
    /// What can still be taken back.
    undo: Vec<Undoable>,
}

#[expect(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    reason = "templates call methods, and pass references"
)]
impl ItemPage {
    /// Whether the moderator holds it.
    const fn mine(&self) -> bool {
        matches!(self.it.line.stand, Stand::Mine(_))
    }

    /// Whether it is what people see, looked at again.
    const fn recheck(&self) -> bool {
        self.it.line.item.is_recheck()
    }

    /// Whether the moderator may open what is private.
    const fn may_open(&self) -> bool {
        !matches!(self.it.line.stand, Stand::Own)
    }

    /// Whether a form to decide is shown: while the item is held, and where something was typed before it was lost.
    const fn deciding(&self) -> bool {
        self.mine()
            || (self.typed.begun() && matches!(self.it.line.stand, Stand::Free | Stand::Held(_)))
    }

    /// The form that a look is sent with, so that what was typed there stays; none where nothing is decided.
    const fn sent_with(&self) -> &'static str {
        if self.deciding() { "decision-form" } else { "" }
    }

    /// Whether what was typed is only shown, since nothing can be decided here any more.
    fn typed_in_vain(&self) -> bool {
        let wrote = !self.typed.note.is_empty() || !self.typed.escalation_note.is_empty();
        self.typed.begun() && !self.deciding() && wrote
    }

    /// Whether the provider was checked less than this offer needs.
    fn too_little(&self) -> bool {
        self.it.detail.too_little()
    }

    fn level(&self, level: &VettingLevel) -> String {
        self.f.tt("word-vetting", format!("l{}", level.number()))
    }

    fn address(&self) -> String {
        self.f.to(&format!("/desk/items/{}", self.it.line.item.id))
    }

    /// Which version this is, and what people see meanwhile.
    fn versions(&self) -> String {
        let f = &self.f;
        let version = f.n("desk-version", self.it.number);
        if let Some(until) = &self.it.line.item.checks_until {
            let key = if *until <= self.now {
                "desk-recheck-over"
            } else {
                "desk-recheck-until"
            };
            return format!("{version} · {}", f.w(key, "date", f.day_at(until)));
        }
        let seen = match (self.it.review, self.it.live_number) {
            (ReviewState::Approved, Some(live)) => f.n("desk-people-see", live),
            _ => f.t("desk-nobody-sees"),
        };
        format!("{version} · {seen}")
    }

    fn day(&self, day: &Date) -> String {
        self.f.day(*day)
    }

    fn version(&self, number: &i32) -> String {
        self.f.n("desk-version", *number)
    }

    /// How many things an edit changed.
    fn changed(&self) -> String {
        let n = self.changes.len() + self.it.private_changed.len();
        self.f.n("desk-changed", n)
    }

    /// What is wrong, for the summary: where it is, and the words. Points without an answer are one line, not twelve times the same.
    fn wrong(&self) -> Vec<(String, String)> {
        let unanswered =
            |e: &&FieldError| e.code == "required" && e.pointer.starts_with("/checklist/");
        let mut found = Vec::new();
        if let Some(first) = self.errors.0.iter().find(unanswered) {
            let n = self.errors.0.iter().filter(unanswered).count();
            found.push((self.errors.anchor(first), self.f.n("desk-unanswered", n)));
        }
        for error in self.errors.0.iter().filter(|e| !unanswered(e)) {
            let said = self.f.error(error);
            let point = self
                .checklist
                .items
                .iter()
                .find(|item| self.pointer(item) == error.pointer)
                .map(|item| format!("{}: {said}", self.point(item)));
            found.push((self.errors.anchor(error), point.unwrap_or(said)));
        }
        found
    }

    /// The pointer of a point of the checklist.
    fn pointer(&self, point: &ChecklistItem) -> String {
        format!("/checklist/{}", point.key)
    }

    /// Which of the approvals this one is: 1 or 2.
    fn approval(&self) -> u32 {
        self.it.line.item.approvals + 1
    }

    fn place(&self) -> String {
        self.it
            .line
            .place
            .as_ref()
            .map(place_name)
            .unwrap_or_default()
    }

    /// How exactly people would see the place.
    const fn precision(&self) -> &'static str {
        match self.it.publication {
            Publication::Door => "door",
            Publication::Cell => "area",
            Publication::Settlement => "settlement",
        }
    }

    /// How much people would see that there is, as a band.
    fn band(&self) -> String {
        let capacity = u32::from(self.it.detail.content.capacity);
        self.f.free(&FreeBand::of(capacity))
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

    const fn reasons_to_hand_on(&self) -> [EscalationReason; 5] {
        EscalationReason::ALL
    }

    const fn reasons_to_stop(&self) -> [SuspensionReason; 5] {
        SuspensionReason::ALL
    }

    /// Whether people see the offer, or did until it was stopped.
    const fn may_be_stopped(&self) -> bool {
        matches!(
            self.it.review,
            ReviewState::Approved | ReviewState::Expired | ReviewState::Suspended
        )
    }

    /// Who did something, as far as moderators are told.
    fn by(&self, who: &AccountId) -> String {
        self.f.t(if self.me == Some(*who) {
            "desk-by-you"
        } else {
            "desk-by-another"
        })
    }

    /// The text of a point of the checklist.
    fn point(&self, item: &ChecklistItem) -> String {
        item.words(self.f.locale).unwrap_or_default().to_owned()
    }

    /// Points that were answered with no or not known.
    fn doubts(&self, answers: &Answers) -> Vec<String> {
        self.checklist
            .items
            .iter()
            .filter_map(|item| {
                let given = answers.get(&item.key)?;
                let word = match given {
                    Tri::Yes => return None,
                    Tri::No => "desk-no",
                    Tri::Unknown => "desk-cannot-tell",
                };
                Some(format!("{}: {}", self.point(item), self.f.t(word)))
            })
            .collect()
    }
}

/// The page of an item, with what is around it.
pub async fn page(
    visit: &mut Visit,
    id: ReviewItemId,
    status: StatusCode,
    around: Around,
) -> Result<HttpResponse, Fault> {
    let mut it = visit.app.read_desk_item(&visit.caller, id).await?;
    if around.typed.begun()
        && let Some(until) = take::at_work(visit, id, it.line.stand).await?
    {
        it.line.stand = Stand::Mine(until);
    }
    let f = visit.frame.clone();
    let now = visit.app.now();
    let fields_now = fields(&f, &it.detail.content, &it.places);
    let changed = it
        .detail
        .live_content
        .as_ref()
        .map(|live| changes(&fields(&f, live, &it.places), &fields_now))
        .unwrap_or_default();
    let (since, since_private) = around
        .newer
        .map(|newer| {
            let was = fields(&f, &newer.was, &newer.places);
            let now = fields(&f, &newer.now, &newer.places);
            (changes(&was, &now), newer.private)
        })
        .unwrap_or_default();
    let hints = hints::shown(visit, &it.line.item.hints, &fields_now).await?;
    let (dismissed, hints) = hints.into_iter().partition(|h| h.dismissed_at.is_some());
    let (due, late) = due(&f, it.line.item.due_at, now);
    let mut typed = around.typed;
    if !typed.begun() {
        typed.take_up(&it.detail.kept_answers);
    }
    let page = ItemPage {
        errors: Errors(around.errors),
        trouble: around.trouble,
        typed,
        identity: around.opened.identity,
        private: around.opened.private,
        checklist: it.detail.checklist.clone(),
        now,
        due,
        late,
        fields: fields_now,
        changes: changed,
        since,
        since_private,
        hints,
        dismissed,
        me: visit.caller.actor.account(),
        looks: LOOKS.map(|(name, _)| name),
        undo: visit.app.list_undoable(&visit.caller, UNDO_LISTED).await?,
        it,
        f,
    };
    visit.show_as(status, &page)
}

#[get("/desk/items/{id}")]
pub(super) async fn show(
    mut visit: Visit,
    id: PathId<ReviewItemId>,
) -> Result<HttpResponse, Fault> {
    page(&mut visit, id.0, StatusCode::OK, Around::default()).await
}

/// Everything that is done on the page, by the button that was pressed.
#[post("/desk/items/{id}")]
pub(super) async fn answer(
    mut visit: Visit,
    id: PathId<ReviewItemId>,
    form: Form<Vec<(String, String)>>,
) -> Result<HttpResponse, Fault> {
    let typed = Typed::of(form.value.clone());
    let id = id.0;
    if let Some(judged) = typed.hint.clone() {
        return hints::judge(&mut visit, id, judged, typed).await;
    }
    if !typed.look.is_empty() {
        return open(&mut visit, id, typed).await;
    }
    match typed.step.as_str() {
        "take" => take::take(&mut visit, id, &form, typed).await,
        "renew" => take::renew(&visit, id).await,
        "release" => take::release(&mut visit, id).await,
        "undo" => take::undo(&mut visit, id, &form).await,
        "escalate" => escalate::escalate(&mut visit, id, &form, typed).await,
        "stop" => stop::stop(&mut visit, id, &form, typed).await,
        "keep" => keep::keep(&mut visit, id, typed).await,
        _ => decide::decide(&mut visit, id, &form, typed).await,
    }
}

/// Opens who the provider is, or what is private of the offer; the look is written down, and what was typed stays.
async fn open(visit: &mut Visit, id: ReviewItemId, typed: Typed) -> Result<HttpResponse, Fault> {
    let identity = typed.look == "identity";
    let whose = if identity { "identity" } else { "private" };
    let Some(reason) = typed.reason_of_look(whose) else {
        let around = Around {
            errors: vec![FieldError::new(format!("/why_{whose}"), "required")],
            typed,
            ..Around::default()
        };
        return page(visit, id, StatusCode::UNPROCESSABLE_ENTITY, around).await;
    };
    let body = IdentityViewBody { reason };
    let mut opened = Opened::default();
    if identity {
        let provider = visit.app.read_review(&visit.caller, id).await?.provider.id;
        let found = visit.app.open_identity(&visit.caller, provider, body);
        opened.identity = Some(found.await?);
    } else {
        let found = visit.app.open_private(&visit.caller, id, body);
        opened.private = Some(found.await?);
    }
    let around = Around {
        typed,
        opened,
        ..Around::default()
    };
    page(visit, id, StatusCode::OK, around).await
}

/// What a conflict means here: the key of its words.
pub const fn trouble_of(error: &AppError) -> Option<&'static str> {
    use crate::app::Conflict;
    Some(match error {
        AppError::Stale | AppError::Newer(_) => "changed",
        AppError::Conflict(Conflict::IllegalState) => "closed",
        AppError::Conflict(Conflict::ClaimedByOther) => "held",
        AppError::Conflict(Conflict::LeaseLost) => "lease",
        AppError::Conflict(Conflict::AlreadyDecided) => "decided",
        AppError::Conflict(Conflict::HandedOn) => "handed-on",
        AppError::Conflict(Conflict::NobodyLeft) => "nobody-left",
        AppError::Conflict(Conflict::ChecklistMissing) => "checklist",
        AppError::Conflict(Conflict::HintsOpen) => "hints",
        AppError::Conflict(Conflict::ChecksOpen) => "checks",
        AppError::Conflict(Conflict::OwnOffer) => "own",
        AppError::Conflict(Conflict::VettingTooLow) => "vetting",
        AppError::Conflict(Conflict::BelowPromised) | AppError::InTheWay(..) => "promised",
        AppError::Conflict(Conflict::UndoOver) => "undo",
        AppError::Conflict(_) => "other",
        _ => return None,
    })
}
