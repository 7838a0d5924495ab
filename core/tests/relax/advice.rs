//! Advice that is not given: to leave a child without an adult, to go back to the war, to come far to a ride.

use punte_core::matching::{
    Candidate, Land, Ranked, Relaxation, Relaxed, WeightSet, found_farther, rank_by_scan, relaxed,
    why_few,
};
use serde_json::{Value, json};

use super::{Asked, home};

#[test]
fn nobody_is_advised_to_leave_a_child_without_an_adult() {
    let splits = |household: Value, settled: u32| {
        let mut asked = Asked::new("housing");
        asked.household = household;
        let mut query = asked.query();
        query.settle_parts(settled);
        let mut all = relaxed(&query, Some).into_iter();
        all.any(|(relaxation, _)| relaxation == Relaxation::SplitGroup)
    };
    assert!(!splits(json!({"women": 1, "children": [4, 7]}), 0));
    assert!(splits(json!({"women": 1, "men": 1, "children": [4]}), 0));
    assert!(!splits(json!({"women": 1, "men": 1, "children": [4]}), 1));
    assert!(splits(json!({"women": 3}), 2));
}

#[test]
fn who_may_be_split_and_is_left_with_children_alone_stays_together() {
    let mut asked = Asked::new("housing").with("may_split", json!(true));
    asked.household = json!({"women": 2, "children": [4, 7, 9]});
    let mut query = asked.query();
    assert_eq!((query.splits, query.least_quantity), (true, 1));
    query.settle_parts(1);
    assert_eq!((query.splits, query.least_quantity), (false, 3));
    asked.household = json!({"women": 1, "children": [4, 7, 9]});
    let query = asked.query();
    assert_eq!((query.splits, query.least_quantity), (false, 3));
}

#[test]
fn a_wider_search_leads_to_another_country_only_where_it_finds_nothing_else_and_never_back_to_the_war()
 {
    let asked = Asked::new("housing");
    // By their ids: 1 to 9 in Moldova, 10 to 19 in Romania, 20 on in Ukraine.
    let told = |offers: &[Candidate], countries: &[&str]| -> Vec<_> {
        let named: Vec<String> = countries.iter().map(|c| (*c).to_owned()).collect();
        let land = |r: &Ranked| {
            let country = match r.offer.0.as_u128() {
                ..10 => "MD",
                10..20 => "RO",
                _ => "UA",
            };
            Land::of(&named, [country])
        };
        let all = why_few(&asked.query(), Some, land, |query, k| {
            rank_by_scan(query, offers, &WeightSet::first(), k)
        });
        let one = |r: Relaxed| {
            let Relaxation::Radius { radius_m } = r.relaxation else {
                panic!("{r:?}")
            };
            (radius_m, r.fits, r.country, r.best.offer.0.as_u128())
        };
        all.into_iter().map(one).collect()
    };
    let romania = Some("RO".to_owned());
    let mut offers = vec![home(20, 24_000, 4), home(21, 45_000, 4)];
    assert_eq!(told(&offers, &["MD"]), []);
    assert_eq!(told(&offers, &["UA"]), [(25_000, 1, None, 20)]);
    offers.extend([home(10, 90_000, 4), home(11, 92_000, 4)]);
    assert_eq!(told(&offers, &["MD"]), [(100_000, 2, romania, 10)]);
    // What lies in the country is nearer than any other, however far it is, and is counted alone.
    offers.extend([home(1, 190_000, 4), home(12, 150_000, 4)]);
    assert_eq!(told(&offers, &["MD"]), [(200_000, 1, None, 1)]);
    assert_eq!(
        Land::of(&["MD".to_owned()], ["RO", "UA"]),
        Land::Never,
        "a ride that begins there"
    );
    // All of it is asked where it lies.
    let met = found_farther(&asked.query(), |query, k| {
        rank_by_scan(query, &offers, &WeightSet::first(), k)
    });
    for offer in &offers {
        assert!(met.iter().any(|r| r.offer == offer.offer));
    }
}

#[test]
fn a_wider_search_for_a_ride_goes_no_further_than_people_come_to_it() {
    let radii = |category: &str| {
        let all = relaxed(&Asked::new(category).query(), Some).into_iter();
        let radius = all.filter_map(|(relaxation, _)| match relaxation {
            Relaxation::Radius { radius_m } => Some(radius_m),
            _ => None,
        });
        radius.collect::<Vec<_>>()
    };
    assert_eq!(radii("transport"), [25_000, 50_000]);
    assert_eq!(
        radii("housing"),
        [25_000, 50_000, 100_000, 200_000, 400_000]
    );
}

#[test]
fn a_minor_alone_is_told_of_no_way_around() {
    let mut query = Asked::new("housing").query();
    query.unaccompanied_minor = true;
    assert!(relaxed(&query, Some).is_empty());
}

#[test]
fn nobody_is_left_behind_but_animals() {
    let mut asked = Asked::new("housing");
    asked.household = json!({
        "women": 1, "men": 2, "other_adults": 1, "children": [0, 17], "pets": [{"species": "dog", "count": 1}]
    });
    let asked = asked.with(
        "criteria",
        json!([{"feature": "women_only", "level": "must"}]),
    );
    let query = asked.query();
    assert_eq!(relaxed(&query, Some).len(), 1 + 1 + 5 + 4 + 1);
    for (relaxation, other) in relaxed(&query, Some) {
        assert_eq!(other.party.people(), 6, "{relaxation:?}");
        assert_eq!(other.party.children, [0, 17], "{relaxation:?}");
        assert_eq!(
            (other.party.women, other.party.men, other.quantity),
            (1, 2, 3)
        );
        assert_eq!(other.languages, query.languages);
    }
}
