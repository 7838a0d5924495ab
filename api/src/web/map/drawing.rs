//! What a map shows, where: land, pins, rings, names.

use punte_core::{offer::Category, place::GeoPoint};

use super::{
    base::{BASE, Spot},
    view::{HEIGHT, View, WIDTH},
};

/// An offer on the map: a link to its row.
#[derive(Debug, Clone)]
pub struct Pin {
    /// Number of its row.
    pub number: usize,
    /// Its category.
    pub category: Category,
    /// The published point.
    pub point: GeoPoint,
    /// Whether only the area is published: a ring, not a door.
    pub area_only: bool,
    /// What it is, for those who hear the map.
    pub label: String,
}

/// A place with a name.
#[derive(Debug, Clone)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Where.
    pub point: GeoPoint,
    /// Whether it is a border crossing.
    pub crossing: bool,
}

/// Everything that one map is about.
#[derive(Debug, Default)]
pub struct Scene {
    /// Offers, in the order of their rows.
    pub pins: Vec<Pin>,
    /// Where it was looked, and how far, metres.
    pub near: Option<(Named, u32)>,
}

/// A pin as it is drawn.
pub struct DrawnPin {
    /// Number of its row.
    pub number: usize,
    /// Its category.
    pub category: Category,
    /// `x y` of the pin.
    pub at: String,
    /// What it is.
    pub label: String,
}

impl DrawnPin {
    /// The silhouette of its category around 0 0.
    pub const fn outline(&self) -> &'static str {
        match self.category {
            Category::Housing => "M0-11 10-3V10H-10V-3z",
            Category::Transport => "M-10.5 0a10.5 10.5 0 1 0 21 0a10.5 10.5 0 1 0-21 0z",
            Category::Medical => "M-4.5-11h9v6.5h6.5v9H4.5V11h-9V4.5H-11v-9h6.5z",
            Category::Job => "M-9.5-9.5h19v19h-19z",
            Category::Service => "M0-13 13 0 0 13-13 0z",
        }
    }

    /// How far below the middle its number stands.
    pub const fn baseline(&self) -> u8 {
        if matches!(self.category, Category::Housing) {
            5
        } else {
            4
        }
    }
}

/// A published area as it is drawn: x, y, radius.
pub struct DrawnRing {
    /// The category of the first offer there.
    pub category: Category,
    /// Its middle.
    pub at: Spot,
    /// Its radius.
    pub radius: f64,
}

/// A name as it is drawn.
pub struct DrawnName {
    /// The name.
    pub name: String,
    /// Where its dot is.
    pub dot: Spot,
    /// Where the words begin, or end.
    pub text: Spot,
    /// Whether the words end there.
    pub ends: bool,
    /// Whether it is a border crossing.
    pub crossing: bool,
}

/// A map.
pub struct Drawing {
    /// Land of the countries served.
    pub served: String,
    /// Other land.
    pub other: String,
    /// Lakes.
    pub lakes: String,
    /// Rivers.
    pub rivers: String,
    /// The searched place, and the circle around it: x, y, radius.
    pub reach: Option<(f64, f64, f64)>,
    /// Areas of offers whose door is not published, one for each place: below the pins.
    pub rings: Vec<DrawnRing>,
    /// Names.
    pub names: Vec<DrawnName>,
    /// Offers.
    pub pins: Vec<DrawnPin>,
}

impl Scene {
    /// The part of the map that it needs.
    pub fn view(&self) -> View {
        let mut spots: Vec<Spot> = self.pins.iter().map(|p| spot(p.point)).collect();
        if let Some((place, radius_m)) = &self.near {
            // The circle, unless it is so large that the pins would be lost in it.
            let far = f64::from((*radius_m).min(60_000)) / 111_195.0;
            let (lon, lat) = spot(place.point);
            let wide = far / lat.to_radians().cos().max(0.1);
            spots.extend([
                (lon - wide, lat),
                (lon + wide, lat),
                (lon, lat - far),
                (lon, lat + far),
            ]);
        }
        View::around(&spots)
    }
}

fn spot(point: GeoPoint) -> Spot {
    (point.lon(), point.lat())
}

/// How far apart pins are at least: each can be hit with a finger.
const APART: f64 = 24.0;

/// Names on one map, at most.
const MOST_NAMES: usize = 12;

/// The size of letters on a phone, where they are largest beside the map: a name's width is reckoned with it.
const LETTER: (f64, f64) = (6.4, 13.0);

