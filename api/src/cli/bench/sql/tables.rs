//! The bench's own tables, never the product's, and the offers and needs as lines for `copy`.
//!
//! | table | what |
//! |---|---|
//! | offer | what people write: one wide row for each offer, a column for each fact (null = nobody said), geography, multirange |
//! | narrow | what the covering index holds, in as few bytes as the exact score allows; paused and never-matched offers are left out |
//! | night, span | beds promised by night; intervals of offers that have several. Both hang on the offer's number |
//! | open_need | needs with the box that they reach |
//!
//! Rides are left out: SQL would need a table of stops and another query, and the question here is the ranking.

use std::fmt::Write as _;

use jiff::civil::Date;
use punte_core::{
    constraint::{Feature, Tri},
    matching::{Candidate, Terms},
    offer::ServiceTheme,
    provider::VettingLevel,
};

use super::{
    super::tongues::Tongues,
    wanted::{Wanted, bits, category_number, days, kind, language_bits, level_bits},
};

/// Without an end: later than every day, more than every number.
pub(super) const NEVER: i32 = 32_767;
/// The age of no child: where nobody under it is welcome, and how old the youngest is where there is none.
pub(super) const NO_CHILD: i16 = 100;
/// Flag of `narrow`: beds are promised on some nights.
pub(super) const BOOKED: i16 = 1;
/// Flag of `narrow`: several intervals.
pub(super) const SEVERAL: i16 = 2;

/// What makes the tables; the indexes come after the rows.
pub(super) fn create() -> String {
    let facts = Feature::ALL
        .iter()
        .fold(String::new(), |mut columns, feature| {
            let _infallible = write!(columns, ", {} boolean", feature.as_str());
            columns
        });
    format!(
        "create unlogged table offer (
            number integer not null, id uuid not null, category smallint not null,
            point geography(point, 4326) not null, units integer not null, booked boolean not null,
            kind integer not null, open datemultirange, confirmed_at timestamptz not null,
            answered integer not null, asked integer not null, languages text[] not null,
            private boolean not null, vetting smallint not null, paused boolean not null,
            never_matched boolean not null, min_nights smallint, max_nights smallint, max_guests integer,
            min_child_age smallint not null, max_pets smallint, needed bigint not null, starts_on date{facts}
         );
         create unlogged table narrow (
            lat float8 not null, lon float8 not null, yes bigint not null, langs bigint not null,
            number integer not null, cell integer not null, free integer not null, confirmed integer not null,
            kind integer not null, category smallint not null, d0 smallint not null, d1 smallint not null,
            answered smallint not null, asked smallint not null, flags smallint not null,
            min_nights smallint, max_nights smallint, max_guests smallint, youngest smallint, max_pets smallint,
            no_pets smallint, starts smallint, needed bigint
         );
         create unlogged table night (number integer not null, day smallint not null, promised integer not null);
         create unlogged table span (number integer not null, d0 smallint not null, d1 smallint not null);
         create unlogged table open_need (
            number integer not null, category smallint not null, box geometry(polygon, 4326) not null,
            lat float8 not null, lon float8 not null, radius_m integer not null,
            must bigint not null, not_yes bigint not null, not_no bigint not null,
            kinds int4multirange, speaks bigint, d0 smallint, d1 smallint,
            least integer not null, guests integer not null, youngest smallint, pets smallint not null
         );"
    )
}

/// The indexes of `usual`, and what both side tables need.
pub(super) const INDEXES: [&str; 7] = [
    "create index on offer using gist (point)",
    "create index on offer (category)",
    "create unique index on offer (number)",
    "create index on night (number, day) include (promised)",
    "create index on span (number) include (d0, d1)",
    "create index covering on narrow (category, cell) include (lat, lon, yes, langs, number, free, confirmed, kind,
        d0, d1, answered, asked, flags, min_nights, max_nights, max_guests, youngest, max_pets, no_pets, starts, needed)",
    "create index on open_need using gist (category, box)",
];

/// The cell of a quarter of a degree that holds a point.
pub(super) fn cell(lat: f64, lon: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "0 to 720 and 0 to 1440")]
    let (row, column) = (
        ((lat + 90.0) * 4.0).floor() as i32,
        ((lon + 180.0) * 4.0).floor() as i32,
    );
    row * 1_440 + column
}

