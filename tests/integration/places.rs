//! Places are found by whatever people call them, in four languages, and with the division that tells one from another.

#![cfg(test)]

use std::{collections::BTreeSet, io::Read as _, path::Path};

use flate2::read::GzDecoder;
use punte_api::storage::places;
use punte_core::place::{distance_m, search_key, search_keys};
use punte_tests::{Operator, TestApp};
use serde::Deserialize;
use serde_json::Value;
use sqlx::Connection as _;

#[derive(Deserialize)]
struct Shipped {
    geonameid: i64,
    cc: String,
    name: String,
    name_en: String,
    name_ro: String,
    name_uk: String,
    name_ru: String,
    alternates: String,
}

impl Shipped {
    fn names(&self) -> impl Iterator<Item = &str> {
        [
            &self.name,
            &self.name_en,
            &self.name_ro,
            &self.name_uk,
            &self.name_ru,
        ]
        .into_iter()
        .map(String::as_str)
        .chain(self.alternates.split('|'))
        .filter(|name| !name.is_empty())
    }
}

/// The gazetteer as it is shipped, read without the server's code.
fn shipped() -> Vec<Shipped> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds/places/places.tsv.gz");
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(file).unwrap())
        .read_to_string(&mut text)
        .unwrap();
    csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_reader(text.as_bytes())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

async fn found(app: &TestApp, name: &str) -> Vec<Value> {
    let query: String = form_urlencoded(name);
    app.get(format!("/places?limit=5&q={query}"))
        .expect(200)
        .await
        .items()
        .clone()
}

fn form_urlencoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut query, byte| {
        write!(query, "%{byte:02X}").unwrap();
        query
    })
}

/// Names that no row of the data has, written by hand from what maps and news of the four languages call these towns.
const UNKNOWN_NAMES: &str = include_str!("../data/unknown_names.tsv");

#[tokio::test]
async fn towns_are_found_by_names_that_the_data_does_not_contain() {
    let app = TestApp::spawn().await;
    let known: BTreeSet<String> = shipped()
        .iter()
        .flat_map(|place| place.names().map(str::to_lowercase).collect::<Vec<_>>())
        .collect();
    let (mut asked, mut first, mut missed) = (0, 0, Vec::new());
    for line in UNKNOWN_NAMES.lines().filter(|l| !l.starts_with('#')) {
        let [name, country, town] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        assert!(
            !known.contains(&name.to_lowercase()),
            "{name} is in the data"
        );
        asked += 1;
        let hits = found(&app, name).await;
        let is_it = |hit: &Value| {
            hit["country"] == country
                && search_keys(hit["local_name"].as_str().unwrap(), country)
                    .contains(&search_key(town))
        };
        first += usize::from(hits.first().is_some_and(is_it));
        if !hits.iter().any(is_it) {
            missed.push(name);
        }
    }
    println!(
        "{asked} names that the data lacks: {first} first, {} among five; missed: {missed:?}",
        asked - missed.len()
    );
    assert!(asked >= 80, "{asked}");
    assert!(missed.len() <= 1, "missed: {missed:?}");
}

