//! The search of verified offers: list and map.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode};
use askama::Template;
use punte_core::{
    constraint::Feature,
    error::FieldError,
    locale::Language,
    offer::{Category, ServiceTheme, Speciality},
};

use super::{
    asked::{Asked, Query, RADII_KM},
    card::{self, Card, distance, place_name},
    place,
};
use crate::{
    app::{
        AppError,
        places::{Meant, PlaceView},
        public_offers::PublicKey,
    },
    extract::{decode, encode},
    json::wire_name,
    problem::Fault,
    web::{
        errors::Errors,
        frame::Frame,
        map::{self, Drawing, Named, Pin, Scene},
        visit::Visit,
    },
};

/// Offers on one page.
const ON_A_PAGE: u32 = 12;

/// Languages that can be asked for: those of most offers and most people who come.
const LANGUAGES: [&str; 8] = ["uk", "ro", "ru", "en", "pl", "gag", "rom", "bg"];

#[derive(Template)]
#[template(path = "offers/search.html")]
struct SearchPage<'a> {
    f: Rc<Frame>,
    errors: Errors,
    asked: &'a Asked,
    /// What stands in the field of the place.
    words: String,
    near: Option<&'a PlaceView>,
    /// Places to choose from.
    choice: Vec<PlaceView>,
    crossings: Vec<PlaceView>,
    chips: Vec<Chip>,
    tabs: Vec<Tab>,
    cards: Vec<Card<'a>>,
    found: i64,
    first_page: bool,
    next: Option<String>,
    drawing: Option<Drawing>,
}

/// A filter that can be taken away.
struct Chip {
    words: String,
    address: String,
}

/// A category.
struct Tab {
    name: String,
    address: String,
    current: bool,
}

#[get("/offers")]
pub(super) async fn search(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let query: Query = serde_html_form::from_str(&visit.frame.query).unwrap_or_default();
    let mut asked = Asked::of(&query);
    let words = query.place.as_deref().map(str::trim);
    match words {
        None => {}
        Some("") => {
            asked.place = None;
            return Ok(visit.go(&asked.address()));
        }
        Some(words) => {
            let words: String = words.chars().take(100).collect();
            match place::find(&visit.app, &visit.caller, &words, asked.place).await? {
                Meant::One(place) => {
                    asked.place = Some(place.id);
                    return Ok(visit.go(&asked.address()));
                }
                Meant::Several(choice) => {
                    let page = SearchPage {
                        choice,
                        ..without_offers(&visit, &asked, words).await?
                    };
                    return visit.show(&page);
                }
                Meant::None => {
                    let page = SearchPage {
                        errors: Errors(vec![FieldError::new("/place", "unknown-place")]),
                        ..without_offers(&visit, &asked, words).await?
                    };
                    return visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
                }
            }
        }
    }
    let near = match asked.place {
        Some(id) => match visit.app.read_place(&visit.caller, id).await {
            Ok(place) => Some(place),
            // An old link to a place that is gone: look everywhere.
            Err(AppError::NotFound) => {
                asked.place = None;
                None
            }
            Err(error) => return Err(error.into()),
        },
        None => None,
    };
    let after: Option<PublicKey> = match query.after.as_str() {
        "" => None,
        cursor => decode(Some(cursor))?,
    };
    let search = asked.search();
    let found = visit.app.count_found_offers(&visit.caller, &search).await?;
    let page = visit
        .app
        .search_public_offers(&visit.caller, &search, after, ON_A_PAGE)
        .await?;
    let f = visit.frame.clone();
    let cards: Vec<Card<'_>> = (1..)
        .zip(&page.items)
        .map(|(number, offer)| Card::of(&f, number, offer, &asked.must))
        .collect();
    let drawing = draw(&visit, &cards, near.as_ref(), asked.radius_km).await?;
    let shown = SearchPage {
        words: near.as_ref().map_or_else(String::new, |p| in_full(&f, p)),
        near: near.as_ref(),
        chips: chips(&f, &asked, near.as_ref()),
        drawing: Some(drawing),
        cards,
        found,
        first_page: after.is_none(),
        next: page
            .next
            .as_ref()
            .and_then(encode)
            .map(|cursor| asked.address_after(&cursor)),
        ..without_offers(&visit, &asked, String::new()).await?
    };
    visit.show(&shown)
}

/// The page as long as it is not known where to look.
async fn without_offers<'a>(
    visit: &Visit,
    asked: &'a Asked,
    words: String,
) -> Result<SearchPage<'a>, Fault> {
    let f = visit.frame.clone();
    let crossings = if asked.place.is_none() {
        visit.app.list_crossings(&visit.caller).await?
    } else {
        Vec::new()
    };
    Ok(SearchPage {
        errors: Errors::default(),
        chips: chips(&f, asked, None),
        tabs: tabs(&f, asked),
        asked,
        words,
        near: None,
        choice: Vec::new(),
        crossings,
        cards: Vec::new(),
        found: 0,
        first_page: true,
        next: None,
        drawing: None,
        f,
    })
}