/// A value, or `copy`'s null.
fn or_null<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "\\N".to_owned(), |value| value.to_string())
}

/// A row of `copy`'s text format.
fn line(cells: &[String]) -> String {
    cells.join("\t") + "\n"
}

fn stay_terms(offer: &Candidate) -> punte_core::matching::StayTerms {
    match offer.terms {
        Terms::Housing(stay) => stay,
        _ => punte_core::matching::StayTerms::default(),
    }
}

fn is_housing(offer: &Candidate) -> bool {
    matches!(offer.terms, Terms::Housing(_))
}

fn is_ride(offer: &Candidate) -> bool {
    matches!(offer.terms, Terms::Transport(_))
}

fn never_matched(offer: &Candidate) -> bool {
    offer.for_minors || matches!(offer.terms, Terms::Service(ServiceTheme::DonationPoint))
}

/// Beds when nothing is promised; of others what is free.
fn units(offer: &Candidate) -> u32 {
    if is_housing(offer) {
        offer.capacity
    } else {
        offer.free
    }
}

fn work_needs(offer: &Candidate, tongues: &Tongues) -> i64 {
    match &offer.terms {
        Terms::Job(work) => level_bits(tongues, &work.languages_needed, false),
        _ => 0,
    }
}

fn starts_on(offer: &Candidate) -> Option<Date> {
    match &offer.terms {
        Terms::Job(work) => work.starts_on,
        _ => None,
    }
}

/// The row of `offer`; none of a ride.
pub(super) fn offer_line(number: u32, offer: &Candidate, tongues: &Tongues) -> String {
    if is_ride(offer) {
        return String::new();
    }
    let stay = stay_terms(offer);
    let spoken: Vec<&str> = offer
        .languages
        .iter()
        .map(punte_core::locale::Language::as_str)
        .collect();
    let open: Vec<String> = offer
        .availability
        .iter()
        .map(|p| format!("[{},{})", p.from(), p.to()))
        .collect();
    let mut cells = vec![
        number.to_string(),
        offer.offer.to_string(),
        category_number(offer.category()).to_string(),
        format!(
            "SRID=4326;POINT({} {})",
            offer.point.lon(),
            offer.point.lat()
        ),
        units(offer).to_string(),
        (!offer.promised.is_empty()).to_string(),
        kind(&offer.terms).to_string(),
        or_null((!open.is_empty()).then(|| format!("{{{}}}", open.join(",")))),
        offer.confirmed_at.to_string(),
        offer.reliability.answered.to_string(),
        offer.reliability.asked.to_string(),
        format!("{{{}}}", spoken.join(",")),
        offer.private.to_string(),
        offer.vetting.number().to_string(),
        offer.paused.to_string(),
        never_matched(offer).to_string(),
        or_null(stay.min_nights),
        or_null(stay.max_nights),
        or_null(stay.max_guests),
        stay.min_child_age.to_string(),
        or_null(stay.max_pets),
        work_needs(offer, tongues).to_string(),
        or_null(starts_on(offer)),
    ];
    cells.extend(
        Feature::ALL
            .iter()
            .map(|feature| match offer.facts.get(*feature) {
                Tri::Yes => "t".to_owned(),
                Tri::No => "f".to_owned(),
                Tri::Unknown => "\\N".to_owned(),
            }),
    );
    line(&cells)
}