/// Leaves every spelling in Cyrillic out once, as if the data had never had it, and looks for its town by it.
#[tokio::test]
async fn a_town_is_found_by_a_name_that_was_taken_out_of_the_data() {
    let app = TestApp::spawn().await;
    let mut db = app.superuser().await;
    let (mut asked, mut hit) = (0, 0);
    let cyrillic = |name: &str| name.chars().any(|c| ('\u{400}'..'\u{460}').contains(&c));
    // All of Moldova, and every so many of the others, so that each has about as many.
    let mut count = 0_usize;
    for place in shipped() {
        let every = match place.cc.as_str() {
            "MD" => 2,
            "RO" => 6,
            "PL" => 40,
            "UA" => 120,
            _ => continue,
        };
        let names: BTreeSet<&str> = place.names().collect();
        for name in names.iter().filter(|name| cyrillic(name)) {
            count += 1;
            if !count.is_multiple_of(every) {
                continue;
            }
            let rest: BTreeSet<String> = names
                .iter()
                .filter(|other| other.to_lowercase() != name.to_lowercase())
                .flat_map(|other| search_keys(other, &place.cc))
                .collect();
            let rest: Vec<String> = rest.into_iter().collect();
            let mut tx = db.begin().await.unwrap();
            sqlx::query("delete from place_name where place_id = $1")
                .bind(place.geonameid)
                .execute(&mut *tx)
                .await
                .unwrap();
            sqlx::query("insert into place_name (place_id, name, key) select $1, k, k from unnest($2::text[]) k")
                .bind(place.geonameid)
                .bind(&rest)
                .execute(&mut *tx)
                .await
                .unwrap();
            let hits = places::search(&mut tx, &search_key(name), None, 5)
                .await
                .unwrap();
            let own = places::find(&mut tx, punte_core::id::PlaceId(place.geonameid))
                .await
                .unwrap()
                .unwrap();
            tx.rollback().await.unwrap();
            asked += 1;
            // Within 12 km: a town and its commune share a name.
            hit += usize::from(
                hits.iter()
                    .any(|p| distance_m(p.point, own.point) <= 12_000),
            );
        }
    }
    println!("{asked} Cyrillic names held out: {hit} towns found among five");
    assert!(asked >= 250, "{asked}");
    assert!(hit * 100 >= asked * 97, "{hit} of {asked}");
}

#[tokio::test]
async fn towns_of_one_name_are_told_apart_by_division_and_country() {
    let app = TestApp::spawn().await;
    let all = found(&app, "Чернівці").await;
    let divisions: BTreeSet<&str> = all.iter().map(|p| p["admin1"].as_str().unwrap()).collect();
    assert!(divisions.len() > 1, "{all:?}");
    assert!(
        all.iter().all(|p| !p["admin1"].as_str().unwrap().is_empty()
            && !p["country"].as_str().unwrap().is_empty())
    );
    for division in divisions {
        let hits = found(&app, &format!("Чернівці, {division}")).await;
        assert_eq!(hits[0]["admin1"], division);
    }
    let hits = found(&app, "Ștefan Vodă, MD").await;
    assert_eq!(hits[0]["country"], "MD");
    // The comma below, never the cedilla.
    for hit in found(&app, "Galaţi").await {
        assert!(!hit.to_string().contains(['ş', 'ţ']), "{hit}");
    }
}

#[tokio::test]
async fn divisions_and_towns_are_called_what_the_language_calls_them() {
    let app = TestApp::spawn().await;
    for (locale, name, town, division) in [
        ("uk", "Бровари", "Бровари", "Київська область"),
        ("ro", "Brovary", "Brovarî", "regiunea Kyiv"),
        ("en", "Бровары", "Brovary", "Kyiv Oblast"),
        ("ru", "Brovary", "Бровары", "Киевская область"),
        ("uk", "Ștefan Vodă", "Штефан-Воде", "район Штефан-Воде"),
        ("uk", "Suceava", "Сучава", "повіт Сучава"),
        ("en", "Odessa", "Odesa", "Odesa Oblast"),
        ("en", "Одесса", "Odesa", "Odesa Oblast"),
        ("ro", "Kiev", "Kyiv", "Kyiv"),
        ("ro", "Harkov", "Kharkiv", "regiunea Kharkiv"),
    ] {
        let query = form_urlencoded(name);
        let first = app
            .get(format!("/places?limit=5&q={query}"))
            .header("accept-language", locale)
            .expect(200)
            .await
            .items()[0]
            .clone();
        assert_eq!(first["name"], town, "{locale} {name}");
        assert_eq!(first["admin1"], division, "{locale} {name}");
    }
    // A division that is written in one language is understood in another.
    for division in [
        "Вінницька область",
        "Винницкая обл.",
        "Vinnytsia",
        "regiunea Vinnița",
    ] {
        let hits = found(&app, &format!("Чернівці, {division}")).await;
        assert!(
            hits[0]["admin1"].as_str().unwrap().contains("інниц")
                || hits[0]["admin1"].as_str().unwrap().contains("Vinn"),
            "{division}: {hits:?}"
        );
    }
    assert!(found(&app, "qqqqqzz").await.is_empty());
}

