//! One need: the offers that fit it, best first, and why; what stands in the way; choosing one.

use std::{collections::HashMap, rc::Rc};

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use jiff::civil::Date;
use punte_core::{
    bundle::Reason,
    error::FieldError,
    id::{MatchId, NeedId, OfferId, PlaceId},
    matching::Relaxation,
    request::{NeedState, UnfinishedRequest},
};
use serde::Deserialize;

use super::{
    offer_view::{OfferRow, chosen, quantity_at, relaxation, room, row, stops_of},
    plan::reasons,
    relaxed,
    request::{place_words, places_of, titles_of, what_words},
};
use crate::{
    app::{
        AppError, Caller, Conflict,
        matches::{MAX_OPEN_PROPOSALS, ProposalBody},
        ranking::RankedOfferView,
        requests::{NeedView, RequestView},
    },
    extract::PathId,
    problem::Fault,
    texts::week_gone,
    web::{
        ask::{Step, Wishes},
        errors::Errors,
        form::Form,
        frame::Frame,
        stops::Stops,
        titles::Title,
        visit::Visit,
    },
};

/// Offers that are listed at first, and with "show more".
const FIRST: u32 = 10;
const MORE: u32 = 50;

/// What giving up one thing would bring.
struct Relaxed {
    what: String,
    /// How many more offers.
    more: u32,
    /// The best of them.
    best: OfferRow,
    /// Where the answers are put right with it, and how the form carries it; none where no page asks for it.
    change: Option<(String, String)>,
}

/// Help that is agreed for the need.
struct Agreed {
    id: MatchId,
    /// The offer's; none if nobody may see it any more.
    title: Option<Title>,
}

#[derive(Template)]
#[template(path = "my/need.html")]
struct NeedPage {
    f: Rc<Frame>,
    errors: Errors,
    need: NeedView,
    place: String,
    what: String,
    criteria: Vec<String>,
    /// How what is agreed bounds it.
    because: Vec<String>,
    /// Whether that leaves nothing to look for.
    taken: bool,
    fits: u32,
    ranked: Vec<OfferRow>,
    ask_first: Vec<OfferRow>,
    relaxed: Vec<Relaxed>,
    /// Whether what it asks may be put right.
    correctable: bool,
    agreed: Vec<Agreed>,
    advice: Option<String>,
    /// What happened to a choice that could not be made.
    refused: Option<String>,
    /// Whether the same may be looked for on other days.
    goes_on: bool,
    most_choices: i64,
}

impl NeedPage {
    fn is_looking(&self) -> bool {
        self.need.state.is_looking()
    }

    /// That nothing is chosen here now, and why.
    fn closed(&self) -> String {
        self.f.t(match self.need.state {
            NeedState::Served => "my-need-served",
            NeedState::Withdrawn => "my-need-withdrawn",
            NeedState::Expired => "my-need-expired",
            _ => "my-need-closed",
        })
    }

    /// Whether one of the changes can be put in.
    fn changes(&self) -> bool {
        self.relaxed.iter().any(|r| r.change.is_some())
    }

    fn bar(&self, more: u32) -> u32 {
        let most = self.relaxed.iter().map(|r| r.more).max().unwrap_or(1);
        more * 100 / most.max(1)
    }

    fn shows_all(&self) -> bool {
        u32::try_from(self.ranked.len()).unwrap_or(u32::MAX) >= self.fits.min(MORE)
    }
}

/// A need of the request that is open, and the request.
pub(super) async fn own(
    visit: &Visit,
    household: &Caller,
    id: NeedId,
) -> Result<(RequestView, NeedView), Fault> {
    let request = visit
        .session
        .request()
        .ok_or(Fault::App(AppError::Unauthenticated))?;
    let request = visit.app.read_request(household, request).await?;
    let need = request
        .needs
        .iter()
        .find(|n| n.id == id)
        .cloned()
        .ok_or(Fault::App(AppError::NotFound))?;
    Ok((request, need))
}

/// What was typed for how many an offer is chosen, and what is wrong with it.
struct Typed {
    offer: OfferId,
    quantity: String,
    errors: Vec<FieldError>,
}

