//! A provider: where it stands, what was checked and when, what it offers; blocking it. Who it is only with a reason, which is written down.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use jiff::Timestamp;
use punte_core::{
    danger::{BlockReason, Verdict},
    error::FieldError,
    id::{OfferId, ProviderId},
    offer::ReviewState,
    verification::SuspensionReason,
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    report::reasons,
    typed::{LOOKS, Typed, reason_of_look},
};
use crate::{
    app::{
        AppError,
        danger::{BlockBody, BlockView, VerdictBody},
        matches::FeedbackView,
        providers::{IdentityViewBody, ProviderView},
        reviews::{DeskProvider, OfferLine, SuspensionBody, SuspensionView},
    },
    extract::{PathId, Query},
    problem::Fault,
    web::{
        form::{Choice, Form},
        frame::{Errors, Frame},
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

    fn counts(&self, lapses_at: &Timestamp) -> bool {
        *lapses_at > self.now
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
}

/// An offer by its id, as addresses and forms name it.
fn offer_of(id: &str) -> Option<OfferId> {
    Uuid::try_parse(id).ok().map(OfferId)
}

/// What was written beside a reason, if anything.
pub(super) fn note_of(text: &str) -> Option<String> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    Some(text).filter(|text| !text.is_empty())
}

/// On pages the note of a block stands beside other notes.
pub(super) fn at_block_note(error: AppError) -> AppError {
    match error {
        AppError::Invalid(errors) => AppError::Invalid(
            errors
                .into_iter()
                .map(|error| error.moved("/note", "/block_note"))
                .collect(),
        ),
        other => other,
    }
}

/// What the page shows besides the provider.
#[derive(Default)]
struct Around {
    errors: Vec<FieldError>,
    identity: Option<ProviderView>,
    said: Option<Vec<FeedbackView>>,
    trouble: Option<&'static str>,
    offer: Option<OfferId>,
    written: String,
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
        reasons: reasons(&f),
        chosen,
        stopped,
        stops: SuspensionReason::ALL
            .map(|r| Choice::new(r.as_str(), f.word("suspension", &r), false))
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
        ..Around::default()
    };
    page(&mut visit, id.0, StatusCode::OK, around).await
}

/// Opens who it is or what households say, stops one of its offers or shows it again, blocks it, or says what a second moderator says
/// about a block.
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
    let step = sent("do");
    let written = note_of(sent(if step == "block" {
        "block_note"
    } else {
        "note"
    }));
    let caller = visit.caller.clone();
    let done = match step {
        "suspend" => match SuspensionReason::from_name(sent("suspension")) {
            None => Err(FieldError::new("/suspension", "required").into()),
            Some(reason) => {
                let offer = offer.ok_or(AppError::NotFound)?;
                let note = written.clone();
                let (once, body) = (
                    form.once(&caller, "suspend_offer"),
                    SuspensionBody { reason, note },
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
        "block" => match BlockReason::from_name(sent("reason")) {
            None => Err(FieldError::new("/reason", "required").into()),
            Some(reason) => {
                let note = written.clone();
                let (once, body) = (
                    form.once(&caller, "block_provider"),
                    BlockBody { reason, note },
                );
                let blocked = visit
                    .app
                    .block_provider(&caller, Some(&once), id, body)
                    .await;
                blocked.map(|_| "desk-blocked").map_err(at_block_note)
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
    let (status, around) = match done {
        Ok(said) => {
            visit.session.say(said);
            return Ok(visit.go(&format!("/desk/providers/{id}")));
        }
        Err(AppError::Invalid(errors)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            Around {
                errors,
                offer,
                written: written.unwrap_or_default(),
                ..Around::default()
            },
        ),
        Err(AppError::Conflict(conflict)) => (
            StatusCode::CONFLICT,
            Around {
                trouble: Some(conflict.code()),
                offer,
                written: written.unwrap_or_default(),
                ..Around::default()
            },
        ),
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
    let Some(reason) = reason_of_look(&typed.why) else {
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
