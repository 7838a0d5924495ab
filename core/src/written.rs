//! Days and instants as they come in: RFC 3339, as openapi.yaml says, and nothing else. jiff alone would also read `20270301`,
//! `2027-03-01T10:00` as a day, or an instant with a space, a comma or a zone in brackets.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Deserializer, de::Error};

/// Whether a text has this shape: `0` stands for a digit, anything else for itself.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(found, wanted)| found == wanted || (wanted == b'0' && found.is_ascii_digit()))
}

fn parse_day(text: &str) -> Option<Date> {
    has_shape(text, "0000-00-00")
        .then(|| text.parse().ok())
        .flatten()
}

fn parse_moment(text: &str) -> Option<Timestamp> {
    let (local, rest) = text.split_at_checked("0000-00-00T00:00:00".len())?;
    let zone = match rest.strip_prefix('.') {
        None => rest,
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            (zone.len() < fraction.len()).then_some(zone)?
        }
    };
    let is_zone = zone == "Z" || has_shape(zone, "+00:00") || has_shape(zone, "-00:00");
    (has_shape(local, "0000-00-00T00:00:00") && is_zone)
        .then(|| text.parse().ok())
        .flatten()
}

/// Reads a day, `2027-03-01`.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    parse_day(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("no day"))
}

/// Reads a day or nothing.
pub fn maybe_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    Option::<String>::deserialize(deserializer)?
        .map(|text| parse_day(&text).ok_or_else(|| D::Error::custom("no day")))
        .transpose()
}

/// Reads an instant, `2027-03-01T07:00:00Z`.
pub fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    parse_moment(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("no instant"))
}

/// Reads an instant or nothing.
pub fn maybe_moment<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    Option::<String>::deserialize(deserializer)?
        .map(|text| parse_moment(&text).ok_or_else(|| D::Error::custom("no instant")))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_instants_are_written_in_one_way() {
        for text in ["2027-03-01", "2028-02-29", "0001-01-01"] {
            assert!(parse_day(text).is_some(), "{text}");
        }
        for text in [
            "20270301",
            "2027-02-29",
            "2027-3-1",
            "+002027-03-01",
            "2027-03-01T10:00",
            "",
        ] {
            assert!(parse_day(text).is_none(), "{text}");
        }
        for text in [
            "2027-03-05T07:00:00Z",
            "2027-03-05T07:00:00.123456789Z",
            "2027-03-05T07:00:00+02:00",
            "2027-03-05T07:00:00.5-11:30",
        ] {
            assert!(parse_moment(text).is_some(), "{text}");
        }
        for text in [
            "2027-03-05 07:00:00Z",
            "2027-03-05T07:00Z",
            "2027-03-05T07:00:00",
            "2027-03-05T07:00:00.Z",
            "2027-03-05T07:00:00,5Z",
            "2027-03-05T07:00:00+02",
            "2027-03-05T07:00:00+02:00[Europe/Bucharest]",
            "2027-02-30T07:00:00Z",
            "2027-03-05T07:00:00+99:00",
            "2027-03-05T07:00:0ăZ",
        ] {
            assert!(parse_moment(text).is_none(), "{text}");
        }
    }
}
