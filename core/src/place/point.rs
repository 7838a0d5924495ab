use geo::{Distance, Haversine};
use geo_types::Point;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::FieldError;

/// A point on the earth, WGS 84 degrees; always finite and in range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawPoint", into = "RawPoint")]
pub struct GeoPoint(Point<f64>);

/// A point as it is written.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GeoPoint)]
pub struct RawPoint {
    /// Latitude, degrees north.
    #[schema(minimum = -90, maximum = 90, example = 47.95)]
    pub lat: f64,
    /// Longitude, degrees east.
    #[schema(minimum = -180, maximum = 180, example = 26.07)]
    pub lon: f64,
}

impl utoipa::PartialSchema for GeoPoint {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        RawPoint::schema()
    }
}

impl ToSchema for GeoPoint {
    fn name() -> std::borrow::Cow<'static, str> {
        "GeoPoint".into()
    }
}

impl TryFrom<RawPoint> for GeoPoint {
    type Error = String;
    fn try_from(raw: RawPoint) -> Result<Self, String> {
        Self::new(raw.lat, raw.lon)
            .map_err(|_e| "point: lat must be -90 to 90 and lon -180 to 180".to_owned())
    }
}

impl From<GeoPoint> for RawPoint {
    fn from(point: GeoPoint) -> Self {
        Self {
            lat: point.lat(),
            lon: point.lon(),
        }
    }
}

impl GeoPoint {
    /// Where the equator meets the prime meridian; of nothing in particular.
    pub(crate) const NULL_ISLAND: Self = Self(Point(geo_types::Coord { x: 0.0, y: 0.0 }));

    /// A point; `point` when it lies outside the world or is not a number.
    pub fn new(lat: f64, lon: f64) -> Result<Self, FieldError> {
        if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) {
            Ok(Self(Point::new(lon, lat)))
        } else {
            Err(FieldError::new("", "point"))
        }
    }

    /// Degrees north.
    pub fn lat(self) -> f64 {
        self.0.y()
    }

    /// Degrees east.
    pub fn lon(self) -> f64 {
        self.0.x()
    }

    /// As geo-types has it (x = longitude).
    pub const fn as_geo(self) -> Point<f64> {
        self.0
    }
}

/// Great-circle distance on the mean sphere (radius 6,371,008.8 m, IUGG), rounded to whole metres.
pub fn distance_m(a: GeoPoint, b: GeoPoint) -> u32 {
    let metres = Haversine.distance(a.0, b.0).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "half the earth's girth, 20,015,115 m, fits"
    )]
    let whole = metres as u32;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn siret_lies_41_km_from_chernivtsi() {
        let siret = GeoPoint::new(47.95, 26.066_67).unwrap();
        let chernivtsi = GeoPoint::new(48.290_45, 25.932_41).unwrap();
        assert!(
            (38_000..41_500).contains(&distance_m(siret, chernivtsi)),
            "{}",
            distance_m(siret, chernivtsi)
        );
        assert_eq!(distance_m(siret, siret), 0);
    }

    #[test]
    fn poles_and_antimeridian_are_near_themselves() {
        let west = GeoPoint::new(0.0, -180.0).unwrap();
        let east = GeoPoint::new(0.0, 180.0).unwrap();
        assert_eq!(distance_m(west, east), 0);
        assert!(GeoPoint::new(90.000_1, 0.0).is_err() && GeoPoint::new(f64::NAN, 0.0).is_err());
    }
}
