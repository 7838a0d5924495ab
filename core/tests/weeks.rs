//! Places of a doctor, week by week: somebody is told the first week that has a place for them, and no week ever has more than there are.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod common;

use common::{TODAY, centre, details, need, offer, period, query};
use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
};
use proptest::prelude::*;
use punte_core::{
    matching::{
        Candidate, Exclusion, Explanation, Index, Query, Verdict, WeightSet, explain, rank_by_scan,
    },
    period::Period,
};

/// So many places a week, at any time.
fn doctor(places: u16) -> Candidate {
    let mut doctor = offer(1, centre(), places, &details("medical"));
    doctor.availability.clear();
    doctor
}

/// So many places on these days, asked for on a day.
fn asking(places: u32, dates: Option<Period>, today: Date) -> Query {
    let mut query = query(&need("medical"));
    (query.quantity, query.least_quantity) = (places, places);
    (query.dates, query.today) = (dates, today);
    query
}

fn asked(query: &Query, doctor: &Candidate) -> Explanation {
    explain(query, doctor, &WeightSet::first())
}

fn out(reason: Exclusion) -> Verdict {
    Verdict::Excluded(vec![reason])
}

/// The days of December from one to another, which is not included.
fn december(from: i8, to: i8) -> Period {
    period(date(2026, 12, from), date(2026, 12, to))
}

/// The week of a Monday of November or December.
fn week(month: i8, monday: i8) -> Option<Period> {
    Period::week_of(date(2026, month, monday))
}

#[test]
fn a_need_gets_the_first_week_of_its_days_that_has_a_place() {
    let mut doctor = doctor(1);
    // From a Tuesday to a Saturday.
    let wanted = asking(1, Some(december(1, 20)), TODAY);
    for monday in [week(11, 30), week(12, 7), week(12, 14)] {
        let why = asked(&wanted, &doctor);
        assert_eq!(why.verdict, Verdict::Fits(vec![]));
        assert_eq!(why.week, monday);
        doctor.promised.insert(monday.unwrap().from(), 1);
    }
    let why = asked(&wanted, &doctor);
    assert_eq!((why.verdict, why.week), (out(Exclusion::Full), None));
    // A week of which a working day is left is not over, and the others are.
    doctor.promised.clear();
    for (today, monday) in [
        (11, week(12, 7)),
        (12, week(12, 14)),
        (13, week(12, 14)),
        (14, week(12, 14)),
    ] {
        let today = date(2026, 12, today);
        assert_eq!(
            asked(&asking(1, Some(december(1, 20)), today), &doctor).week,
            monday
        );
    }
    // Without days, from today on: it is a Sunday.
    let any = asking(1, None, TODAY);
    assert_eq!(asked(&any, &doctor).week, week(11, 23));
    doctor.promised.insert(date(2026, 11, 23), 1);
    assert_eq!(asked(&any, &doctor).week, week(11, 30));
}

#[test]
fn a_weekend_is_of_its_week_only_where_no_working_day_follows_it() {
    // 12 and 13 December are a weekend.
    let mut doctor = doctor(1);
    let week_of = |dates, doctor: &Candidate| asked(&asking(1, dates, TODAY), doctor).week;
    for from in [12, 13] {
        assert_eq!(week_of(Some(december(from, 20)), &doctor), week(12, 14));
        assert_eq!(week_of(Some(december(from, 14)), &doctor), week(12, 7));
    }
    // Somebody who sees people at weekends alone, and somebody who begins on one.
    doctor.availability = vec![december(12, 14), december(19, 21)];
    assert_eq!(week_of(Some(december(1, 31)), &doctor), week(12, 7));
    doctor.promised.insert(date(2026, 12, 7), 1);
    assert_eq!(week_of(Some(december(1, 31)), &doctor), week(12, 14));
    doctor.promised.clear();
    doctor.availability = vec![december(12, 31)];
    assert_eq!(week_of(Some(december(1, 31)), &doctor), week(12, 14));
    // Where that week is full, there is no place in the one before it.
    let days = Some(december(12, 16));
    doctor.promised.insert(date(2026, 12, 14), 1);
    let full = asked(&asking(1, days, TODAY), &doctor);
    assert_eq!((full.verdict, full.week), (out(Exclusion::Full), None));
}

