//! Where things are: the settlements of the shipped gazetteer, drawn by population.

use punte_core::place::{GeoPoint, MUNICIPALITY_UNDER, distance_m};

use super::draw::Draw;
use crate::seed::{self, SeedError};

/// A settlement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Town {
    /// Its published point.
    pub point: GeoPoint,
    /// People.
    pub population: u32,
    /// ISO 3166 code of its country.
    pub country: [u8; 2],
}

/// The gazetteer's settlements and the border crossings.
pub(super) struct Places {
    towns: Vec<Town>,
    /// Population of each settlement and of all before it.
    cumulated: Vec<u64>,
    crossings: Vec<GeoPoint>,
    rural: Vec<GeoPoint>,
}

/// A settlement that nobody counted is taken for a hamlet.
const HAMLET: u32 = 50;

/// A city, for [`Places::rural`].
const CITY: u32 = 100_000;

impl Places {
    /// Reads the seeds that lie in the binary.
    pub fn read() -> Result<Self, SeedError> {
        let mut towns = Vec::new();
        for place in seed::settlements()? {
            if let (Ok(point), [a, b]) = (GeoPoint::new(place.lat, place.lon), place.cc.as_bytes())
            {
                towns.push(Town {
                    point,
                    population: u32::try_from(place.population).unwrap_or(0).max(HAMLET),
                    country: [*a, *b],
                });
            }
        }
        let mut sum = 0;
        let cumulated = towns
            .iter()
            .map(|town| {
                sum += u64::from(town.population);
                sum
            })
            .collect();
        let cities: Vec<GeoPoint> = towns
            .iter()
            .filter(|t| t.population >= CITY)
            .map(|t| t.point)
            .collect();
        let rural = towns
            .iter()
            .filter(|t| t.population < MUNICIPALITY_UNDER)
            .filter(|t| {
                let nearest = cities.iter().map(|city| distance_m(t.point, *city)).min();
                nearest.is_some_and(|m| (30_000..=60_000).contains(&m))
            })
            .map(|t| t.point)
            .collect();
        let crossings = seed::crossings()?
            .iter()
            .filter_map(|place| GeoPoint::new(place.lat, place.lon).ok())
            .collect();
        Ok(Self {
            towns,
            cumulated,
            crossings,
            rural,
        })
    }

    /// A settlement, with a chance proportional to its population.
    pub fn town(&self, draw: &mut Draw) -> Option<Town> {
        let at = draw.below(self.cumulated.last().copied()?);
        self.towns
            .get(self.cumulated.partition_point(|sum| *sum <= at))
            .copied()
    }

    /// A border crossing, all alike.
    pub fn crossing(&self, draw: &mut Draw) -> Option<GeoPoint> {
        draw.one(&self.crossings)
    }

    /// A village (under 2,000 people) whose nearest city of 100,000 lies 30 to 60 km away.
    pub fn rural(&self, draw: &mut Draw) -> Option<GeoPoint> {
        draw.one(&self.rural)
    }

    /// A settlement by population that lies 20 to 500 km from here; of thirty draws the first that does, else the last.
    pub fn journey_from(&self, from: GeoPoint, draw: &mut Draw) -> Option<GeoPoint> {
        let mut last = None;
        for _ in 0..30 {
            let town = self.town(draw)?;
            last = Some(town.point);
            if (20_000..=500_000).contains(&distance_m(from, town.point)) {
                break;
            }
        }
        last
    }

    /// A settlement on the way: of twelve by population, the one that makes the way least longer.
    pub fn between(&self, from: GeoPoint, to: GeoPoint, draw: &mut Draw) -> Option<GeoPoint> {
        (0..12)
            .filter_map(|_| self.town(draw))
            .map(|town| town.point)
            .min_by_key(|stop| {
                u64::from(distance_m(from, *stop)) + u64::from(distance_m(*stop, to))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_are_drawn_by_population_and_villages_lie_apart_from_cities() {
        let places = Places::read().unwrap();
        let mut draw = Draw::new(3, 0);
        let large = (0..1_000)
            .filter(|_| places.town(&mut draw).unwrap().population >= CITY)
            .count();
        let people: u64 = places.towns.iter().map(|t| u64::from(t.population)).sum();
        let in_cities: u64 = places
            .towns
            .iter()
            .filter(|t| t.population >= CITY)
            .map(|t| u64::from(t.population))
            .sum();
        let expected = usize::try_from(1_000 * in_cities / people).unwrap();
        assert!(
            large.abs_diff(expected) < 60,
            "{large} of 1000, expected about {expected}"
        );
        assert!(places.rural.len() > 500 && places.crossings.len() == 8);
    }
}
