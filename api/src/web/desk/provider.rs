//! A provider: where it stands, what was checked and taken back, what it offers; blocking it. Who it is only with a reason, which is written
//! down.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use jiff::Timestamp;
use punte_core::{
    checklist::Answers,
    danger::{BlockReason, Verdict},
    error::FieldError,
    id::{EvidenceId, OfferId, ProviderId},
    offer::ReviewState,
    verification::SuspensionReason,
    vetting::TakeBackReason,
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    hints::known_by,
    report::reasons,
    typed::{LOOKS, Typed},
};
use crate::{
    app::{
        AppError,
        danger::{BLOCK_NOTE, BlockBody, BlockView, LinkedProvider, VerdictBody},
        matches::FeedbackView,
        providers::{CheckView, IdentityViewBody, ProviderView},
        reviews::{DeskProvider, OfferLine, SuspensionBody, SuspensionView},
        vetting::TakeBackBody,
    },
    extract::{PathId, Query},
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form},
        frame::Frame,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "desk/provider.html")]
struct ProviderPage {
    f: Rc<Frame>,
    errors: Errors,
    it: DeskProvider,
    identity: Option<ProviderView>,
    looks: [&'static str; 3],
    /// The block that stands, if one does.
    block: Option<BlockView>,
    reasons: Vec<Choice>,
    /// The offer that is to be stopped or shown again, if one was chosen.
    chosen: Option<OfferLine>,
    /// Since when it is stopped, and why.
    stopped: Option<SuspensionView>,
    /// What was written beside the reason, if it was refused.
    written: String,
    stops: Vec<Choice>,
    /// The evidence that is to be taken back, if one was chosen.
    doubted: Option<EvidenceId>,
    doubts: Vec<Choice>,
    /// What households said, once it was asked for.
    said: Option<Vec<FeedbackView>>,
    /// Somebody else was faster: the code of what is in the way.
    trouble: Option<&'static str>,
    now: Timestamp,
}

impl ProviderPage {
    fn address(&self) -> String {
        self.f
            .to(&format!("/desk/providers/{}", self.it.standing.id))
    }

    /// Whether the caller may be the second who looks at the block.
    fn may_review(&self) -> bool {
        !self.it.own
            && self
                .block
                .as_ref()
                .is_some_and(|b| b.verdict.is_none() && !b.mine)
    }

    /// How often they were relied on, and how often that went well.
    fn counted(&self) -> String {
        let counted = self.it.reliability;
        self.f.w2(
            "after-desk-counted",
            ("asked", &counted.asked),
            ("answered", &counted.answered),
        )
    }

    /// What another provider has in common with this one.
    fn in_common(&self, other: &LinkedProvider) -> String {
        let by = known_by(&self.f, &other.by);
        self.f.w("desk-linked-by", "by", by)
    }

    fn counts(&self, lapses_at: &Timestamp) -> bool {
        *lapses_at > self.now
    }

    /// The evidence that was chosen, if it is there to be taken back.
    fn to_take_back(&self) -> Option<&CheckView> {
        let mut checks = self.it.standing.checks.iter().chain(&self.it.failed);
        checks.find(|c| !self.it.own && Some(c.id) == self.doubted)
    }

    /// Whether people see an offer, or one tap of its provider would show it.
    const fn can_stop(&self, offer: &OfferLine) -> bool {
        !self.it.own && matches!(offer.review, ReviewState::Approved | ReviewState::Expired)
    }

    const fn can_show(&self, offer: &OfferLine) -> bool {
        !self.it.own && matches!(offer.review, ReviewState::Suspended)
    }

    /// The offer that was chosen, if something can be done with it.
    fn to_do(&self) -> Option<&OfferLine> {
        let chosen = self.chosen.as_ref();
        chosen.filter(|x| self.can_stop(x) || self.can_show(x))
    }
}

/// What the address asks for besides the provider.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    offer: String,
    #[serde(default)]
    evidence: String,
}