/// Draws a map. Names that would lie on something else are left out: the list has them all.
pub fn draw(view: &View, scene: &Scene, places: &[Named]) -> Drawing {
    let mut drawing = Drawing {
        served: String::new(),
        other: String::new(),
        lakes: String::new(),
        rivers: String::new(),
        reach: None,
        rings: Vec::new(),
        names: Vec::new(),
        pins: Vec::new(),
    };
    // A cell is at least 1 km wide; smaller than the pin it would not be seen.
    let radius = tenth(view.length(1_000.0).clamp(15.0, 40.0));
    for land in &BASE.lands {
        let path = if land.is_served() {
            &mut drawing.served
        } else {
            &mut drawing.other
        };
        for ring in &land.rings {
            view.area(ring, path);
        }
    }
    for lake in &BASE.lakes {
        view.area(lake, &mut drawing.lakes);
    }
    for river in &BASE.rivers {
        view.line(river, &mut drawing.rivers);
    }
    let mut taken: Vec<Box> = Vec::new();
    for pin in &scene.pins {
        let published = view.place(spot(pin.point));
        let at = free_near(published, &taken);
        taken.push(Box::around(at, 12.0));
        let middle = (tenth(published.0), tenth(published.1));
        if pin.area_only && !drawing.rings.iter().any(|ring| ring.at == middle) {
            drawing.rings.push(DrawnRing {
                category: pin.category,
                at: middle,
                radius,
            });
        }
        drawing.pins.push(DrawnPin {
            number: pin.number,
            category: pin.category,
            at: format!("{:.1} {:.1}", at.0, at.1),
            label: pin.label.clone(),
        });
    }
    if let Some((place, radius_m)) = &scene.near {
        let (x, y) = view.place(spot(place.point));
        let radius = view.length(f64::from(*radius_m));
        drawing.reach = Some((tenth(x), tenth(y), tenth(radius)));
    }
    let first = scene.near.iter().map(|(place, _)| place);
    for place in first.chain(places) {
        if drawing.names.len() == MOST_NAMES {
            break;
        }
        if drawing.names.iter().any(|n| n.name == place.name) {
            continue;
        }
        if let Some((name, lies)) = name(view, place, &taken) {
            taken.push(lies);
            drawing.names.push(name);
        }
    }
    drawing
}

