//! Reverse matching in SQL: each need stores the box that it reaches; an offer asks which boxes hold its point (GiST on category
//! and box), then the exact distance and every rule.

use punte_core::{
    constraint::{Feature, Tri},
    matching::{Candidate, Terms},
    offer::Category,
    provider::VettingLevel,
};

use super::{
    covering::haversine,
    wanted::{bits, category_number, days, kind, level_bits},
};
use crate::cli::bench::{catalogue::TODAY, tongues::Tongues};

/// The needs that an offer fits. `number` is the offer's in the bench's tables, for its booked nights.
pub(super) fn fitting(number: u32, offer: &Candidate, tongues: &Tongues) -> String {
    let at = offer.point;
    let (yes, no) = (bits(offer.facts.yes()), bits(offer.facts.no()));
    let mut all = vec![
        format!("category = {}::smallint", category_number(offer.category())),
        format!(
            "box && 'SRID=4326;POINT({} {})'::geometry",
            at.lon(),
            at.lat()
        ),
        format!("must & {}::bigint = 0", !yes),
        format!("not_yes & {yes}::bigint = 0 and not_no & {no}::bigint = 0"),
        format!("(kinds is null or kinds @> {})", kind(&offer.terms)),
        format!("round({}) <= radius_m", haversine(at.lat(), at.lon())),
        dates(offer),
    ];
    match &offer.terms {
        Terms::Housing(stay) => {
            let closed = offer.facts.get(Feature::ChildrenWelcome) == Tri::No
                || (offer.private && offer.vetting < VettingLevel::L3);
            all.push(if closed {
                "youngest is null".to_owned()
            } else {
                format!(
                    "(youngest is null or youngest >= {}::smallint)",
                    stay.min_child_age
                )
            });
            if let Some(least) = stay.min_nights {
                all.push(format!("d1 - d0 >= {least}"));
            }
            if let Some(most) = stay.max_nights {
                all.push(format!("d1 - d0 <= {most}"));
            }
            if let Some(most) = stay.max_guests {
                all.push(format!("guests <= {most}"));
            }
            if let Some(most) = stay.max_pets {
                all.push(format!("pets <= {most}::smallint"));
            }
            all.push(if offer.promised.is_empty() {
                format!("least <= {}", offer.capacity)
            } else {
                format!(
                    "least <= {} - coalesce((select max(promised) from night
        where night.number = {number} and day >= open_need.d0 and day < open_need.d1), 0)",
                    offer.capacity
                )
            });
        }
        Terms::Job(work) => {
            let needed = level_bits(tongues, &work.languages_needed, false);
            all.push(format!("least <= {}", offer.free));
            all.push(format!(
                "(speaks is null or {needed}::bigint & ~speaks = 0)"
            ));
        }
        Terms::Transport(_) | Terms::Medical(_) | Terms::Service(_) => {
            all.push(format!("least <= {}", offer.free));
        }
    }
    format!(
        "select number from open_need\n where {}\n order by number",
        all.join("\n   and ")
    )
}

fn dates(offer: &Candidate) -> String {
    let housing = offer.category() == Category::Housing;
    let intervals: Vec<String> = offer
        .availability
        .iter()
        .map(|open| {
            let (from, to) = (days(open.from()), days(open.to()));
            if housing {
                format!("d0 >= {from}::smallint and d1 <= {to}::smallint")
            } else {
                format!("d0 < {to}::smallint and d1 > {from}::smallint")
            }
        })
        .collect();
    match (housing, intervals.is_empty()) {
        (_, true) => "true".to_owned(),
        (true, false) => format!("({})", intervals.join(" or ")),
        (false, false) => {
            let still_open = offer.availability.iter().any(|open| open.to() > TODAY);
            format!(
                "(d0 is null and {still_open} or {})",
                intervals.join(" or ")
            )
        }
    }
}