/// An offer by its id, as addresses and forms name it.
fn offer_of(id: &str) -> Option<OfferId> {
    Uuid::try_parse(id).ok().map(OfferId)
}

/// Evidence by its id, likewise.
fn evidence_of(id: &str) -> Option<EvidenceId> {
    Uuid::try_parse(id).ok().map(EvidenceId)
}

/// What was written beside a reason, if anything.
pub(super) fn note_of(text: &str) -> Option<String> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    Some(text).filter(|text| !text.is_empty())
}

/// The note of a block: what is too long of it is cut off, since a block does not wait for its note.
pub(super) fn block_note_of(text: &str) -> Option<String> {
    note_of(text).map(|note| note.chars().take(BLOCK_NOTE).collect())
}

/// What the page shows besides the provider.
#[derive(Default)]
struct Around {
    errors: Vec<FieldError>,
    identity: Option<ProviderView>,
    said: Option<Vec<FeedbackView>>,
    trouble: Option<&'static str>,
    offer: Option<OfferId>,
    doubted: Option<EvidenceId>,
    written: String,
    /// What was chosen in the form that is shown again: why an offer is stopped,
    suspension: String,
    /// why evidence is taken back,
    doubt: String,
    /// why they are blocked.
    reason: String,
}

async fn page(
    visit: &mut Visit,
    id: ProviderId,
    status: StatusCode,
    around: Around,
) -> Result<HttpResponse, Fault> {
    let it = visit.app.read_desk_provider(&visit.caller, id).await?;
    let block = visit.app.find_block(&visit.caller, id).await?;
    let (mut chosen, mut stopped) = (None, None);
    if let Some(offer) = around.offer {
        let found = visit.app.list_desk_offers(&visit.caller, &[offer]).await?;
        chosen = found.into_iter().find(|x| x.provider == id);
        stopped = visit.app.find_suspension(&visit.caller, offer).await?;
    }
    let f = visit.frame.clone();
    let page = ProviderPage {
        errors: Errors(around.errors),
        it,
        identity: around.identity,
        said: around.said,
        looks: LOOKS.map(|(name, _)| name),
        block,
        reasons: reasons(&f, &around.reason),
        chosen,
        stopped,
        stops: SuspensionReason::ALL
            .map(|r| {
                let chosen = around.suspension == r.as_str();
                Choice::new(r.as_str(), f.word("suspension", &r), chosen)
            })
            .into(),
        doubted: around.doubted,
        doubts: TakeBackReason::ALL
            .map(|r| {
                let chosen = around.doubt == r.as_str();
                Choice::new(r.as_str(), f.word("take-back", &r), chosen)
            })
            .into(),
        written: around.written,
        trouble: around.trouble,
        now: visit.app.now(),
        f,
    };
    visit.show_as(status, &page)
}

#[get("/desk/providers/{id}")]
pub(super) async fn show(
    mut visit: Visit,
    id: PathId<ProviderId>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let around = Around {
        offer: offer_of(&asked.0.offer),
        doubted: evidence_of(&asked.0.evidence),
        ..Around::default()
    };
    page(&mut visit, id.0, StatusCode::OK, around).await
}