fn tenth(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

/// A name beside its dot, right or left, if there is room.
fn name(view: &View, place: &Named, taken: &[Box]) -> Option<(DrawnName, Box)> {
    let dot = view.place(spot(place.point));
    #[expect(clippy::cast_precision_loss, reason = "names are short")]
    let width = place.name.chars().count() as f64 * LETTER.0;
    let (above, below) = (dot.1 - LETTER.1 / 2.0, dot.1 + LETTER.1 / 2.0);
    [false, true].into_iter().find_map(|ends| {
        let (left, right) = if ends {
            (dot.0 - 7.0 - width, dot.0 - 7.0)
        } else {
            (dot.0 + 7.0, dot.0 + 7.0 + width)
        };
        let lies = Box {
            left: left.min(dot.0 - 3.0),
            top: above,
            right: right.max(dot.0 + 3.0),
            bottom: below,
        };
        (lies.is_inside() && !taken.iter().any(|other| other.meets(&lies))).then(|| {
            let drawn = DrawnName {
                name: place.name.clone(),
                dot: (tenth(dot.0), tenth(dot.1)),
                text: (tenth(if ends { right } else { left }), tenth(dot.1 + 4.0)),
                ends,
                crossing: place.crossing,
            };
            (drawn, lies)
        })
    })
}

/// The nearest spot to this one where a pin does not lie on another: around it in growing rings.
fn free_near(at: Spot, taken: &[Box]) -> Spot {
    let free = |spot: &Spot| {
        let own = Box::around(*spot, 12.0);
        own.is_inside() && !taken.iter().any(|other| other.meets(&own))
    };
    if free(&at) {
        return at;
    }
    for ring in 1..=8_u8 {
        let far = APART * f64::from(ring);
        let steps = ring * 6;
        for step in 0..steps {
            let turn = std::f64::consts::TAU * f64::from(step) / f64::from(steps);
            let spot = (at.0 + far * turn.cos(), at.1 + far * turn.sin());
            if free(&spot) {
                return spot;
            }
        }
    }
    at
}

/// What is taken on the map.
struct Box {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Box {
    fn around((x, y): Spot, half: f64) -> Self {
        Self {
            left: x - half,
            top: y - half,
            right: x + half,
            bottom: y + half,
        }
    }

    fn meets(&self, other: &Self) -> bool {
        // Edges may touch.
        self.left < other.right - 0.01
            && other.left < self.right - 0.01
            && self.top < other.bottom - 0.01
            && other.top < self.bottom - 0.01
    }

    fn is_inside(&self) -> bool {
        self.left >= 0.0 && self.top >= 0.0 && self.right <= WIDTH && self.bottom <= HEIGHT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> GeoPoint {
        GeoPoint::new(lat, lon).unwrap()
    }

    fn pin(number: usize, point: GeoPoint, area_only: bool) -> Pin {
        Pin {
            number,
            category: Category::ALL[number % 5],
            point,
            area_only,
            label: number.to_string(),
        }
    }

    fn named(name: &str, point: GeoPoint) -> Named {
        Named {
            name: name.to_owned(),
            point,
            crossing: false,
        }
    }

    fn spot_of(pin: &DrawnPin) -> Spot {
        let (x, y) = pin.at.split_once(' ').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    }

    #[test]
    fn twelve_offers_of_one_town_are_twelve_pins_that_can_be_hit_and_only_areas_have_rings() {
        let scene = Scene {
            pins: (1..=12)
                .map(|n| pin(n, at(47.01, 28.86), n % 2 == 0))
                .collect(),
            near: Some((named("Chișinău", at(47.01, 28.86)), 50_000)),
        };
        let drawing = draw(&scene.view(), &scene, &[]);
        assert_eq!(drawing.pins.len(), 12);
        for (index, one) in drawing.pins.iter().enumerate() {
            let a = spot_of(one);
            assert!((12.0..=WIDTH - 12.0).contains(&a.0) && (12.0..=HEIGHT - 12.0).contains(&a.1));
            for other in drawing.pins.iter().skip(index + 1) {
                let b = spot_of(other);
                let apart = (a.0 - b.0).abs().max((a.1 - b.1).abs());
                assert!(apart >= 23.8, "{} {}: {apart}", one.number, other.number);
            }
        }
        // One ring for the one place, where it is, though pins moved aside.
        assert_eq!(drawing.rings.len(), 1);
        let (cx, cy, _) = drawing.reach.unwrap();
        assert_eq!(drawing.rings[0].at, (cx, cy));
        let doors = Scene {
            pins: vec![pin(1, at(47.0, 28.8), false)],
            near: None,
        };
        assert!(draw(&doors.view(), &doors, &[]).rings.is_empty());
    }

    #[test]
    fn names_that_lie_on_others_or_on_pins_are_left_out_and_none_leaves_the_map() {
        let scene = Scene {
            pins: vec![pin(1, at(47.7, 26.3), true), pin(2, at(47.5, 26.0), true)],
            near: None,
        };
        let places: Vec<Named> = (0..40)
            .map(|n| {
                named(
                    &format!("Name number {n}"),
                    at(47.5 + f64::from(n) * 0.005, 26.1),
                )
            })
            .chain([named("Name number 0", at(47.6, 26.2))])
            .collect();
        let drawing = draw(&scene.view(), &scene, &places);
        assert!(!drawing.names.is_empty() && drawing.names.len() < 20);
        let mut lines: Vec<f64> = drawing.names.iter().map(|n| n.dot.1).collect();
        lines.sort_by(f64::total_cmp);
        assert!(lines.windows(2).all(|w| w[1] - w[0] > 12.0), "{lines:?}");
    }

    #[test]
    fn a_map_is_a_few_kilobytes_of_land() {
        for radius in [10_000, 50_000, 400_000] {
            let scene = Scene {
                pins: vec![pin(1, at(47.95, 26.07), false)],
                near: Some((named("Siret", at(47.95, 26.07)), radius)),
            };
            let drawing = draw(&scene.view(), &scene, &[]);
            let long = [
                &drawing.served,
                &drawing.other,
                &drawing.lakes,
                &drawing.rivers,
            ]
            .map(String::len)
            .iter()
            .sum::<usize>();
            assert!((100..12_000).contains(&long), "{radius}: {long}");
        }
        // With nothing to show: the region.
        let scene = Scene::default();
        let drawing = draw(&scene.view(), &scene, &[]);
        assert!(drawing.pins.is_empty() && drawing.served.len() > 500);
    }
}