#[test]
fn whoever_was_told_a_week_has_it_as_long_as_it_has_places() {
    let mut doctor = doctor(2);
    doctor.availability = vec![december(1, 12), december(28, 31)];
    let days = Some(december(3, 31));
    let has = |doctor: &Candidate, monday, places, today: i8| {
        let week = week(12, monday).unwrap();
        doctor.has_places_in(week, days, places, date(2026, 12, today))
    };
    assert!(has(&doctor, 7, 2, 1) && has(&doctor, 28, 2, 1));
    assert!(!has(&doctor, 14, 1, 1), "the doctor is away");
    assert!(!has(&doctor, 7, 3, 1), "there are two");
    assert!(has(&doctor, 7, 1, 11) && !has(&doctor, 7, 1, 12), "over");
    doctor.promised.insert(date(2026, 12, 7), 1);
    assert!(has(&doctor, 7, 1, 1) && !has(&doctor, 7, 2, 1));
    // A week goes from Monday to Monday, and other help has none.
    let odd = december(8, 15);
    assert!(!doctor.has_places_in(odd, days, 1, TODAY));
    let fortnight = december(7, 21);
    assert!(!doctor.has_places_in(fortnight, days, 1, TODAY));
    let advice = offer(2, centre(), 2, &details("service"));
    assert!(!has(&advice, 7, 1, 1));
}

#[test]
fn a_week_counts_where_the_doctor_is_there_on_a_day_that_is_asked_for() {
    let mut doctor = doctor(1);
    doctor.availability = vec![
        period(date(2026, 12, 10), date(2026, 12, 11)),
        period(date(2026, 12, 23), date(2027, 2, 1)),
    ];
    let week_of = |dates, doctor: &Candidate| asked(&asking(1, dates, TODAY), doctor).week;
    assert_eq!(week_of(Some(december(1, 11)), &doctor), week(12, 7));
    assert_eq!(week_of(Some(december(11, 31)), &doctor), week(12, 21));
    assert_eq!(week_of(None, &doctor), week(12, 7));
    let away = asked(&asking(1, Some(december(7, 10)), TODAY), &doctor);
    assert_eq!(away.verdict, out(Exclusion::NotOpenThen));
    doctor.promised.insert(date(2026, 12, 7), 1);
    let full = asked(&asking(1, Some(december(7, 14)), TODAY), &doctor);
    assert_eq!(full.verdict, out(Exclusion::Full));
    assert_eq!(week_of(None, &doctor), week(12, 21));
    // A night of which beds are promised says nothing of a week.
    doctor.promised.insert(date(2026, 12, 23), 1);
    assert_eq!(week_of(None, &doctor), week(12, 21));
}

#[test]
fn a_family_comes_in_one_week_unless_it_may_be_split() {
    let mut doctor = doctor(3);
    doctor.promised.insert(date(2026, 11, 30), 1);
    let mut three = asking(3, Some(december(1, 20)), TODAY);
    assert_eq!(asked(&three, &doctor).week, week(12, 7));
    assert_eq!(doctor.takes(&three), 3);
    three.least_quantity = 1;
    assert_eq!(asked(&three, &doctor).week, week(11, 30));
    assert_eq!(doctor.takes(&three), 2);
    let four = asked(&asking(4, None, TODAY), &doctor);
    assert_eq!(four.verdict, out(Exclusion::Full));
}

/// Somebody chooses and is promised a place, one who was calls it off, or days go by.
#[derive(Debug, Clone)]
enum Step {
    Book {
        days: Option<(i32, i32)>,
        places: u32,
    },
    CallOff(usize),
    Wait(i32),
}

fn a_step() -> impl Strategy<Value = Step> {
    let days = prop::option::weighted(0.8, (-5_i32..40, 1_i32..25));
    prop_oneof![
        5 => (days, 1_u32..4).prop_map(|(days, places)| Step::Book { days, places }),
        2 => (0_usize..30).prop_map(Step::CallOff),
        1 => (1_i32..6).prop_map(Step::Wait),
    ]
}

/// None, one or two intervals, so many days from the first day on.
fn intervals() -> impl Strategy<Value = Vec<(i32, i32)>> {
    let one = (-10_i32..20, 1_i32..60);
    prop_oneof![
        2 => Just(vec![]),
        2 => one.clone().prop_map(|(from, days)| vec![(from, from + days)]),
        1 => (one, 1_i32..20, 1_i32..60).prop_map(|((from, days), pause, more)| {
            let again = from + days + pause;
            vec![(from, from + days), (again, again + more)]
        }),
    ]
}

