//! `punte import`, as an operator types it; lists of real facilities.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use punte_tests::{Operator, TestApp, service_need};

use super::mapping;

/// A list whose headings nothing in the project knows; the mapping comes with it.
#[tokio::test]
async fn a_third_list_is_imported_from_the_command_line_by_its_mapping_alone() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let operator = Operator::of(&app);
    let list = operator.file(
        "kitchens.csv",
        "\u{feff}Nr;Nume;Localitate;Lat;Lon;Strada\n1;Cantina unu;Siret;47.95;26.07;Strada Întâi 1\n\n2;=cmd();Siret;47.95;26.08;Strada Doi 2\n3;Cantina trei;Siret\n4;\"Cantina\npatru\";Siret;47.95;26.09;Strada Patru 4\n5;C;Siret;47.95;26.10;Strada Cinci 5\n",
    );
    let mapping = operator.file(
        "kitchens.json",
        r#"{ "file": { "delimiter": ";" }, "source": "kitchens", "key": "{Nr}",
            "place": { "names": ["{Localitate}"], "country": "RO", "lat": "{Lat}", "lon": "{Lon}" },
            "content": { "title": "{Nume}", "description": "Masă caldă pentru oricine.", "language": "ro", "capacity": 5,
                "details": { "category": "service", "theme": "food" } },
            "private": { "address": "{Strada}" } }"#,
    );
    let arguments = [
        "import",
        "facilities",
        &list,
        "--mapping",
        &mapping,
        "--as",
        &provider.id,
    ];
    let dry = operator.succeed(&[&arguments[..], &["--dry-run"]].concat());
    assert!(dry.contains("Nothing was stored"), "{dry}");
    assert!(
        dry.contains("5 rows: 3 created, 0 changed, 0 unchanged, 2 refused"),
        "{dry}"
    );
    assert_eq!(app.count("select count(*) from offer").await, 0);
    let said = operator.succeed(&arguments);
    assert!(
        said.contains("5 rows: 3 created, 0 changed, 0 unchanged, 2 refused"),
        "{said}"
    );
    let report = operator.read("kitchens.report.csv");
    let lines: Vec<&str> = report.lines().collect();
    assert!(
        lines
            .iter()
            .any(|l| l.starts_with("5,,refused,,,,,unreadable,3 cells under 6 headings")),
        "{report}"
    );
    assert!(
        lines
            .iter()
            .any(|l| l.starts_with("8,5,refused,,,/content/title,Nume,length")),
        "{report}"
    );
    assert_eq!(
        app.count("select count(*) from review_item where state = 'open'")
            .await,
        3
    );
    assert!(
        operator
            .succeed(&arguments)
            .contains("0 created, 0 changed, 3 unchanged")
    );

    for (arguments, why) in [
        (
            vec![
                "import",
                "facilities",
                "no-such.csv",
                "--mapping",
                &mapping,
                "--as",
                &provider.id,
            ],
            "cannot read",
        ),
        (
            vec![
                "import",
                "facilities",
                &list,
                "--mapping",
                &list,
                "--as",
                &provider.id,
            ],
            "is no JSON",
        ),
        (
            vec![
                "import",
                "facilities",
                &list,
                "--mapping",
                &mapping,
                "--as",
                "nobody",
            ],
            "no organisation",
        ),
        (
            vec![
                "import",
                "facilities",
                &mapping,
                "--mapping",
                &mapping,
                "--as",
                &provider.id,
            ],
            "no list",
        ),
    ] {
        let line = operator.fail(&arguments);
        assert!(line.lines().last().unwrap().contains(why), "{line}");
    }
}

#[tokio::test]
async fn an_import_that_was_killed_in_the_middle_ends_as_one_that_was_not() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let operator = Operator::of(&app);
    let mut table = String::from("nr,nume,oraș,nord,est,locuri,rampă,stradă\n");
    for number in 0..400 {
        writeln!(
            table,
            "{number},Cantina {number},Siret,47.{number:04},26.07,12,da,Strada Exemplu {number}"
        )
        .unwrap();
    }
    let list = operator.file("many.csv", &table);
    let mapping = operator.file("many.json", &mapping().to_string());
    let arguments = [
        "import",
        "facilities",
        &list,
        "--mapping",
        &mapping,
        "--as",
        &provider.id,
    ];
    let offers = "select count(*) from offer";
    operator.kill_once(&app, offers, &arguments).await;
    let before = app.count(offers).await;
    assert!(
        (1..400).contains(&before),
        "{before} rows before it was killed"
    );
    let said = operator.succeed(&arguments);
    assert!(
        said.contains(&format!(
            "{} created, 0 changed, {before} unchanged, 0 refused",
            400 - before
        )),
        "{said}"
    );
    for (statement, expected) in [
        (offers, 400),
        ("select count(*) from offer where review = 'submitted'", 400),
        ("select count(distinct key) from offer_source", 400),
        ("select count(*) from review_item where state = 'open'", 400),
        ("select count(*) from offer_revision", 400),
    ] {
        assert_eq!(app.count(statement).await, expected, "{statement}");
    }
}