#[tokio::test]
async fn an_operators_places_are_found_and_known_ones_keep_their_point() {
    let app = TestApp::spawn().await;
    let operator = Operator::of(&app);
    let list = operator.file(
        "cuatm.csv",
        "cod,raion,denumire,rus,ucr,nord,est,loc\n\
         0101,Chișinău,Chişinău,Кишинёв,Кишинів,47.01,28.86,700000\n\
         9901,Ştefan Vodă,Crocmaz,Крокмаз,Крокмаз,46.4428,29.9669,2500\n\
         9902,Criuleni,Zăicana,Зэйкань,Зеїкань,47.1,x,1100\n\
         9901,Criuleni,Zăicana,Зэйкань,Зеїкань,47.1,29.0,1100\n",
    );
    let mapping = operator.file(
        "cuatm.json",
        r#"{ "source": "cuatm", "code": "{cod}", "country": "MD", "admin1": "{raion}", "name": "{denumire}", "name_ru": "{rus}",
            "name_uk": "{ucr}", "name_ro": "{denumire}", "lat": "{nord}", "lon": "{est}", "population": "{loc}" }"#,
    );
    let arguments = ["import", "places", &list, "--mapping", &mapping];
    let capital = || async { found(&app, "Кишинів").await.remove(0) };
    let before = capital().await;
    assert!(
        found(&app, "Крокмаз")
            .await
            .iter()
            .all(|p| p["local_name"] != "Crocmaz")
    );
    let said = operator.succeed(&arguments);
    assert!(
        said.contains("4 rows: 1 new places, 1 known before, 2 refused"),
        "{said}"
    );
    assert_eq!(
        capital().await,
        before,
        "cells are sized by what is known of a place: it does not change"
    );
    let village = found(&app, "Крокмаз").await.remove(0);
    assert_eq!(village["local_name"], "Crocmaz");
    // By the name that the division has in the caller's language, though the list has another.
    assert!(
        village["admin1"].as_str().unwrap().contains("Штефан-Воде")
            || village["admin1"].as_str().unwrap().contains("Ștefan Vodă")
    );
    assert!(
        operator
            .succeed(&arguments)
            .contains("0 new places, 2 known before")
    );
    assert_eq!(found(&app, "Крокмаз").await.remove(0)["id"], village["id"]);
    // Its names outlive a refresh of the shipped gazetteer.
    sqlx::query("delete from seed_state")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    operator.succeed(&["seed"]);
    assert_eq!(found(&app, "Крокмаз").await.remove(0)["id"], village["id"]);
    let line = operator.fail(&["import", "places", &list]);
    assert!(
        line.ends_with("has no column geonameid or id or code: name the right one in a mapping")
            || line.contains("has no column"),
        "{line}"
    );
}

/// What a table of places or reference data holds.
async fn digest(db: &mut sqlx::PgConnection) -> Vec<Option<String>> {
    let mut found = Vec::new();
    for statement in [
        "select md5(string_agg(t::text, e'\\n' order by t::text)) from place t",
        "select md5(string_agg(t::text, e'\\n' order by t::text)) from place_name t",
        "select md5(string_agg(t::text, e'\\n' order by t::text)) from reference_item t",
        "select md5(string_agg(t::text, e'\\n' order by t::text)) from seed_state t",
    ] {
        found.push(
            sqlx::query_scalar(statement)
                .fetch_one(&mut *db)
                .await
                .unwrap(),
        );
    }
    found
}

#[tokio::test]
async fn a_seed_that_was_killed_in_the_middle_ends_as_one_that_was_not() {
    let app = TestApp::spawn().await;
    let operator = Operator::of(&app);
    let mut db = app.superuser().await;
    let whole = digest(&mut db).await;
    for table in ["place_name", "place", "reference_item", "seed_state"] {
        sqlx::query(sqlx::AssertSqlSafe(format!("delete from {table}")))
            .execute(&mut db)
            .await
            .unwrap();
    }
    operator
        .kill_once(&app, "select count(*) from place", &["seed"])
        .await;
    assert_ne!(digest(&mut db).await, whole, "it was killed too late");
    operator.succeed(&["seed"]);
    assert_eq!(digest(&mut db).await, whole);
    operator.succeed(&["seed"]);
    assert_eq!(digest(&mut db).await, whole);
}
