//! My request: where it stands, what is asked, who was chosen.

use std::{collections::BTreeMap, rc::Rc};

use actix_web::{HttpResponse, get};
use askama::Template;
use punte_core::{
    id::{OfferId, PlaceId},
    request::{NeedDetails, NeedState, StillNeeded},
};

use super::{
    matches::due,
    plan::{PlanLine, lines, warnings},
};
use crate::{
    app::{
        AppError,
        inquiries::InquiryView,
        matches::{CheckInView, MatchView},
        places::PlaceView,
        requests::{NeedView, RequestView},
    },
    problem::Fault,
    web::{frame::Frame, stops::Stops, titles::Title, visit::Visit},
};

/// A need, in a line.
struct NeedLine {
    view: NeedView,
    /// Where.
    place: String,
    /// What exactly.
    what: String,
}

/// A choice, in a line.
struct MatchLine {
    view: MatchView,
    /// Of the offer; none if it is gone.
    title: Option<Title>,
    /// Which days, or of a ride from where to where.
    which: Option<String>,
    /// How they are is asked now.
    check_in: Option<CheckInView>,
}

/// Whom they wrote to, in a line.
struct AskedLine {
    view: InquiryView,
    /// Of the offer; none if it is gone.
    title: Option<Title>,
}

#[derive(Template)]
#[template(path = "my/request.html")]
struct RequestPage {
    f: Rc<Frame>,
    request: RequestView,
    /// Whether a person gets in touch: with a child who is alone, where somebody looks after children.
    heard: bool,
    needs: Vec<NeedLine>,
    /// The same in order.
    plan: Vec<PlanLine>,
    /// What somebody should look at.
    warnings: Vec<String>,
    matches: Vec<MatchLine>,
    asked: Vec<AskedLine>,
    /// Whether the code is known on this phone.
    card: bool,
    /// On how many other phones it is open.
    elsewhere: Option<String>,
    /// Whether somebody follows it.
    followed: bool,
}

impl RequestPage {
    fn is_open(&self) -> bool {
        self.request.state == "open"
    }

    /// Whether the order says more than the list of needs: as long as nothing is agreed it is the same once more.
    fn shows_plan(&self) -> bool {
        self.plan.len() > 1 && self.plan.iter().any(|line| line.done)
    }

    /// Whether a night without a bed is among them.
    fn has_gap(&self) -> bool {
        self.plan.iter().any(|line| line.gap)
    }

    /// What is answered to the question whether a need still stands.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    const fn answers(&self) -> [StillNeeded; 3] {
        StillNeeded::ALL
    }

    /// Whether a part of a need is agreed, and its household can let go of the rest.
    fn has_rest(&self, need: &NeedLine) -> bool {
        self.is_open() && need.view.state == NeedState::PartlyServed
    }

    /// Why the rest of a need is let go of.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    const fn endings(&self) -> [StillNeeded; 2] {
        [StillNeeded::DoneByOthers, StillNeeded::Irrelevant]
    }

    /// What a choice is called.
    fn called(&self, m: &MatchLine) -> String {
        match &m.title {
            Some(title) => title.words.clone(),
            None => self.f.tt("category", m.view.category.as_str()),
        }
    }
}

/// Where a need is looked for, in words: "Suceava, Suceava, Romania"; a ride from where to where.
pub(super) fn place_words(f: &Frame, need: &NeedView, places: &[PlaceView]) -> String {
    let name = |id: PlaceId| {
        let place = places.iter().find(|p| p.id == id);
        place.map(|p| p.name.clone()).unwrap_or_default()
    };
    match need.need.details {
        NeedDetails::Transport { to_place_id } => f.w2(
            "my-from-to",
            ("from", &name(need.need.place_id)),
            ("to", &name(to_place_id)),
        ),
        _ => f.w("my-near", "place", name(need.need.place_id)),
    }
}

