//! Where and when a ride goes, in words: between which of its stops somebody goes with it, and when it leaves.

use std::collections::BTreeMap;

use punte_core::{
    clock::same_hour,
    id::PlaceId,
    offer::{Departure, OfferDetails},
};

use super::frame::Frame;
use crate::{
    app::{App, Caller, matches::MatchView, places::PlaceView},
    problem::Fault,
};

/// Where and when somebody meets a ride, in words.
pub struct Meeting {
    /// The stop where they get in, if one is decided on.
    pub place: Option<String>,
    /// Between which times it leaves its first stop, as far as is known now.
    pub leaves: String,
    /// Its first stop, where they get in at another one.
    pub first: Option<String>,
}

/// Stops, with their names in the language of a page.
pub struct Stops(BTreeMap<PlaceId, PlaceView>);

impl Stops {
    /// Looks them up.
    pub async fn of(
        app: &App,
        caller: &Caller,
        ids: impl IntoIterator<Item = PlaceId>,
    ) -> Result<Self, Fault> {
        let ids: Vec<PlaceId> = ids.into_iter().collect();
        let places = app.list_places(caller, &ids).await?;
        let places = places.into_iter().map(|place| (place.id, place));
        Ok(Self(places.collect()))
    }

    /// Looks up those that matches name.
    pub async fn of_matches(
        app: &App,
        caller: &Caller,
        matches: &[MatchView],
    ) -> Result<Self, Fault> {
        let stops = matches
            .iter()
            .flat_map(|m| [m.departs_place_id, m.from_place_id, m.to_place_id]);
        Self::of(app, caller, stops.flatten()).await
    }

    /// From where to where; nothing where there are no stops.
    pub fn words(&self, f: &Frame, from: Option<PlaceId>, to: Option<PlaceId>) -> Option<String> {
        let (from, to) = (self.name(from?)?, self.name(to?)?);
        Some(f.w2("my-from-to", ("from", &from), ("to", &to)))
    }

    /// Which part of an offer a match is about: the days that it holds, or of a ride from where to where; nothing of anything else.
    pub fn which(&self, f: &Frame, m: &MatchView) -> Option<String> {
        match m.during {
            Some(days) => Some(f.held(&m.category, &days)),
            None => self.words(f, m.from_place_id, m.to_place_id),
        }
    }

    /// When the ride of a match leaves, for those who get in and out where they do.
    pub fn departure(&self, f: &Frame, m: &MatchView, ride: &Departure) -> String {
        let at = |id: Option<PlaceId>| self.0.get(&id?);
        let others = [m.from_place_id, m.to_place_id];
        f.departure(
            ride,
            at(m.departs_place_id),
            others.into_iter().filter_map(at),
        )
    }

    /// When a ride that is offered leaves, for those who would get in and out at these stops; nothing of anything else.
    pub fn leaves(
        &self,
        f: &Frame,
        details: &OfferDetails,
        others: [Option<PlaceId>; 2],
    ) -> Option<String> {
        let OfferDetails::Transport(ride) = details else {
            return None;
        };
        let at = |id: Option<PlaceId>| self.0.get(&id?);
        let first = ride.stops.first().map(|stop| stop.place_id);
        let others = others.into_iter().filter_map(at);
        let leaves = f.departure(&ride.departure(), at(first), others);
        Some(f.w("offers-departs", "time", leaves))
    }

    /// Where and when those of a match meet their ride; nothing where there is none.
    pub fn meeting(&self, f: &Frame, m: &MatchView) -> Option<Meeting> {
        let ride = m.leaves()?;
        let name = |id| self.name(id).map(str::to_owned);
        let place = m.from_place_id;
        let first = m.departs_place_id.filter(|_| place.is_some());
        Some(Meeting {
            place: place.and_then(name),
            leaves: self.departure(f, m, &ride),
            first: first.filter(|_| first != place).and_then(name),
        })
    }

    /// Those of a route that are known, in its order.
    pub fn along(&self, ids: impl IntoIterator<Item = PlaceId>) -> Vec<&PlaceView> {
        ids.into_iter().filter_map(|id| self.0.get(&id)).collect()
    }

    /// The name of a stop.
    pub fn name(&self, id: PlaceId) -> Option<&str> {
        self.0.get(&id).map(|place| place.name.as_str())
    }
}

impl Frame {
    /// When a ride leaves its first stop, by the clocks there, in words; whose clocks these are is said where those of another stop show
    /// another hour.
    pub fn departure<'a>(
        &self,
        ride: &Departure,
        first: Option<&PlaceView>,
        mut others: impl Iterator<Item = &'a PlaceView>,
    ) -> String {
        let country = first.map_or("", |place| place.country.as_str());
        let [from, until] = [ride.from, ride.until].map(|at| self.time_in(country, &at));
        let words = format!("{from} – {until}");
        let differs = others.any(|place| !same_hour(country, &place.country, ride.from));
        match first.filter(|_| differs) {
            Some(first) => self.w2("said-clocks", ("time", &words), ("place", &first.name)),
            None => words,
        }
    }
}
