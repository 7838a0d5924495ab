//! Points cross the border to PostGIS as this one type: geography(point, 4326) in EWKB.

use geo_types::Point;
use punte_core::place::GeoPoint;
use sqlx::{
    Decode, Encode, Postgres, Type, TypeInfo,
    encode::IsNull,
    error::BoxDynError,
    postgres::{PgArgumentBuffer, PgHasArrayType, PgTypeInfo, PgValueFormat, PgValueRef},
};

/// A point, x = longitude, y = latitude, WGS 84 degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Geog(pub Point<f64>);

const POINT: u32 = 1;
const HAS_SRID: u32 = 0x2000_0000;
const WGS_84: u32 = 4326;

impl From<GeoPoint> for Geog {
    fn from(point: GeoPoint) -> Self {
        Self(point.as_geo())
    }
}

impl Geog {
    /// As the domain has it; `None` outside the world, which the column cannot hold.
    pub fn point(self) -> Option<GeoPoint> {
        GeoPoint::new(self.0.y(), self.0.x()).ok()
    }
}

impl Type<Postgres> for Geog {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_name("geography")
    }

    fn compatible(ty: &PgTypeInfo) -> bool {
        matches!(
            ty.name().to_ascii_lowercase().as_str(),
            "geography" | "geometry"
        )
    }
}

impl PgHasArrayType for Geog {
    fn array_type_info() -> PgTypeInfo {
        PgTypeInfo::with_name("_geography")
    }
}

impl Encode<'_, Postgres> for Geog {
    fn encode_by_ref(&self, buf: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        let mut bytes = Vec::with_capacity(25);
        bytes.push(1_u8);
        bytes.extend((POINT | HAS_SRID).to_le_bytes());
        bytes.extend(WGS_84.to_le_bytes());
        bytes.extend(self.0.x().to_le_bytes());
        bytes.extend(self.0.y().to_le_bytes());
        buf.extend_from_slice(&bytes);
        Ok(IsNull::No)
    }
}

impl Decode<'_, Postgres> for Geog {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        let bytes = match value.format() {
            PgValueFormat::Binary => value.as_bytes()?.to_vec(),
            PgValueFormat::Text => from_hex(value.as_str()?)?,
        };
        parse(&bytes)
            .map(Self)
            .ok_or_else(|| "not an EWKB point".into())
    }
}

fn from_hex(text: &str) -> Result<Vec<u8>, BoxDynError> {
    (0..text.len() / 2)
        .map(|i| {
            text.get(2 * i..2 * i + 2)
                .ok_or("odd hex")
                .and_then(|pair| u8::from_str_radix(pair, 16).map_err(|_e| "not hex"))
        })
        .collect::<Result<_, _>>()
        .map_err(Into::into)
}

fn parse(bytes: &[u8]) -> Option<Point<f64>> {
    let little = *bytes.first()? == 1;
    let word = |at: usize| -> Option<u32> {
        let raw: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(if little {
            u32::from_le_bytes(raw)
        } else {
            u32::from_be_bytes(raw)
        })
    };
    let number = |at: usize| -> Option<f64> {
        let raw: [u8; 8] = bytes.get(at..at + 8)?.try_into().ok()?;
        Some(if little {
            f64::from_le_bytes(raw)
        } else {
            f64::from_be_bytes(raw)
        })
    };
    let kind = word(1)?;
    if kind & 0xff != POINT {
        return None;
    }
    let at = if kind & HAS_SRID == 0 { 5 } else { 9 };
    Some(Point::new(number(at)?, number(at + 8)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_bytes_are_refused() {
        for bytes in [
            &b""[..],
            b"\x01",
            b"\x01\x02\0\0\x20\xe6\x10\0\0",
            b"\x01\x01\0\0\x20\xe6\x10\0\0\0\0\0\0",
        ] {
            assert_eq!(parse(bytes), None);
        }
        assert!(from_hex("zz").is_err());
    }
}
