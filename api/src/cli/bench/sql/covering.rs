//! The best exact SQL found: everything that the score needs lies in one covering index by category and quarter-degree cell,
//! which is read alone (index-only). The best k (with ties) are then joined to the offers for their ids.
//!
//! Distance is the haversine formula on stored radians, computed once for each row of the box; bits stand for facts and
//! languages. No geography, no row of the table is touched.

use punte_core::{constraint::Feature, offer::Category, period::Period, request::Urgency};

use super::{
    tables::{BOOKED, NO_CHILD, SEVERAL, cell, pet_bits, reach_deg},
    wanted::{RADIUS_M, Wanted, category_number, days, feature_bits, language_bits},
};
use crate::cli::bench::{
    catalogue::{NOW_S, TODAY},
    tongues::Tongues,
};

/// The request as SQL.
pub(super) fn covering(wanted: &Wanted<'_>, tongues: &Tongues, k: usize) -> String {
    let query = wanted.query;
    format!(
        "select id, points, near_m::integer from (
  select number, points, near_m, confirmed from (
    select number, near_m, confirmed, {score} as points from (
      select number, yes, langs, confirmed, answered, asked, starts, {left} as left_over, round({haversine}) as near_m
      from narrow
      where {filter}
      offset 0
    ) as fitting
    where near_m <= {radius} and left_over >= {least}
  ) as scored
  order by points desc, near_m, confirmed desc
  fetch first {k} rows with ties
) as best
join offer using (number)
order by points desc, near_m, confirmed desc, md5('{request}' || id::text)
limit {k}",
        score = score(wanted, tongues),
        left = left(wanted),
        haversine = haversine(query.origin.lat(), query.origin.lon()),
        filter = filter(wanted),
        radius = query.radius_m,
        least = query.least_quantity.max(1),
        request = query.request,
    )
}

/// Metres from the row's `lat` and `lon` (radians) to a point (degrees).
pub(super) fn haversine(lat: f64, lon: f64) -> String {
    let (lat, lon) = (lat.to_radians(), lon.to_radians());
    format!(
        "{}::float8 * asin(sqrt(sin((lat - {lat}::float8) * 0.5::float8) * sin((lat - {lat}::float8) * 0.5::float8)
            + cos(lat) * {}::float8 * sin((lon - {lon}::float8) * 0.5::float8) * sin((lon - {lon}::float8) * 0.5::float8)))",
        2.0 * RADIUS_M,
        lat.cos()
    )
}

fn left(wanted: &Wanted<'_>) -> String {
    match (wanted.query.category(), wanted.dates) {
        (Category::Housing, Some((from, to))) => format!(
            "free - case when flags & {BOOKED}::smallint <> 0 then coalesce((select max(promised) from night
                where night.number = narrow.number and day >= {from}::smallint and day < {to}::smallint), 0) else 0 end"
        ),
        _ => "free".to_owned(),
    }
}

/// The cells of the box around the circle.
fn cells(wanted: &Wanted<'_>) -> String {
    let (lat, lon) = (wanted.query.origin.lat(), wanted.query.origin.lon());
    let (north, east) = reach_deg(lat, wanted.query.radius_m);
    let (least, most) = (cell(lat - north, lon - east), cell(lat + north, lon + east));
    let (rows, columns) = (least / 1_440..=most / 1_440, least % 1_440..=most % 1_440);
    let all: Vec<String> = rows
        .flat_map(|row| {
            columns
                .clone()
                .map(move |column| (row * 1_440 + column).to_string())
        })
        .collect();
    all.join(",")
}

fn filter(wanted: &Wanted<'_>) -> String {
    let query = wanted.query;
    let must = feature_bits(&wanted.musts);
    let mask = must | feature_bits(&wanted.not_yes);
    let mut all = vec![
        format!("category = {}::smallint", category_number(query.category())),
        format!("cell = any('{{{}}}'::integer[])", cells(wanted)),
        format!("free >= {}", query.least_quantity.max(1)),
    ];
    if mask != 0 {
        all.push(format!("yes & {mask}::bigint = {must}::bigint"));
    }
    if !wanted.kinds.is_empty() {
        all.push(wanted.kind_condition());
    }
    if query.category() == Category::Housing {
        let (nights, party) = (wanted.nights(), &query.party);
        all.push(format!(
            "min_nights <= {nights}::smallint and max_nights >= {nights}::smallint"
        ));
        all.push(format!("max_guests >= {}", query.guests()));
        if let Some(youngest) = wanted.youngest {
            all.push(format!(
                "youngest <= {}::smallint",
                i16::from(youngest).min(NO_CHILD - 2)
            ));
        }
        if party.pets() > 0 {
            let pets = pet_bits(party.dogs > 0, party.cats > 0, party.other_pets > 0);
            all.push(format!(
                "no_pets & {pets}::smallint = 0 and max_pets >= {}::smallint",
                party.pets()
            ));
        }
    }
    if let Some(speaks) = wanted.speaks {
        all.push(format!("needed & {}::bigint = 0", !speaks));
    }
    let inside = match (query.category(), wanted.dates) {
        (Category::Housing, Some((from, to))) => {
            format!("d0 <= {from}::smallint and d1 >= {to}::smallint")
        }
        (_, Some((from, to))) => format!("d0 < {to}::smallint and d1 > {from}::smallint"),
        (_, None) => format!("d1 > {}::smallint", days(TODAY)),
    };
    // A look-up for each of the few rows. As `exists` the planner hashes the whole of `span` for every request.
    all.push(format!(
        "{inside} and (flags & {SEVERAL}::smallint = 0
        or coalesce((select true from span where span.number = narrow.number and {} limit 1), false))",
        inside.replace("d0", "span.d0").replace("d1", "span.d1")
    ));
    all.join("\n        and ")
}