/// The row of `narrow`; none of what is never ranked.
pub(super) fn narrow_line(number: u32, offer: &Candidate, tongues: &Tongues) -> String {
    if is_ride(offer) || offer.paused || never_matched(offer) {
        return String::new();
    }
    let stay = stay_terms(offer);
    let housing = is_housing(offer);
    let refused = |feature| offer.facts.get(feature) == Tri::No;
    let youngest = if refused(Feature::ChildrenWelcome)
        || (offer.private && offer.vetting < VettingLevel::L3)
    {
        NO_CHILD - 1
    } else {
        stay.min_child_age.into()
    };
    let no_pets = pet_bits(
        refused(Feature::Dogs),
        refused(Feature::Cats),
        refused(Feature::OtherPets),
    );
    let mut flags = 0;
    if !offer.promised.is_empty() {
        flags |= BOOKED;
    }
    if offer.availability.len() > 1 {
        flags |= SEVERAL;
    }
    let point = offer.point;
    line(&[
        point.lat().to_radians().to_string(),
        point.lon().to_radians().to_string(),
        bits(offer.facts.yes()).to_string(),
        language_bits(tongues, &offer.languages).to_string(),
        number.to_string(),
        cell(point.lat(), point.lon()).to_string(),
        units(offer).to_string(),
        offer.confirmed_at.as_second().to_string(),
        kind(&offer.terms).to_string(),
        category_number(offer.category()).to_string(),
        offer
            .availability
            .first()
            .map_or(0, |p| days(p.from()))
            .to_string(),
        offer
            .availability
            .last()
            .map_or(NEVER, |p| days(p.to()))
            .to_string(),
        offer.reliability.answered.to_string(),
        offer.reliability.asked.to_string(),
        flags.to_string(),
        or_null(housing.then(|| stay.min_nights.map_or(0, |n| i32::from(n.get())))),
        or_null(housing.then(|| stay.max_nights.map_or(NEVER, |n| i32::from(n.get())))),
        or_null(housing.then(|| stay.max_guests.map_or(NEVER, |n| i32::from(n.get())))),
        or_null(housing.then_some(youngest)),
        or_null(housing.then(|| stay.max_pets.map_or(NEVER, |n| i32::from(n.get())))),
        or_null(housing.then_some(no_pets)),
        or_null(starts_on(offer).map(days)),
        or_null((!housing).then(|| work_needs(offer, tongues))),
    ])
}

/// Dogs 1, cats 2, others 4.
pub(super) const fn pet_bits(dogs: bool, cats: bool, others: bool) -> i16 {
    dogs as i16 | (cats as i16) << 1 | (others as i16) << 2
}

/// The rows of `night`.
pub(super) fn night_lines(number: u32, offer: &Candidate, _: &Tongues) -> String {
    offer
        .promised
        .iter()
        .map(|(day, beds)| line(&[number.to_string(), days(*day).to_string(), beds.to_string()]))
        .collect()
}

/// The rows of `span`: of offers with several intervals only.
pub(super) fn span_lines(number: u32, offer: &Candidate, _: &Tongues) -> String {
    if offer.availability.len() < 2 || is_ride(offer) {
        return String::new();
    }
    offer
        .availability
        .iter()
        .map(|p| {
            line(&[
                number.to_string(),
                days(p.from()).to_string(),
                days(p.to()).to_string(),
            ])
        })
        .collect()
}

/// The row of `open_need`; none of a ride.
pub(super) fn need_line(number: u32, wanted: &Wanted<'_>) -> String {
    let query = wanted.query;
    if query.destination.is_some() {
        return String::new();
    }
    let (lat, lon) = (query.origin.lat(), query.origin.lon());
    let (north, east) = reach_deg(lat, query.radius_m);
    let (south, north, west, east) = (lat - north, lat + north, lon - east, lon + east);
    let kinds: Vec<String> = wanted
        .kinds
        .iter()
        .map(|(from, to)| format!("[{from},{to}]"))
        .collect();
    line(&[
        number.to_string(),
        category_number(query.category()).to_string(),
        format!(
            "SRID=4326;POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))"
        ),
        lat.to_radians().to_string(),
        lon.to_radians().to_string(),
        query.radius_m.to_string(),
        super::wanted::feature_bits(&wanted.musts).to_string(),
        super::wanted::feature_bits(&wanted.not_yes).to_string(),
        super::wanted::feature_bits(&wanted.not_no).to_string(),
        or_null((!kinds.is_empty()).then(|| format!("{{{}}}", kinds.join(",")))),
        or_null(wanted.speaks),
        or_null(wanted.dates.map(|d| d.0)),
        or_null(wanted.dates.map(|d| d.1)),
        query.least_quantity.max(1).to_string(),
        query.guests().to_string(),
        or_null(wanted.youngest),
        query.party.pets().to_string(),
    ])
}

/// How far a radius reaches north and east, degrees; half a metre more, because distances are rounded. Not for the poles.
pub(super) fn reach_deg(lat: f64, radius_m: u32) -> (f64, f64) {
    let angle = (f64::from(radius_m) + 0.5) / super::wanted::RADIUS_M;
    let east = (angle.sin() / lat.to_radians().cos()).min(1.0).asin();
    (angle.to_degrees(), east.to_degrees())
}
