//! How exactly a place is published.
//!
//! A private address is published as the centre of a fixed cell, the same for everybody and for ever:
//! fresh jitter averages out, and a distance rounded to 1 km still gave the true point to within 155 m
//! in ten queries.

use super::GeoPoint;

/// Settlements with fewer people are published whole, as the settlement's own point.
pub const MUNICIPALITY_UNDER: u32 = 2_000;

/// How far an exact point may lie from the settlement that its offer names before somebody has to look, metres
/// (11 of 133 rows of a real list lay farther).
pub const FAR_FROM_PLACE_M: u32 = 25_000;

/// Within which the centres of neighbouring cells lie, metres: the diagonal of the largest, and some more for how columns are rounded.
pub const NEAR_M: u32 = 4_000;

/// Within which of a cell's centre no other one lies, metres: half the side of the smallest.
pub const SAME_CELL_M: u32 = 500;

/// Length of a degree of latitude on the mean sphere, metres.
const DEGREE_M: f64 = 111_195.08;

/// Who may know where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publication {
    /// An institution that agreed to show its door.
    Door,
    /// The centre of a cell sized once from the settlement's population.
    Cell,
    /// The settlement only: a confidential shelter, or an address that nobody gave.
    Settlement,
}

/// The side of a cell in metres, by the settlement's population; at least 1 km, larger where fewer people live.
const fn cell_side_m(population: u32) -> f64 {
    match population {
        100_000.. => 1_000.0,
        20_000.. => 1_500.0,
        _ => 2_500.0,
    }
}

/// The point that everybody may see and that every distance is computed from.
pub fn published_point(
    publication: Publication,
    exact: Option<GeoPoint>,
    settlement: GeoPoint,
    population: u32,
) -> GeoPoint {
    match (publication, exact) {
        (Publication::Door, Some(exact)) => exact,
        (Publication::Cell, Some(exact)) if population >= MUNICIPALITY_UNDER => {
            cell_centre(exact, cell_side_m(population)).unwrap_or(settlement)
        }
        _ => settlement,
    }
}

/// The centre of the cell that holds a point: rows of `side` metres from the equator, each divided into whole
/// columns by its edge nearer the pole, so that no cell is narrower than `side` anywhere. A row that is too short
/// to divide is one cell, published as the pole.
fn cell_centre(point: GeoPoint, side_m: f64) -> Option<GeoPoint> {
    let row_deg = side_m / DEGREE_M;
    let row = (point.lat() / row_deg).floor();
    let poleward = if row < 0.0 { row } else { row + 1.0 } * row_deg;
    let around = (360.0 * DEGREE_M * poleward.to_radians().cos() / side_m).floor();
    if around < 1.0 {
        return GeoPoint::new(90.0_f64.copysign(point.lat()), 0.0).ok();
    }
    let col_deg = 360.0 / around;
    let east = (point.lon() + 180.0).rem_euclid(360.0);
    let col = (east / col_deg).floor().min(around - 1.0);
    GeoPoint::new((row + 0.5) * row_deg, (col + 0.5) * col_deg - 180.0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::distance_m;

    fn at(lat: f64, lon: f64) -> GeoPoint {
        GeoPoint::new(lat, lon).unwrap()
    }

    #[test]
    fn everything_in_a_cell_is_published_as_one_point() {
        let town = at(47.01, 28.86);
        let a = published_point(
            Publication::Cell,
            Some(at(47.010_1, 28.860_1)),
            town,
            700_000,
        );
        let b = published_point(
            Publication::Cell,
            Some(at(47.010_2, 28.860_2)),
            town,
            700_000,
        );
        assert_eq!(a, b);
        assert_ne!(a, at(47.010_1, 28.860_1));
        assert!(distance_m(a, at(47.010_1, 28.860_1)) <= 1_000);
    }

    #[test]
    fn a_village_is_published_whole_and_a_shelter_never_by_cell() {
        let village = at(46.4, 30.0);
        assert_eq!(
            published_point(Publication::Cell, Some(at(46.41, 30.01)), village, 1_999),
            village
        );
        assert_eq!(
            published_point(
                Publication::Settlement,
                Some(at(46.41, 30.01)),
                village,
                900_000
            ),
            village
        );
        assert_eq!(
            published_point(Publication::Door, Some(at(46.41, 30.01)), village, 100),
            at(46.41, 30.01)
        );
    }

    #[test]
    fn cells_hold_at_the_poles_and_the_antimeridian() {
        for (lat, lon) in [
            (90.0, 0.0),
            (-90.0, 12.0),
            (0.0, 180.0),
            (0.0, -180.0),
            (89.999, 179.99),
        ] {
            let p = published_point(Publication::Cell, Some(at(lat, lon)), at(0.0, 0.0), 50_000);
            assert!(distance_m(p, at(lat, lon)) < 3_000, "{lat} {lon}");
        }
    }

    #[test]
    fn one_point_written_as_180_east_and_180_west_lies_in_one_cell() {
        let published =
            |lon| published_point(Publication::Cell, Some(at(0.5, lon)), at(0.0, 0.0), 900_000);
        assert_eq!(published(180.0), published(-180.0));
        assert_eq!(published(180.0), published(-179.999_9));
        assert!(
            published(180.0).lon().abs() < 179.999,
            "a centre, not an edge"
        );
    }

    #[test]
    fn the_last_row_is_the_pole_whatever_the_longitude() {
        for (lat, lon) in [(89.995, 0.0), (89.999, 90.0), (90.0, 45.0)] {
            let p = published_point(Publication::Cell, Some(at(lat, lon)), at(0.0, 0.0), 900_000);
            assert_eq!(p, at(90.0, 0.0), "{lat} {lon}");
        }
    }
}
