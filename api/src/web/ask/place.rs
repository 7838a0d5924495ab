//! Where: places by name, as people write them, with a list to choose from.

use std::rc::Rc;

use askama::Template;
use jiff::civil::Date;
use punte_core::{
    error::FieldError,
    id::PlaceId,
    offer::Category,
    request::{AskStep, UnfinishedRequest},
};

use super::{
    answers::Answers,
    steps::{Head, Step},
};
use crate::{
    app::places::{Meant, PlaceView},
    problem::Fault,
    web::{errors::Errors, frame::Frame, visit::Visit},
};

/// Places that one can choose from.
const CHOICES: u32 = 8;

/// What can be chosen as the distance, metres; what is not said is the third.
const RADII_M: [u32; 7] = [10_000, 25_000, 50_000, 100_000, 200_000, 400_000, 1_000_000];

/// One place.
#[derive(Default)]
pub(in crate::web) struct Place {
    /// What was typed.
    pub(in crate::web) text: String,
    /// The text that the id below belongs to.
    pub(in crate::web) named: String,
    /// The place.
    pub(in crate::web) id: Option<PlaceId>,
    /// The border crossing that was chosen.
    pub(in crate::web) crossing: Option<PlaceId>,
    /// Places of this name.
    pub(in crate::web) choices: Vec<Choice>,
}

/// A place of a list, with the town near it where another of the list would read the same.
pub(in crate::web) struct Choice {
    pub(in crate::web) place: PlaceView,
    pub(in crate::web) near: Option<String>,
}

impl Place {
    fn saved(id: Option<PlaceId>) -> Self {
        Self {
            id,
            ..Self::default()
        }
    }

    fn typed(answers: &Answers, name: &str) -> Self {
        let id = |name: &str| answers.one(name).parse().ok().map(PlaceId);
        Self {
            text: answers.one(name).to_owned(),
            named: answers.one(&format!("{name}_named")).to_owned(),
            id: id(&format!("{name}_id")),
            crossing: id(&format!("{name}_crossing")),
            choices: Vec::new(),
        }
    }

    /// The place, as the draft keeps it.
    fn found(&self) -> Option<PlaceId> {
        self.crossing.or(self.id)
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    pub(in crate::web) fn is_crossing(&self, id: &PlaceId) -> bool {
        self.crossing == Some(*id)
    }

    /// Shows a saved place as it is written.
    async fn show(&mut self, visit: &Visit, crossings: &[PlaceView]) -> Result<(), Fault> {
        let Some(id) = self.id else {
            return Ok(());
        };
        if crossings.iter().any(|c| c.id == id) {
            (self.crossing, self.id) = (Some(id), None);
        } else if let Some(place) = visit.app.list_places(&visit.caller, &[id]).await?.first() {
            self.text = written(place);
            self.named.clone_from(&self.text);
        }
        Ok(())
    }

    /// Finds what was typed.
    async fn find(
        &mut self,
        visit: &Visit,
        pointer: &str,
        crossings: &[PlaceView],
    ) -> Result<Option<FieldError>, Fault> {
        let untouched = !self.text.is_empty() && self.text == self.named;
        if let Some(crossing) = self.crossing {
            if !crossings.iter().any(|c| c.id == crossing) {
                self.crossing = None;
                return Ok(Some(FieldError::new(pointer, "unknown-place")));
            }
            // A crossing chosen from the list replaces the town that stood there before.
            if self.text.is_empty() || untouched {
                (self.text, self.named, self.id) = (String::new(), String::new(), None);
                return Ok(None);
            }
            self.crossing = None;
        }
        if self.text.is_empty() {
            self.id = None;
            return Ok(None);
        }
        if untouched && self.id.is_some() {
            return Ok(None);
        }
        self.id = None;
        self.named.clone_from(&self.text);
        let typed: String = self.text.chars().take(80).collect();
        let meant = visit
            .app
            .place_meant(&visit.caller, &typed, false, CHOICES)
            .await?;
        match meant {
            Meant::One(place) => {
                self.id = Some(place.id);
                self.text = written(&place);
                self.named.clone_from(&self.text);
                Ok(None)
            }
            Meant::Several(found) => {
                self.choices = told_apart(visit, found).await?;
                Ok(Some(FieldError::new(pointer, "choose-place")))
            }
            Meant::None => Ok(Some(FieldError::new(pointer, "unknown-place"))),
        }
    }
}

/// Says more where two places of a list have one name, one division and one country.
async fn told_apart(visit: &Visit, found: Vec<PlaceView>) -> Result<Vec<Choice>, Fault> {
    let f = &visit.frame;
    let names: Vec<String> = found.iter().map(|p| f.place(p)).collect();
    let mut choices = Vec::new();
    for (place, name) in found.into_iter().zip(&names) {
        let same = names.iter().filter(|other| *other == name).count();
        let near = if same > 1 {
            visit.app.nearest_town(&visit.caller, &place).await?
        } else {
            None
        };
        choices.push(Choice {
            near: near.map(|town| f.w("ask-where-by", "place", town.name)),
            place,
        });
    }
    Ok(choices)
}

/// A place as one would type it to find it again.
fn written(place: &PlaceView) -> String {
    if place.admin1.is_empty() || place.admin1 == place.name {
        place.name.clone()
    } else {
        format!("{}, {}", place.name, place.admin1)
    }
}

/// The answers.
pub(in crate::web) struct Where {
    pub(in crate::web) ride: bool,
    /// What is asked for beside a ride.
    pub(in crate::web) others: Vec<Category>,
    pub(in crate::web) place: Place,
    pub(in crate::web) to: Place,
    pub(in crate::web) radius: String,
    /// The radius that is said already.
    said_radius: Option<u32>,
    pub(in crate::web) rest_at_start: bool,
    pub(in crate::web) crossings: Vec<PlaceView>,
}

impl Where {
    fn of(request: &UnfinishedRequest) -> Self {
        Self {
            ride: request.wants(Category::Transport),
            others: Category::ALL
                .into_iter()
                .filter(|c| *c != Category::Transport && request.wants(*c))
                .collect(),
            place: Place::saved(request.place_id),
            to: Place::saved(request.to_place_id),
            radius: request.radius_m.unwrap_or(50_000).to_string(),
            said_radius: request.radius_m,
            rest_at_start: request.rest_at_start,
            crossings: Vec::new(),
        }
    }