/// What exactly a need asks: the doctor, the help, the nights.
pub(super) fn what_words(f: &Frame, need: &NeedView) -> String {
    let mut parts = Vec::new();
    match &need.need.details {
        NeedDetails::Medical { speciality } => parts.push(f.word("speciality", speciality)),
        NeedDetails::Service { theme } => parts.push(f.word("theme", theme)),
        NeedDetails::Housing {} => parts.push(f.n("my-beds", need.quantity)),
        NeedDetails::Transport { .. } => parts.push(f.n("my-seats", need.quantity)),
        NeedDetails::Job { .. } => {}
    }
    if let Some(dates) = &need.need.dates {
        parts.push(f.period(*dates));
    }
    parts.join(", ")
}

/// The places that needs name.
pub(super) async fn places_of(visit: &Visit, needs: &[NeedView]) -> Result<Vec<PlaceView>, Fault> {
    let ids: Vec<PlaceId> = needs
        .iter()
        .flat_map(|n| {
            let to = match n.need.details {
                NeedDetails::Transport { to_place_id } => Some(to_place_id),
                _ => None,
            };
            [Some(n.need.place_id), to]
        })
        .flatten()
        .collect();
    Ok(visit.app.list_places(&visit.caller, &ids).await?)
}

/// The title of an offer that was chosen; none if nobody may see it any more.
pub(super) async fn title_of(visit: &Visit, id: OfferId) -> Result<Option<Title>, Fault> {
    Ok(titles_of(visit, [id]).await?.remove(&id))
}

/// The titles of offers; those that nobody may see any more are left out.
pub(super) async fn titles_of(
    visit: &Visit,
    ids: impl IntoIterator<Item = OfferId>,
) -> Result<BTreeMap<OfferId, Title>, Fault> {
    let ids: Vec<OfferId> = ids.into_iter().collect();
    let offers = visit.app.read_public_offers(&visit.caller, &ids).await?;
    let locale = visit.frame.locale;
    let titles = offers.iter().map(|o| (o.id, Title::of(o, locale)));
    Ok(titles.collect())
}

#[get("/my/request")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    let (id, session) = visit
        .session
        .household
        .ok_or(Fault::App(AppError::Unauthenticated))?;
    let request = visit.app.read_request(&household, id).await?;
    let places = places_of(&visit, &request.needs).await?;
    let f = visit.frame.clone();
    let needs = request
        .needs
        .iter()
        .map(|need| NeedLine {
            place: place_words(&f, need, &places),
            what: what_words(&f, need),
            view: need.clone(),
        })
        .collect();
    let heard = request.advice.is_some() && visit.app.has_child_protection().await?;
    let matches = visit.app.list_request_matches(&household, id).await?;
    let asked = visit.app.list_request_inquiries(&household, id).await?;
    let offers = matches.iter().map(|m| m.offer_id);
    let titles = titles_of(&visit, offers.chain(asked.iter().map(|a| a.offer_id))).await?;
    let now = visit.app.now();
    let stops = Stops::of_matches(&visit.app, &visit.caller, &matches).await?;
    let plan = lines(&f, &request.plan, |id| {
        let ride = matches.iter().find(|m| m.id == id)?;
        stops.words(&f, ride.from_place_id, ride.to_place_id)
    });
    let matches = matches
        .into_iter()
        .map(|view| MatchLine {
            title: titles.get(&view.offer_id).cloned(),
            which: stops.which(&f, &view),
            check_in: due(&view, now).cloned(),
            view,
        })
        .collect();
    let asked = asked
        .into_iter()
        .map(|view| AskedLine {
            title: titles.get(&view.offer_id).cloned(),
            view,
        })
        .collect();
    let others = visit.app.count_open(session).await?.saturating_sub(1);
    let followed = !visit
        .app
        .list_case_workers(&household, id)
        .await?
        .is_empty();
    let page = RequestPage {
        plan,
        warnings: warnings(&f, &request.plan),
        f,
        request,
        heard,
        needs,
        matches,
        asked,
        card: visit.session.draft.is_some(),
        elsewhere: (others > 0 && !visit.frame.person.acts_for_others)
            .then(|| visit.frame.n("my-elsewhere", others)),
        followed,
    };
    visit.show(&page)
}