fn score(wanted: &Wanted<'_>, tongues: &Tongues) -> String {
    let (query, w) = (wanted.query, wanted.weights);
    let mut parts = vec![
        format!(
            "floor({} * power(2, -near_m / {}::float8))::integer",
            w.distance, wanted.half_life_m
        ),
        wishes(wanted),
        language(wanted, tongues),
    ];
    if w.fit > 0 {
        parts.push(format!(
            "least({}, left_over) * {} / left_over",
            query.quantity, w.fit
        ));
    }
    parts.push(match query.category() {
        Category::Job if matches!(query.urgency, Urgency::Today | Urgency::Days) => {
            let from = days(query.dates.map_or(query.today, Period::from));
            format!(
                "case when starts is null then {0} else floor({0} * power(2, -greatest(starts - {from}, 0) / 3::float8))::integer end",
                w.dates
            )
        }
        Category::Medical if query.urgency == Urgency::Today => {
            let urgent = feature_bits(&[Feature::UrgentCare]);
            format!("case when yes & {urgent}::bigint <> 0 then {} else {} end", w.dates, w.dates / 2)
        }
        _ => w.dates.to_string(),
    });
    parts.push(format!(
        "floor({} * power(2, -(({NOW_S} - confirmed) / 86400) / 21::float8))::integer",
        w.freshness
    ));
    parts.push(format!("{} * (answered + 2) / (asked + 4)", w.reliability));
    parts.join("\n      + ")
}

fn wishes(wanted: &Wanted<'_>) -> String {
    let asked: u32 = wanted
        .wishes
        .iter()
        .map(|(_, weight)| u32::from(*weight))
        .sum();
    if asked == 0 {
        return wanted.weights.wishes.to_string();
    }
    let met: Vec<String> = wanted
        .wishes
        .iter()
        .map(|(feature, weight)| {
            format!(
                "case when yes & {}::bigint <> 0 then {weight} else 0 end",
                feature_bits(&[*feature])
            )
        })
        .collect();
    format!(
        "({}) * {} / {asked}",
        met.join(" + "),
        wanted.weights.wishes
    )
}

fn language(wanted: &Wanted<'_>, tongues: &Tongues) -> String {
    let full = wanted.weights.language;
    match wanted.query.languages.split_first() {
        None => full.to_string(),
        Some((first, others)) => format!(
            "case when langs & {}::bigint <> 0 then {full} when langs & {}::bigint <> 0 then {} else 0 end",
            language_bits(tongues, &[*first]),
            language_bits(tongues, others),
            full / 2
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::bench::{
        mixes::{Mix, Requests},
        places::Places,
    };
    use punte_core::{
        matching::WeightSet,
        place::{GeoPoint, distance_m},
    };

    #[test]
    fn the_cells_hold_every_point_within_the_radius() {
        let places = Places::read().unwrap();
        let tongues = Tongues::new();
        let weights = WeightSet::first();
        for query in Requests::new(&places, 5, Mix::Mixed, None).take(50) {
            let wanted = Wanted::new(&query, weights.of(query.category()), &tongues);
            let text = cells(&wanted);
            let all: Vec<i32> = text.split(',').map(|c| c.parse().unwrap()).collect();
            for step in 0..72 {
                let bearing = f64::from(step * 5).to_radians();
                let reach = f64::from(query.radius_m) / 111_195.08;
                let (lat, lon) = (query.origin.lat(), query.origin.lon());
                let at = GeoPoint::new(
                    lat + reach * bearing.cos(),
                    lon + reach * bearing.sin() / lat.to_radians().cos(),
                )
                .unwrap();
                if distance_m(query.origin, at) <= query.radius_m {
                    assert!(all.contains(&cell(at.lat(), at.lon())), "{query:?}");
                }
            }
        }
    }
}
