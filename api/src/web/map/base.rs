//! The base map as lines and areas, read once.

use std::sync::LazyLock;

use serde::Deserialize;

/// The file that maps are drawn from: see seeds/basemap.
pub const REGION: &str = include_str!("../../../../seeds/basemap/region.topojson");

/// Degrees: longitude, latitude.
pub type Spot = (f64, f64);

/// Countries whose offers are shown.
const SERVED: [&str; 4] = ["MD", "RO", "UA", "PL"];

/// A country, as far as the map goes.
pub struct Land {
    /// ISO code of a country that is served; empty of the others.
    pub country: String,
    /// Its outlines.
    pub rings: Vec<Vec<Spot>>,
}

impl Land {
    /// Whether it is one of those that are served.
    pub fn is_served(&self) -> bool {
        SERVED.contains(&self.country.as_str())
    }
}

/// The base map.
pub struct Base {
    /// Countries.
    pub lands: Vec<Land>,
    /// Outlines of lakes.
    pub lakes: Vec<Vec<Spot>>,
    /// Rivers.
    pub rivers: Vec<Vec<Spot>>,
}

/// The base map, read at the first map.
pub static BASE: LazyLock<Base> = LazyLock::new(|| read(REGION).unwrap_or_else(|_| Base::empty()));

#[derive(Deserialize)]
struct Topology {
    transform: Transform,
    objects: Objects,
    arcs: Vec<Vec<(i64, i64)>>,
}

#[derive(Deserialize)]
struct Transform {
    scale: Spot,
    translate: Spot,
}

#[derive(Deserialize)]
struct Objects {
    country: Collection,
    lake: Collection,
    river: Collection,
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(flatten)]
    shape: Shape,
    #[serde(default)]
    properties: Properties,
}

#[derive(Deserialize, Default)]
struct Properties {
    #[serde(default)]
    iso: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Shape {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
    LineString(Vec<i64>),
    MultiLineString(Vec<Vec<i64>>),
}

impl Base {
    const fn empty() -> Self {
        Self {
            lands: Vec::new(),
            lakes: Vec::new(),
            rivers: Vec::new(),
        }
    }
}

/// Reads a topology: arcs are steps on a grid, shared by the shapes on both of their sides.
fn read(text: &str) -> Result<Base, serde_json::Error> {
    let topology: Topology = serde_json::from_str(text)?;
    let Transform { scale, translate } = topology.transform;
    #[expect(clippy::cast_precision_loss, reason = "the grid has 100,000 steps")]
    let arcs: Vec<Vec<Spot>> = topology
        .arcs
        .iter()
        .map(|steps| {
            let (mut x, mut y) = (0, 0);
            steps
                .iter()
                .map(|(dx, dy)| {
                    x += dx;
                    y += dy;
                    (
                        x as f64 * scale.0 + translate.0,
                        y as f64 * scale.1 + translate.1,
                    )
                })
                .collect()
        })
        .collect();
    let lines = |collection: Collection| -> Vec<(String, Vec<Vec<Spot>>)> {
        collection
            .geometries
            .into_iter()
            .map(|g| {
                let parts = match g.shape {
                    Shape::Polygon(rings) | Shape::MultiLineString(rings) => rings,
                    Shape::MultiPolygon(polygons) => polygons.concat(),
                    Shape::LineString(line) => vec![line],
                };
                let joined = parts.iter().map(|ids| join(ids, &arcs)).collect();
                (g.properties.iso, joined)
            })
            .collect()
    };
    let all = |parts: Vec<(String, Vec<Vec<Spot>>)>| parts.into_iter().flat_map(|p| p.1).collect();
    Ok(Base {
        lands: lines(topology.objects.country)
            .into_iter()
            .map(|(country, rings)| Land { country, rings })
            .collect(),
        lakes: all(lines(topology.objects.lake)),
        rivers: all(lines(topology.objects.river)),
    })
}

/// A line from the numbers of its arcs: `!n` is the arc n from its end; where two meet, the point is there once.
fn join(ids: &[i64], arcs: &[Vec<Spot>]) -> Vec<Spot> {
    let mut line: Vec<Spot> = Vec::new();
    for id in ids {
        let backwards = *id < 0;
        let index = usize::try_from(if backwards { !*id } else { *id }).unwrap_or(usize::MAX);
        let Some(arc) = arcs.get(index) else { continue };
        let skip = usize::from(!line.is_empty());
        if backwards {
            line.extend(arc.iter().rev().skip(skip));
        } else {
            line.extend(arc.iter().skip(skip));
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a ring goes around a point.
    fn holds(ring: &[Spot], (x, y): Spot) -> bool {
        ring.iter()
            .zip(ring.iter().cycle().skip(1))
            .filter(|((x1, y1), (x2, y2))| {
                (*y1 > y) != (*y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
            })
            .count()
            % 2
            == 1
    }

    /// The served countries that a point lies in; "" for another.
    fn countries(base: &Base, at: Spot) -> Vec<&str> {
        base.lands
            .iter()
            .filter(|land| land.rings.iter().filter(|r| holds(r, at)).count() % 2 == 1)
            .map(|land| land.country.as_str())
            .collect()
    }

    #[test]
    fn eight_places_lie_in_their_countries_and_crimea_is_in_ukraine() {
        let base = read(REGION).unwrap();
        for (name, lon, lat, country) in [
            ("Simferopol", 34.1, 44.95, "UA"),
            ("Sevastopol", 33.6, 44.6, "UA"),
            ("Tiraspol", 29.64, 46.84, "MD"),
            ("Chișinău", 28.86, 47.01, "MD"),
            ("Palanca", 30.096, 46.409, "MD"),
            ("Otaci", 27.80, 48.433, "MD"),
            ("Siret", 26.067, 47.95, "RO"),
            ("Przemyśl", 22.767, 49.785, "PL"),
        ] {
            assert_eq!(countries(&base, (lon, lat)), [country], "{name}");
        }
        assert!(!base.rivers.is_empty() && !base.lakes.is_empty());
    }
}
