//! One offer, as anybody may see it.

use std::rc::Rc;

use actix_web::{HttpResponse, get, web::Path};
use askama::Template;
use punte_core::{
    id::{OfferId, PlaceId},
    locale::Locale,
    offer::{Category, OfferDetails},
    provider::EvidenceKind,
};
use uuid::Uuid;

use super::{
    card::{self, Card, Fact, Words},
    details::{self, Row},
};
use crate::{
    app::{
        AppError,
        public_offers::{PointPrecision, PublicOfferView},
        translations::TranslatedBy,
    },
    problem::Fault,
    web::{
        frame::Frame,
        map::{self, Drawing, Named, Pin, Scene},
        stops::Stops,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "offers/one.html")]
struct OfferPage<'a> {
    f: Rc<Frame>,
    offer: &'a PublicOfferView,
    card: Card<'a>,
    original: Words<'a>,
    rows: Vec<Row>,
    facts: Vec<Fact>,
    unchecked: Vec<EvidenceKind>,
    precision: &'static str,
    phone: Option<&'a str>,
    web_page: Option<&'a str>,
    drawing: Drawing,
}

/// What a visitor may ask about: whether it was seen. An e-mail address says nothing about a person.
const ASKED_ABOUT: [EvidenceKind; 4] = [
    EvidenceKind::IdentityDocument,
    EvidenceKind::CriminalRecord,
    EvidenceKind::PublicRegister,
    EvidenceKind::Visit,
];

#[get("/offers/{id}")]
pub(super) async fn read(
    mut visit: Visit,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let id = Uuid::try_parse(&path.1).map_err(|_e| Fault::App(AppError::NotFound))?;
    let offer = visit
        .app
        .read_public_offer(&visit.caller, OfferId(id))
        .await?;
    let f = visit.frame.clone();
    let stops: Vec<PlaceId> = match &offer.details {
        OfferDetails::Transport(ride) => ride.stops.iter().map(|stop| stop.place_id).collect(),
        _ => Vec::new(),
    };
    let stops = Stops::of(&visit.app, &visit.caller, stops).await?;
    let card = Card::of(&f, 1, &offer, &[]);
    let scene = Scene {
        pins: vec![Pin {
            number: 1,
            category: offer.category,
            point: offer.point,
            area_only: card::is_area(&offer),
            label: card.place.clone(),
        }],
        near: None,
    };
    let view = scene.view();
    let named: Vec<Named> = visit
        .app
        .places_within(&visit.caller, view.bounds(), 30)
        .await?
        .into_iter()
        .map(|place| Named {
            crossing: place.kind == "crossing",
            name: place.name,
            point: place.point,
        })
        .collect();
    let (phone, web_page) = match &offer.details {
        OfferDetails::Service(d) => (d.public_phone.as_deref(), d.web_page.as_deref()),
        _ => (None, None),
    };
    let page = OfferPage {
        rows: details::rows(&f, &offer, &stops),
        facts: details::facts(&f, &offer),
        unchecked: ASKED_ABOUT
            .into_iter()
            .filter(|kind| !offer.checks.iter().any(|check| check.kind == *kind))
            .collect(),
        precision: match offer.point_precision {
            PointPrecision::Door => "door",
            PointPrecision::Area => "area",
            PointPrecision::Settlement => "settlement",
        },
        original: Words::original(&offer),
        drawing: map::draw(&view, &scene, &named),
        offer: &offer,
        card,
        phone,
        web_page,
        f,
    };
    visit.show(&page)
}

impl OfferPage<'_> {
    /// The languages into which a moderator can put it: all but its own and those that its provider wrote.
    fn to_translate(&self) -> Vec<&'static str> {
        let open = |l: &Locale| {
            let there = self.offer.translations.get(l);
            *l != self.offer.language && there.is_none_or(|t| t.by == TranslatedBy::Moderator)
        };
        Locale::ALL
            .into_iter()
            .filter(open)
            .map(Locale::as_str)
            .collect()
    }

    /// Whether one may write to whoever offers it: institutions, never a private person.
    fn answers(&self) -> bool {
        self.offer.provider_kind.is_organisation()
    }

    /// Whether its place is a point of a journey, which nobody hides.
    fn is_ride(&self) -> bool {
        self.offer.category == Category::Transport
    }

    /// Where it is: with the country.
    fn place(&self) -> String {
        format!(
            "{}, {}",
            card::place_name(&self.offer.place),
            self.f.country(&self.offer.place.country)
        )
    }
}