async fn page(
    visit: &Visit,
    id: NeedId,
    refused: Option<String>,
    typed: Option<Typed>,
) -> Result<NeedPage, Fault> {
    let household = visit.household()?;
    let (request, need) = own(visit, &household, id).await?;
    let limit = if visit.frame.query == "show=more" || typed.is_some() {
        MORE
    } else {
        FIRST
    };
    let ranking = visit.app.rank(&household, id, limit).await?;
    let places = places_of(visit, std::slice::from_ref(&need)).await?;
    let matches = visit
        .app
        .list_request_matches(&household, request.id)
        .await?;
    let agreed: Vec<_> = matches
        .iter()
        .filter(|m| m.need_id == Some(id) && m.state.holds())
        .map(|m| (m.id, m.offer_id))
        .collect();
    let mut titles = titles_of(visit, agreed.iter().map(|(_, offer)| *offer)).await?;
    let correctable =
        request.state == "open" && request.advice.is_none() && need.state.is_correctable();
    let asked = UnfinishedRequest::of_need(&request.household, &need.need);
    let wishes = Wishes::written(&asked, visit);
    let f = visit.frame.clone();
    let open = need.quantity.saturating_sub(need.served);
    let units = if need.need.may_split {
        let shown = ranking.ranked.iter().chain(&ranking.ask_first);
        let shown: Vec<OfferId> = shown.map(|ranked| ranked.offer.id).collect();
        visit.app.units_for(&household, id, &shown).await?
    } else {
        HashMap::new()
    };
    let best = ranking.relaxations.iter().map(|r| &r.best);
    let listed = ranking.ranked.iter().chain(&ranking.ask_first);
    let stops = listed.chain(best);
    let stops = stops.flat_map(|r| stops_of(&r.offer, r.from_place_id, r.to_place_id));
    let stops = Stops::of(&visit.app, &visit.caller, stops.flatten()).await?;
    let view = |ranked: &RankedOfferView| {
        let takes = units.get(&ranked.offer.id).copied();
        let units = takes.unwrap_or(open);
        let mut row = row(
            &f,
            ranked,
            &need.need,
            units,
            &request.household,
            &stops,
            &ranking.because,
        );
        let typed = typed.as_ref().filter(|t| t.offer == row.offer.id);
        row.quantity = takes.map(|n| typed.map_or_else(|| n.to_string(), |t| t.quantity.clone()));
        row.room = takes.map(|n| room(&f, n, open)).unwrap_or_default();
        row.chosen = chosen(&f, &matches, id, row.offer.id);
        row
    };
    let change = |change: Relaxation| -> Result<Option<(String, String)>, Fault> {
        let to = match relaxed::asks(change, &asked, &wishes).filter(|_| correctable) {
            None => return Ok(None),
            Some(relaxed::Asks::Need) => format!("/my/needs/{id}/correct"),
            Some(relaxed::Asks::Household) => "/my/correct".to_owned(),
        };
        Ok(Some((to, relaxed::written(change)?)))
    };
    Ok(NeedPage {
        place: place_words(&f, &need, &places),
        what: what_words(&f, &need),
        criteria: need.need.criteria.iter().map(|c| f.criterion(*c)).collect(),
        because: reasons(&f, &ranking.because),
        taken: ranking
            .because
            .iter()
            .any(|b| b.reason == Reason::BedsAgreed),
        fits: ranking.fits,
        ranked: ranking.ranked.iter().map(view).collect(),
        ask_first: ranking.ask_first.iter().map(view).collect(),
        relaxed: ranking
            .relaxations
            .iter()
            .map(|r| -> Result<Relaxed, Fault> {
                Ok(Relaxed {
                    what: relaxation(&f, r.relaxation, r.country.as_deref()),
                    more: r.fits.saturating_sub(ranking.fits),
                    best: view(&r.best),
                    change: change(r.relaxation)?,
                })
            })
            .collect::<Result<_, Fault>>()?,
        correctable,
        agreed: agreed
            .into_iter()
            .map(|(id, offer)| Agreed {
                id,
                title: titles.remove(&offer),
            })
            .collect(),
        advice: ranking.advice.map(|advice| advice.text),
        refused,
        // Whoever comes by the mail that asks them to, and has to type their code on the way, comes here and not to the form.
        goes_on: !need.state.is_looking() && visit.app.may_move_on(&household, id).await?,
        errors: Errors(typed.map(|t| t.errors).unwrap_or_default()),
        most_choices: MAX_OPEN_PROPOSALS,
        need,
        f,
    })
}

