//! Why an offer is where it is in the list of a need, or nowhere.

use std::rc::Rc;

use actix_web::{HttpResponse, get, web::Path};
use askama::Template;
use jiff::civil::Date;
use punte_core::{
    id::{NeedId, OfferId},
    matching::Exclusion,
    period::Period,
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    need::own,
    offer_view::{
        Chosen, Fact, PartRow, chosen, facts, part_rows, place_in, question, room, seal, stops_of,
        way,
    },
    plan::distance,
};
use crate::{
    app::{AppError, search::Word},
    problem::Fault,
    web::{frame::Frame, stops::Stops, titles::Title, visit::Visit},
};

#[derive(Template)]
#[template(path = "my/why.html")]
struct WhyPage {
    f: Rc<Frame>,
    need: NeedId,
    offer: OfferId,
    title: Title,
    place: String,
    verdict: Option<Word>,
    /// Of a ride: when it leaves.
    leaves: Option<String>,
    /// What is known about it.
    facts: Vec<Fact>,
    /// What was checked, by its day.
    checks: Vec<String>,
    exclusions: Vec<String>,
    questions: Vec<String>,
    points: Option<u32>,
    parts: Vec<PartRow>,
    advice: Option<String>,
    /// Of a ride: the places of the stops between which it is chosen.
    way: Option<(i64, i64)>,
    /// Of medical help that fits: that it has a place, and in which week;
    week: Option<String>,
    /// and the Monday of that week.
    monday: Option<Date>,
    /// How many of a group that may be split it takes,
    takes: Option<u32>,
    /// and the same in words.
    room: String,
    /// Whether one may write to whoever offers it.
    answers: bool,
    /// That it is chosen already.
    chosen: Option<Chosen>,
}

impl WhyPage {
    fn fits(&self) -> bool {
        self.verdict == Some(Word::Fits)
    }

    fn can_choose(&self) -> bool {
        matches!(self.verdict, Some(Word::Fits | Word::AskFirst)) && self.chosen.is_none()
    }

    fn seal(&self) -> &'static str {
        seal(&self.checks)
    }
}

fn exclusion(f: &Frame, exclusion: Exclusion) -> String {
    let key = match exclusion {
        Exclusion::Must(feature) => return f.w("my-out-must", "what", f.feature(&feature)),
        Exclusion::UnaccompaniedMinor | Exclusion::NotForMatching => "my-out-not-for-matching",
        Exclusion::OtherKind => "my-out-other-kind",
        Exclusion::TooFar => "my-out-too-far",
        Exclusion::Paused => "my-out-paused",
        Exclusion::Full => "my-out-full",
        Exclusion::NotOpenThen => "my-out-not-open",
        Exclusion::StayLength => "my-out-stay-length",
        Exclusion::PartyTooLarge => "my-out-party",
        Exclusion::Children => "my-out-children",
        Exclusion::WomenOnly => "my-out-women-only",
        Exclusion::Pets => "my-out-pets",
        Exclusion::VettingForChildren => "my-out-vetting",
        Exclusion::WorkLanguage => "my-out-work-language",
    };
    f.t(key)
}

#[derive(Deserialize)]
struct Ids {
    need: String,
    offer: String,
}

#[get("/my/needs/{need}/offers/{offer}")]
pub(super) async fn show(mut visit: Visit, ids: Path<Ids>) -> Result<HttpResponse, Fault> {
    let id = |text: &str| {
        Uuid::try_parse(text)
            .ok()
            .filter(|_| text.len() == 36)
            .ok_or(Fault::App(AppError::NotFound))
    };
    let (need, offer) = (NeedId(id(&ids.need)?), OfferId(id(&ids.offer)?));
    let household = visit.household()?;
    let why = visit.app.explain_need(&household, need, offer).await?;
    let units = visit.app.units_for(&household, need, &[offer]).await?;
    let takes = units.get(&offer).copied();
    let (request, asked) = own(&visit, &household, need).await?;
    let open = asked.quantity.saturating_sub(asked.served);
    let matches = visit
        .app
        .list_request_matches(&household, request.id)
        .await?;
    let f = visit.frame.clone();
    let mut place = vec![why.offer.place.name.clone()];
    let far = why.distance_m.map(|m| distance(&f, m, &why.because));
    place.extend(far.clone());
    let (from, to) = (why.from_place_id, why.to_place_id);
    let stops = stops_of(&why.offer, from, to).into_iter().flatten();
    let stops = Stops::of(&visit.app, &visit.caller, stops).await?;
    let week = why.week.filter(|_| why.exclusions.is_empty());
    let questions: Vec<String> = why.ask.iter().map(|ask| question(&f, *ask)).collect();
    let free = takes.unwrap_or(open);
    // Nothing is listed to a child who is alone.
    let shown = why.advice.is_none();
    let mut facts = if shown {
        facts(
            &f,
            &why.offer,
            &why.ask,
            stops.words(&f, from, to),
            &asked.need,
            why.exclusions.is_empty().then_some(free),
            &request.household,
        )
    } else {
        Vec::new()
    };
    // What is not known stands apart.
    facts.retain(|fact| !questions.contains(&fact.words));
    let page = WhyPage {
        answers: why.offer.provider_kind.is_organisation() && why.advice.is_none(),
        title: Title::of(&why.offer, f.locale),
        place: place.join(" · "),
        verdict: why.verdict,
        exclusions: why.exclusions.iter().map(|e| exclusion(&f, *e)).collect(),
        leaves: stops
            .leaves(&f, &why.offer.details, [from, to])
            .filter(|_| shown),
        facts,
        checks: f.checks(&why.offer.checks),
        questions,
        points: why.points,
        parts: part_rows(&f, &why.parts, &why.offer, &far.unwrap_or_default()),
        advice: why.advice.map(|advice| advice.text),
        chosen: chosen(&f, &matches, need, offer),
        way: way(from, to),
        week: week.map(|week| place_in(&f, week)),
        monday: week.map(Period::from),
        takes,
        room: takes.map(|n| room(&f, n, open)).unwrap_or_default(),
        need,
        offer,
        f,
    };
    visit.show(&page)
}