fn after(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

/// A week as ISO 8601 numbers it.
fn number(day: Date) -> (i16, i8) {
    let week = day.iso_week_date();
    (week.year(), week.week())
}

/// Days in order, cut where one does not follow the one before.
fn in_a_row(days: impl Iterator<Item = Date>) -> Vec<Vec<Date>> {
    let mut runs: Vec<Vec<Date>> = Vec::new();
    for day in days {
        match runs
            .last_mut()
            .filter(|run| run.last() == day.yesterday().ok().as_ref())
        {
            Some(run) => run.push(day),
            None => runs.push(vec![day]),
        }
    }
    runs
}

/// Those on which people work; of days on which nobody does, all.
fn worked(run: &[Date]) -> Vec<Date> {
    let is_weekend = |day: &Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let days: Vec<Date> = run.iter().copied().filter(|day| !is_weekend(day)).collect();
    if days.is_empty() { run.to_vec() } else { days }
}

/// How many places people have in a week, counted from their slips.
fn given(slips: &[(Date, u32)], week: (i16, i8)) -> u32 {
    let of_it = slips.iter().filter(|(day, _)| number(*day) == week);
    of_it.map(|(_, places)| places).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whoever is told a week has their places in it, it is the first that has them, and whom the engine turns away has them in none: by a
    /// look at each day, and by slips that are counted one by one, against counters that are moved as the database moves them. What the
    /// index says is what the scan says.
    #[test]
    fn no_week_ever_has_more_than_there_are_and_everybody_gets_the_first_that_has_a_place(
        capacity in 1_u16..5, open in intervals(), steps in prop::collection::vec(a_step(), 1..60),
    ) {
        let mut doctor = doctor(capacity);
        doctor.availability = open
            .iter()
            .map(|(from, to)| period(after(TODAY, *from), after(TODAY, *to)))
            .collect();
        let is_open = |day: Date| {
            open.is_empty()
                || open.iter().any(|(from, to)| after(TODAY, *from) <= day && day < after(TODAY, *to))
        };
        let mut today = TODAY;
        let mut slips: Vec<(Date, u32)> = Vec::new();
        let weights = WeightSet::first();
        for step in steps {
            match step {
                Step::Book { days, places } => {
                    let dates = days.map(|(from, days)| {
                        period(after(TODAY, from), after(TODAY, from + days))
                    });
                    let query = asking(places, dates, today);
                    let why = asked(&query, &doctor);
                    // Nothing is promised so late that a year from today is full.
                    let until = dates.map_or(after(today, 365), Period::to);
                    let days = period(TODAY, after(TODAY, 500))
                        .days()
                        .filter(|day| *day >= today && *day < until)
                        .filter(|day| dates.is_none_or(|dates| *day >= dates.from()))
                        .filter(|day| is_open(*day));
                    let runs = in_a_row(days);
                    let worked = runs.iter().flat_map(|run| worked(run));
                    let having: Vec<Date> = worked
                        .filter(|day| given(&slips, number(*day)) + places <= u32::from(capacity))
                        .collect();
                    let first = having.first().copied();
                    prop_assert_eq!(why.week.map(|week| number(week.from())), first.map(number));
                    prop_assert_eq!(matches!(why.verdict, Verdict::Fits(_)), first.is_some());
                    // Whoever was told a week before has it if it is one of these.
                    for week in (-2..20).filter_map(|n| Period::week_of(after(today, 7 * n))) {
                        let has = having.iter().any(|day| number(*day) == number(week.from()));
                        prop_assert_eq!(doctor.has_places_in(week, dates, places, today), has);
                    }
                    let index = Index::build(vec![doctor.clone()]);
                    let listed = index.rank(&query, &weights, 1);
                    prop_assert_eq!(&listed, &rank_by_scan(&query, [&doctor], &weights, 1));
                    prop_assert_eq!(listed.ranked.first().and_then(|r| r.week), why.week);
                    prop_assert_eq!(index.broken_bound(&query, &weights), None);
                    if let Some(week) = why.week {
                        prop_assert_eq!((week.from().weekday(), week.nights()), (Weekday::Monday, 7));
                        *doctor.promised.entry(week.from()).or_insert(0) += places;
                        slips.push((week.from(), places));
                    }
                }
                Step::CallOff(number) if !slips.is_empty() => {
                    let (monday, places) = slips.swap_remove(number % slips.len());
                    *doctor.promised.entry(monday).or_insert(0) -= places;
                }
                Step::CallOff(_) => {}
                Step::Wait(days) => today = after(today, days),
            }
            for (monday, promised) in &doctor.promised {
                prop_assert_eq!(*promised, given(&slips, number(*monday)));
                prop_assert!(*promised <= u32::from(capacity));
            }
        }
    }
}