    /// The key of the first question.
    pub(in crate::web) fn place_key(&self) -> &'static str {
        if self.ride {
            "ask-where-from"
        } else {
            "ask-where-near"
        }
    }

    /// The question where what is asked for beside the ride is looked for, by its name.
    pub(in crate::web) fn rest(&self, f: &Frame) -> String {
        if let [only] = self.others.as_slice() {
            return f.tt("ask-where-rest", only.as_str());
        }
        let names = self.others.iter().map(|c| f.tt("category", c.as_str()));
        let names: Vec<String> = names.collect();
        f.w("ask-where-rest-several", "what", names.join(", "))
    }

    pub(in crate::web) fn radii(&self) -> Vec<(u32, u32, bool)> {
        // With what was said elsewhere, which may be none of the usual ones.
        let own = self.said_radius.filter(|m| !RADII_M.contains(m));
        let mut all: Vec<u32> = RADII_M.into_iter().chain(own).collect();
        all.sort_unstable();
        all.into_iter()
            .map(|m| (m, m / 1000, m.to_string() == self.radius))
            .collect()
    }
}

#[derive(Template)]
#[template(path = "ask/where.html")]
struct WherePage<'a> {
    f: Rc<Frame>,
    head: &'a Head,
    errors: &'a Errors,
    s: &'a Where,
}

impl Step for Where {
    const STEP: AskStep = AskStep::Where;

    fn written(request: &UnfinishedRequest, _: &Visit) -> Self {
        Self::of(request)
    }

    fn typed(answers: &Answers, request: &UnfinishedRequest) -> Self {
        Self {
            place: Place::typed(answers, "place"),
            to: Place::typed(answers, "to"),
            radius: answers.one("radius").to_owned(),
            rest_at_start: answers.one("rest") == "start",
            ..Self::of(request)
        }
    }

    async fn look_up(&mut self, visit: &Visit, sent: bool) -> Result<Vec<FieldError>, Fault> {
        self.crossings = visit.app.list_crossings(&visit.caller).await?;
        let mut errors = Vec::new();
        if !sent {
            self.place.show(visit, &self.crossings).await?;
            self.to.show(visit, &self.crossings).await?;
            return Ok(errors);
        }
        errors.extend(self.place.find(visit, "/place", &self.crossings).await?);
        if self.ride {
            errors.extend(self.to.find(visit, "/to", &self.crossings).await?);
        }
        Ok(errors)
    }

    fn apply(&self, request: &mut UnfinishedRequest, _: Date) -> Vec<FieldError> {
        request.place_id = self.place.found();
        request.to_place_id = self.to.found().filter(|_| self.ride);
        request.rest_at_start = self.rest_at_start;
        if self.radius.is_empty() {
            request.radius_m = None;
            return Vec::new();
        }
        let offered = |m: &u32| RADII_M.contains(m) || Some(*m) == self.said_radius;
        match self.radius.parse().ok().filter(offered) {
            Some(radius) => {
                request.radius_m = Some(radius);
                Vec::new()
            }
            None => vec![FieldError::new("/radius", "unknown-value")],
        }
    }

    fn page<'a>(&'a self, f: Rc<Frame>, head: &'a Head, errors: &'a Errors) -> impl Template + 'a {
        WherePage {
            f,
            head,
            errors,
            s: self,
        }
    }
}
