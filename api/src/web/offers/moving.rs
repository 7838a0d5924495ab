//! The map that moves: the list of offers as links, which a script puts on a map. Without it, the list is what there is.

use std::rc::Rc;

use actix_web::{HttpResponse, get};
use askama::Template;

use super::{
    asked::{Asked, Query},
    card::{self, Words, place_name},
};
use crate::{
    app::{AppError, places::PlaceView, public_offers::PublicOfferView},
    problem::Fault,
    web::{
        assets::{LEAFLET, LEAFLET_STYLE, MAP, MAP_STYLE, REGION, TOPOJSON},
        frame::Frame,
        map::{Pin, Scene},
        visit::Visit,
    },
};

/// Offers on the map, at most: more cannot be told apart, and an old phone has to load them.
const MOST: u32 = 100;

/// Names on the map, at most.
const MOST_NAMES: u32 = 80;

#[derive(Template)]
#[template(path = "offers/moving.html")]
struct MovingPage<'a> {
    f: Rc<Frame>,
    list: String,
    spots: Vec<Spot<'a>>,
    more: bool,
    /// Addresses of what the map is made with.
    styles: [&'static str; 2],
    /// As `styles`.
    scripts: [&'static str; 3],
    /// As `styles`.
    region: &'static str,
    /// Names for the map.
    towns: Vec<PlaceView>,
}

struct Spot<'a> {
    offer: &'a PublicOfferView,
    words: Words<'a>,
    place: String,
    area: bool,
}

#[get("/map")]
pub(super) async fn map(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let query: Query = serde_html_form::from_str(&visit.frame.query).unwrap_or_default();
    let asked = Asked::of(&query);
    let found = match visit
        .app
        .search_public_offers(&visit.caller, &asked.search(), None, MOST)
        .await
    {
        Err(AppError::Invalid(_)) => return Err(Fault::App(AppError::NotFound)),
        found => found?,
    };
    let f = visit.frame.clone();
    let scene = Scene {
        pins: (1..)
            .zip(&found.items)
            .map(|(number, offer)| Pin {
                number,
                category: offer.category,
                point: offer.point,
                area_only: card::is_area(offer),
                label: String::new(),
            })
            .collect(),
        near: None,
    };
    let towns = visit
        .app
        .places_within(&visit.caller, scene.view().bounds(), MOST_NAMES)
        .await?;
    let page = MovingPage {
        list: f.to(&asked.address()),
        spots: found
            .items
            .iter()
            .map(|offer| Spot {
                offer,
                words: Words::of(offer, f.locale),
                place: place_name(&offer.place),
                area: card::is_area(offer),
            })
            .collect(),
        more: found.next.is_some(),
        towns,
        styles: [&LEAFLET_STYLE.address, &MAP_STYLE.address],
        scripts: [&LEAFLET.address, &TOPOJSON.address, &MAP.address],
        region: &REGION.address,
        f,
    };
    visit.show(&page)
}
