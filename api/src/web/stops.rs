//! Between which of its stops somebody goes with a ride, in words.

use std::collections::BTreeMap;

use punte_core::id::PlaceId;

use super::frame::Frame;
use crate::{
    app::{App, Caller},
    problem::Fault,
};

/// Names of stops, in the language of a page.
pub struct Stops(BTreeMap<PlaceId, String>);

impl Stops {
    /// Looks the names up.
    pub async fn of(
        app: &App,
        caller: &Caller,
        ids: impl IntoIterator<Item = PlaceId>,
    ) -> Result<Self, Fault> {
        let ids: Vec<PlaceId> = ids.into_iter().collect();
        let places = app.list_places(caller, &ids).await?;
        let names = places.into_iter().map(|place| (place.id, place.name));
        Ok(Self(names.collect()))
    }

    /// From where to where; nothing where there are no stops.
    pub fn words(&self, f: &Frame, from: Option<PlaceId>, to: Option<PlaceId>) -> Option<String> {
        let from = self.0.get(&from?)?;
        let to = self.0.get(&to?)?;
        Some(f.w2("my-from-to", ("from", from), ("to", to)))
    }
}