/// A list of real facilities beside the project, and its mapping.
pub(super) const HOSPITALS: (&str, &str) = ("eurostat_healthcare_RO.csv", "hospitals.json");
/// As [`HOSPITALS`].
pub(super) const CENTRES: (&str, &str) = (
    "ro_collection_centres_code4romania.json",
    "collection-centres.json",
);

/// Imports one of them as an operator does; what was said. The report lies in `report.csv`.
pub(super) fn import_real(
    operator: &Operator,
    folder: &Path,
    provider: &str,
    list: &str,
    mapping: &str,
) -> String {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds/imports");
    let (list, mapping) = (folder.join(list), seeds.join(mapping));
    operator.succeed(&[
        "import",
        "facilities",
        list.to_str().unwrap(),
        "--mapping",
        mapping.to_str().unwrap(),
        "--as",
        provider,
        "--report",
        "report.csv",
    ])
}

/// The lists beside the project, if they are there.
pub(super) fn datasets() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/datasets");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not there", folder.display());
    None
}

#[tokio::test]
async fn real_hospitals_and_collection_centres_are_imported_with_their_genuine_defects() {
    let Some(folder) = datasets() else { return };
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "authority", 2).await;
    let operator = Operator::of(&app);
    let import =
        |list: &str, mapping: &str| import_real(&operator, &folder, &provider.id, list, mapping);
    let (hospitals, centres) = (HOSPITALS.0, CENTRES.0);
    let said = import(hospitals, HOSPITALS.1);
    assert!(
        said.contains("179 rows: 179 created, 0 changed, 0 unchanged, 0 refused; 0 with a hint"),
        "{said}"
    );
    let said = import(centres, CENTRES.1);
    // One row is there twice.
    assert!(
        said.contains("133 rows: 132 created, 0 changed, 0 unchanged, 1 refused; 14 with a hint"),
        "{said}"
    );
    let report = operator.read("report.csv");
    let with = |hint: &str| report.lines().filter(|line| line.contains(hint)).count();
    assert_eq!(with("far-from-place"), 11);
    assert_eq!(with("repeated-point"), 2);
    assert_eq!(with("repeated-address"), 2);
    assert!(import(centres, CENTRES.1).contains("0 created, 0 changed, 132 unchanged, 1 refused"));
    assert_eq!(
        app.count("select count(*) from offer where category = 'medical'")
            .await,
        179
    );

    // A collection point takes donations: it is shown to visitors, and is no answer to any need.
    let centre = app
        .get("/review/items?category=service")
        .by(app.as_moderator())
        .expect(200)
        .await
        .items()[0]["offer_id"]
        .as_str()
        .unwrap()
        .to_owned();
    app.approve(&centre).await;
    assert!(app.is_public(&centre).await);
    let household = app.file(&[service_need(1)]).await;
    assert!(!app.rank(&household, 0).await.text.contains(&centre));
    app.try_propose(&household, 0, &centre)
        .await
        .problem(409, "does-not-fit");
}

#[test]
fn nothing_of_a_known_list_is_in_the_code() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src");
    let mut known: Vec<String> = vec!["eurostat".to_owned(), "code4romania".to_owned()];
    if let Some(folder) = datasets() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                known.push(path.file_stem().unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    known.extend(
        [
            "hospital_name",
            "cap_beds",
            "geo_qual",
            "pub_date",
            "locality",
        ]
        .map(str::to_owned),
    );
    for entry in walkdir::WalkDir::new(sources) {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            for word in &known {
                assert!(
                    !text.contains(word.as_str()),
                    "{word} in {}",
                    path.display()
                );
            }
        }
    }
}