async fn draw(
    visit: &Visit,
    cards: &[Card<'_>],
    near: Option<&PlaceView>,
    radius_km: u32,
) -> Result<Drawing, Fault> {
    let scene = Scene {
        pins: cards
            .iter()
            .map(|card| Pin {
                number: card.number,
                category: card.offer.category,
                point: card.offer.point,
                area_only: card::is_area(card.offer),
                label: card.label(),
            })
            .collect(),
        near: near.map(|place| (named(place), radius_km * 1_000)),
    };
    let view = scene.view();
    let places = visit
        .app
        .places_within(&visit.caller, view.bounds(), 30)
        .await?;
    let places: Vec<Named> = places.iter().map(named).collect();
    Ok(map::draw(&view, &scene, &places))
}

fn named(place: &PlaceView) -> Named {
    Named {
        name: place.name.clone(),
        point: place.point,
        crossing: place.kind == "crossing",
    }
}

/// A place with its division and country.
fn in_full(f: &Frame, place: &PlaceView) -> String {
    format!("{}, {}", place_name(place), f.country(&place.country))
}

fn tabs(f: &Frame, asked: &Asked) -> Vec<Tab> {
    let all = Tab {
        name: f.t("offers-all"),
        address: f.to(&asked.in_category(None).address()),
        current: asked.category.is_none(),
    };
    let each = Category::ALL.into_iter().map(|category| Tab {
        name: f.tt("category", category.as_str()),
        address: f.to(&asked.in_category(Some(category)).address()),
        current: asked.category == Some(category),
    });
    std::iter::once(all).chain(each).collect()
}

fn chips(f: &Frame, asked: &Asked, near: Option<&PlaceView>) -> Vec<Chip> {
    let mut chips = Vec::new();
    let mut add = |words: String, without: Asked| {
        chips.push(Chip {
            words,
            address: f.to(&without.address()),
        });
    };
    if let Some(place) = near {
        let within = distance(f, asked.radius_km * 1_000);
        add(
            format!("{}, {within}", place.name),
            asked.with(|a| a.place = None),
        );
    }
    for feature in &asked.must {
        add(
            f.feature(feature),
            asked.with(|a| a.must.retain(|other| other != feature)),
        );
    }
    if let Some(language) = &asked.language {
        add(f.speaks(language), asked.with(|a| a.language = None));
    }
    if let Some(theme) = &asked.theme {
        add(f.word("theme", theme), asked.with(|a| a.theme = None));
    }
    if let Some(speciality) = &asked.speciality {
        add(
            f.word("speciality", speciality),
            asked.with(|a| a.speciality = None),
        );
    }
    chips
}

#[expect(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    reason = "templates call methods and pass references"
)]
impl SearchPage<'_> {
    /// Distances to choose from: kilometres, words, whether it is chosen.
    fn radii(&self) -> Vec<(u32, String, bool)> {
        RADII_KM
            .into_iter()
            .map(|km| (km, self.f.n("offers-km", km), km == self.asked.radius_km))
            .collect()
    }

    /// The same on the map that moves.
    fn moving(&self) -> String {
        self.f
            .to(&self.asked.address().replacen("/offers", "/map", 1))
    }

    /// How many there are, and how many of them are here.
    fn count(&self) -> String {
        if self.first_page && self.next.is_none() {
            self.f.n("offers-count", self.found)
        } else {
            self.f.w2(
                "offers-part",
                ("shown", &self.cards.len()),
                ("found", &self.found),
            )
        }
    }

    /// The first page of this search.
    fn first(&self) -> String {
        self.f.to(&self.asked.address())
    }

    /// Languages to choose from.
    fn languages(&self) -> Vec<Language> {
        LANGUAGES
            .iter()
            .filter_map(|tag| Language::parse(tag).ok())
            .collect()
    }

    fn is_ticked(&self, feature: &Feature) -> bool {
        self.asked.must.contains(feature)
    }

    fn speaks(&self, language: &Language) -> bool {
        self.asked.language == Some(*language)
    }

    /// Themes to choose from: name on the wire, words, whether it is chosen.
    fn themes(&self) -> Vec<(String, String, bool)> {
        use ServiceTheme as T;
        if self.asked.category != Some(Category::Service) {
            return Vec::new();
        }
        [
            T::Legal,
            T::Education,
            T::Psychosocial,
            T::Food,
            T::Goods,
            T::Documents,
            T::Childcare,
            T::Information,
            T::BorderAndVehicle,
            T::Connectivity,
            T::DonationPoint,
        ]
        .into_iter()
        .map(|theme| {
            let chosen = self.asked.theme == Some(theme);
            (wire_name(&theme), self.f.word("theme", &theme), chosen)
        })
        .collect()
    }

    /// Fields of medicine to choose from, as [`Self::themes`].
    fn specialities(&self) -> Vec<(String, String, bool)> {
        use Speciality as S;
        if self.asked.category != Some(Category::Medical) {
            return Vec::new();
        }
        [
            S::GeneralPractice,
            S::Paediatrics,
            S::Gynaecology,
            S::Dentistry,
            S::Psychiatry,
            S::Psychology,
            S::Surgery,
            S::InternalMedicine,
            S::Cardiology,
            S::Oncology,
            S::Nephrology,
            S::Dialysis,
            S::Rehabilitation,
            S::Ophthalmology,
            S::Pharmacy,
            S::Hospital,
        ]
        .into_iter()
        .map(|field| {
            let chosen = self.asked.speciality == Some(field);
            (wire_name(&field), self.f.word("speciality", &field), chosen)
        })
        .collect()
    }

    /// The address of this search around a place.
    fn at(&self, place: &PlaceView) -> String {
        self.f
            .to(&self.asked.with(|a| a.place = Some(place.id)).address())
    }

    /// This search a step wider: words and address.
    fn wider(&self) -> Option<(String, String)> {
        let km = self.asked.wider()?;
        let address = self.asked.with(|a| a.radius_km = km).address();
        Some((self.f.n("offers-wider", km), self.f.to(&address)))
    }

    /// Where to ask for what was looked for.
    fn ask(&self) -> String {
        self.f.to(&self.asked.category.map_or_else(
            || "/ask".to_owned(),
            |category| format!("/ask?category={}", category.as_str()),
        ))
    }
}