/// Opens who it is or what households say, takes evidence back, stops one of its offers or shows it again, blocks it, or says what a second
/// moderator says about a block.
#[post("/desk/providers/{id}")]
pub(super) async fn answer(
    mut visit: Visit,
    id: PathId<ProviderId>,
    form: Form<Vec<(String, String)>>,
) -> Result<HttpResponse, Fault> {
    let sent = |name: &str| {
        let found = form.value.iter().find(|(n, _)| n == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let id = id.0;
    let offer = offer_of(sent("offer"));
    let doubted = evidence_of(sent("evidence"));
    let step = sent("do");
    let written = note_of(sent(if step == "block" {
        "block_note"
    } else {
        "note"
    }));
    let [suspension, doubt, reason] =
        ["suspension", "doubt", "reason"].map(|name| sent(name).to_owned());
    let caller = visit.caller.clone();
    let done = match step {
        "suspend" => match SuspensionReason::from_name(sent("suspension")) {
            None => Err(FieldError::new("/suspension", "required").into()),
            Some(reason) => {
                let offer = offer.ok_or(AppError::NotFound)?;
                let note = written.clone();
                let (once, body) = (
                    form.once(&caller, "suspend_offer"),
                    SuspensionBody {
                        reason,
                        note,
                        checklist: Answers::new(),
                    },
                );
                let stopped = visit
                    .app
                    .suspend_offer(&caller, Some(&once), offer, body)
                    .await;
                stopped.map(|_| "desk-stopped")
            }
        },
        "reinstate" => {
            let offer = offer.ok_or(AppError::NotFound)?;
            let shown = visit.app.reinstate_offer(&caller, offer).await;
            shown.map(|()| "desk-shown-again")
        }
        "take-back" => match TakeBackReason::from_name(sent("doubt")) {
            None => Err(FieldError::new("/doubt", "required").into()),
            Some(reason) => {
                let evidence = doubted.ok_or(AppError::NotFound)?;
                let (once, body) = (
                    form.once(&caller, "take_evidence_back"),
                    TakeBackBody { reason },
                );
                let taken = visit
                    .app
                    .take_evidence_back(&caller, Some(&once), evidence, body)
                    .await;
                taken.map(|_| "desk-taken-back")
            }
        },
        "block" => match BlockReason::from_name(sent("reason")) {
            None => Err(FieldError::new("/reason", "required").into()),
            Some(reason) => {
                let note = block_note_of(sent("block_note"));
                let (once, body) = (
                    form.once(&caller, "block_provider"),
                    BlockBody { reason, note },
                );
                let blocked = visit
                    .app
                    .block_provider(&caller, Some(&once), id, body)
                    .await;
                blocked.map(|_| "desk-blocked")
            }
        },
        "verdict" => match Verdict::from_name(sent("verdict")) {
            None => Err(FieldError::new("/verdict", "required").into()),
            Some(verdict) => {
                let (once, body) = (form.once(&caller, "review_block"), VerdictBody { verdict });
                let reviewed = visit.app.review_block(&caller, Some(&once), id, body).await;
                reviewed.map(|_| "desk-block-reviewed")
            }
        },
        "feedback" => {
            let around = Around {
                said: Some(visit.app.read_feedback(&caller, id).await?),
                ..Around::default()
            };
            return page(&mut visit, id, StatusCode::OK, around).await;
        }
        _ => return open_identity(&mut visit, id, form).await,
    };
    let mut around = Around {
        offer,
        doubted,
        written: written.unwrap_or_default(),
        suspension,
        doubt,
        reason,
        ..Around::default()
    };
    let status = match done {
        Ok(said) => {
            visit.session.say(said);
            return Ok(visit.go(&format!("/desk/providers/{id}")));
        }
        Err(AppError::Invalid(errors)) => {
            around.errors = errors;
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(AppError::Conflict(conflict)) => {
            around.trouble = Some(conflict.code());
            StatusCode::CONFLICT
        }
        Err(error) => return Err(error.into()),
    };
    page(&mut visit, id, status, around).await
}

async fn open_identity(
    visit: &mut Visit,
    id: ProviderId,
    form: Form<Vec<(String, String)>>,
) -> Result<HttpResponse, Fault> {
    let typed = Typed::of(form.value);
    let Some(reason) = typed.reason_of_look("identity") else {
        let around = Around {
            errors: vec![FieldError::new("/why_identity", "required")],
            ..Around::default()
        };
        return page(visit, id, StatusCode::UNPROCESSABLE_ENTITY, around).await;
    };
    let body = IdentityViewBody { reason };
    let found = visit.app.open_identity(&visit.caller, id, body).await?;
    let around = Around {
        identity: Some(found),
        ..Around::default()
    };
    page(visit, id, StatusCode::OK, around).await
}
