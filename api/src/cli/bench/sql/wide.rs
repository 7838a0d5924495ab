//! What people write: one wide table, a filter, `st_dwithin`, the score as an expression, ordered and cut off. Exact.
//!
//! Written well: the distance is computed once for each row (`offset 0` keeps the planner from repeating it), nights are looked
//! up for booked offers only, and numbers stand in the text, so that the plan is made for them and made once. The same text
//! over the nearest 200 rows is the third opponent, `knn200`, which people write because it is faster. It is not exact.

use punte_core::{locale::Language, offer::Category, period::Period, request::Urgency};

use super::wanted::{Wanted, category_number};
use crate::cli::bench::catalogue::{NOW_S, TODAY};

/// The exact form.
pub(super) fn usual(wanted: &Wanted<'_>, k: usize) -> String {
    ranked(wanted, k, &format!("offer where {}", filter(wanted)))
}

/// The nearest 200 that pass the filter, then ranked.
pub(super) fn knn200(wanted: &Wanted<'_>, k: usize) -> String {
    let filter = filter(wanted);
    let origin = origin(wanted);
    ranked(
        wanted,
        k,
        &format!(
            "(select * from offer where {filter} order by point <-> {origin} limit 200) as offer"
        ),
    )
}

fn origin(wanted: &Wanted<'_>) -> String {
    let at = wanted.query.origin;
    format!("'SRID=4326;POINT({} {})'::geography", at.lon(), at.lat())
}

/// All that can be told from the row alone.
fn filter(wanted: &Wanted<'_>) -> String {
    let query = wanted.query;
    let mut all = vec![
        format!("category = {}::smallint", category_number(query.category())),
        "not paused and not never_matched".to_owned(),
        // Half a metre more, because distances are rounded; the exact test follows.
        format!(
            "st_dwithin(point, {}, {}, false)",
            origin(wanted),
            f64::from(query.radius_m) + 0.5
        ),
        format!("units >= {}", query.least_quantity.max(1)),
        wanted.kind_condition(),
    ];
    all.push(match (query.category(), query.dates) {
        (Category::Housing, Some(stay)) => {
            format!(
                "(open is null or open @> daterange('{}', '{}'))",
                stay.from(),
                stay.to()
            )
        }
        (_, Some(window)) => {
            format!(
                "(open is null or open && daterange('{}', '{}'))",
                window.from(),
                window.to()
            )
        }
        (_, None) => format!("(open is null or upper(open) > '{TODAY}'::date)"),
    });
    all.extend(
        wanted
            .musts
            .iter()
            .map(|feature| feature.as_str().to_owned()),
    );
    all.extend(
        wanted
            .not_yes
            .iter()
            .map(|feature| format!("{} is distinct from true", feature.as_str())),
    );
    all.extend(
        wanted
            .not_no
            .iter()
            .map(|feature| format!("{} is distinct from false", feature.as_str())),
    );
    if query.category() == Category::Housing {
        let nights = wanted.nights();
        all.push(format!("(min_nights is null or min_nights <= {nights})"));
        all.push(format!("(max_nights is null or max_nights >= {nights})"));
        all.push(format!(
            "(max_guests is null or max_guests >= {})",
            query.guests()
        ));
        if let Some(youngest) = wanted.youngest {
            all.push(format!(
                "min_child_age <= {youngest} and (not private or vetting >= 3)"
            ));
        }
        if query.party.pets() > 0 {
            all.push(format!(
                "(max_pets is null or max_pets >= {})",
                query.party.pets()
            ));
        }
    }
    if let Some(speaks) = wanted.speaks {
        all.push(format!("needed & ~({speaks}::bigint) = 0"));
    }
    all.join("\n   and ")
}

/// Scores what a source gives, and cuts the list off.
fn ranked(wanted: &Wanted<'_>, k: usize, source: &str) -> String {
    let query = wanted.query;
    let left = match (query.category(), wanted.dates) {
        (Category::Housing, Some((from, to))) => format!(
            "units - case when booked then coalesce((select max(promised) from night
                where night.number = offer.number and day >= {from}::smallint and day < {to}::smallint), 0) else 0 end"
        ),
        _ => "units".to_owned(),
    };
    format!(
        "select id, points, near_m::integer from (
  select *, {score} as points from (
    select *, round(st_distance(point, {origin}, false)) as near_m, {left} as left_over
    from {source}
    offset 0
  ) as fitting
  where near_m <= {radius} and left_over >= {least}
) as scored
order by points desc, near_m, confirmed_at desc, md5('{request}' || id::text)
limit {k}",
        score = score(wanted),
        origin = origin(wanted),
        radius = query.radius_m,
        least = query.least_quantity.max(1),
        request = query.request,
    )
}

/// The parts, each an integer.
fn score(wanted: &Wanted<'_>) -> String {
    let (query, w) = (wanted.query, wanted.weights);
    let distance = format!(
        "floor({} * power(2, -near_m / {}::float8))::integer",
        w.distance, wanted.half_life_m
    );
    let freshness = format!(
        "floor({} * power(2, -floor(({NOW_S} - extract(epoch from confirmed_at)::float8) / 86400) / 21))::integer",
        w.freshness
    );
    let mut parts = vec![distance, wishes(wanted), language(wanted)];
    if w.fit > 0 {
        parts.push(format!(
            "least({}, left_over) * {} / left_over",
            query.quantity, w.fit
        ));
    }
    parts.push(match query.category() {
        Category::Job if matches!(query.urgency, Urgency::Today | Urgency::Days) => {
            let wanted_from = query.dates.map_or(query.today, Period::from);
            format!(
                "case when starts_on is null then {0}
                 else floor({0} * power(2, -greatest(starts_on - '{wanted_from}'::date, 0) / 3::float8))::integer end",
                w.dates
            )
        }
        Category::Medical if query.urgency == Urgency::Today => {
            format!("case when urgent_care then {} else {} end", w.dates, w.dates / 2)
        }
        _ => w.dates.to_string(),
    });
    parts.push(freshness);
    parts.push(format!("{} * (answered + 2) / (asked + 4)", w.reliability));
    parts.join("\n    + ")
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
        .map(|(feature, weight)| format!("case when {} then {weight} else 0 end", feature.as_str()))
        .collect();
    format!(
        "({}) * {} / {asked}",
        met.join(" + "),
        wanted.weights.wishes
    )
}

fn language(wanted: &Wanted<'_>) -> String {
    let full = wanted.weights.language;
    let tags: Vec<&str> = wanted
        .query
        .languages
        .iter()
        .map(Language::as_str)
        .collect();
    match tags.split_first() {
        None => full.to_string(),
        Some((first, others)) => format!(
            "case when '{first}' = any(languages) then {full} when languages && '{{{}}}' then {} else 0 end",
            others.join(","),
            full / 2
        ),
    }
}