#[get("/my/needs/{id}")]
pub(super) async fn show(
    mut visit: Visit,
    PathId(id): PathId<NeedId>,
) -> Result<HttpResponse, Fault> {
    let page = page(&visit, id, None, None).await?;
    visit.show(&page)
}

#[derive(Deserialize)]
struct Choice {
    offer: String,
    /// For how many, where the group may be split.
    #[serde(default)]
    quantity: String,
    /// Of a ride: the stops that the list showed.
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    /// Of a doctor: the Monday of the week that it showed.
    #[serde(default)]
    week: String,
}

/// A stop that the list showed; of what is no ride none.
fn stop(text: &str, at: &str) -> Result<Option<PlaceId>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(|id| Some(PlaceId(id)))
        .map_err(|_e| Fault::BadRequest(FieldError::new(at, "invalid")))
}

/// The Monday of the week that the list showed; of what is no doctor none.
fn monday(text: &str) -> Result<Option<Date>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_e| Fault::BadRequest(FieldError::new("/week", "invalid")))
}

/// A number of people as it was typed.
fn number(text: &str) -> Result<u16, FieldError> {
    text.parse().map_err(|_e| {
        if text.bytes().all(|b| b.is_ascii_digit()) {
            FieldError::range("/quantity", 1, 90)
        } else {
            FieldError::new("/quantity", "wrong-type")
        }
    })
}

/// Chooses an offer. What cannot be had any more is said above the offers that can.
#[post("/my/needs/{id}/propose")]
pub(super) async fn propose(
    mut visit: Visit,
    PathId(id): PathId<NeedId>,
    form: Form<Choice>,
) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    let once = form.once(&household, "propose_match");
    let offer = form
        .value
        .offer
        .parse()
        .map(OfferId)
        .map_err(|_e| Fault::BadRequest(FieldError::new("/offer", "invalid")))?;
    let (from, to) = (
        stop(&form.value.from, "/from")?,
        stop(&form.value.to, "/to")?,
    );
    let week_from = monday(&form.value.week)?;
    let typed = form.value.quantity.trim();
    let quantity = if typed.is_empty() {
        // As many as it takes; of a group that stays together all.
        let units = visit.app.units_for(&household, id, &[offer]).await?;
        Ok(units.get(&offer).and_then(|n| u16::try_from(*n).ok()))
    } else {
        number(typed).map(Some)
    };
    let chosen = match quantity {
        Ok(quantity) => {
            let body = ProposalBody {
                offer_id: offer,
                quantity,
                from_place_id: from,
                to_place_id: to,
                week_from,
            };
            visit.app.propose(&household, Some(&once), id, body).await
        }
        Err(error) => Err(error.into()),
    };
    let refused = match chosen {
        Ok(m) => {
            visit.session.say("my-proposed");
            return Ok(visit.go(&format!("/my/matches/{}", m.id)));
        }
        Err(AppError::Conflict(conflict)) => visit.frame.t(refused_key(conflict)),
        Err(AppError::WeekGone(first)) => week_gone(visit.frame.locale, first),
        Err(AppError::Invalid(mut errors)) => {
            for error in &mut errors {
                error.pointer = quantity_at(offer);
            }
            let typed = Typed {
                offer,
                quantity: typed.to_owned(),
                errors,
            };
            let page = page(&visit, id, None, Some(typed)).await?;
            return visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        // The other tap is at work: its answer stands on the page of the request.
        Err(AppError::KeyInFlight) => return Ok(visit.go("/my/request")),
        Err(error) => return Err(error.into()),
    };
    let page = page(&visit, id, Some(refused), None).await?;
    visit.show_as(StatusCode::CONFLICT, &page)
}

/// The words of a choice that could not be made.
const fn refused_key(conflict: Conflict) -> &'static str {
    match conflict {
        Conflict::AlreadyProposed => "my-refused-already",
        Conflict::TooManyProposals => "my-refused-too-many",
        Conflict::NeedServed | Conflict::IllegalState => "my-refused-served",
        Conflict::RequestStopped => "problem-request-stopped",
        Conflict::AtTheSameTime => "problem-at-the-same-time",
        Conflict::StopsChanged => "problem-stops-changed",
        _ => "my-refused-gone",
    }
}
