//! Lists of facilities: every row an offer that waits in the queue, the same list again changes nothing, a changed row is a new
//! version, a row that breaks a rule spoils no other.

#![cfg(test)]

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use punte_tests::{Operator, Provider, TestApp, service_need, with};
use serde_json::{Value, json};

/// Headings of nobody's list but this test's.
fn mapping() -> Value {
    json!({
        "source": "kitchens",
        "key": "{nr}",
        "place": { "names": ["{oraș}"], "country": "RO", "lat": "{nord}", "lon": "{est}" },
        "content": {
            "title": "{nume}", "description": "Masă caldă în {place}[, {locuri} locuri].", "language": "ro",
            "capacity": { "$from": "{locuri}", "$as": "integer", "$default": 5 },
            "show_address": true,
            "details": {
                "category": "service", "theme": "food",
                "step_free": { "$from": "{rampă}", "$values": { "da": "yes", "nu": "no" }, "$default": "unknown" }
            }
        },
        "private": { "address": "{stradă}" }
    })
}

fn row(number: u32, name: &str) -> Value {
    json!({
        "nr": number, "nume": name, "oraș": "Siret", "nord": "47,9512", "est": format!("26.07{number}"), "locuri": "12", "rampă": "da",
        "stradă": format!("Strada Exemplu {number}")
    })
}

async fn import(app: &TestApp, provider: &Provider, rows: &[Value], dry_run: bool) -> Value {
    let body = json!({ "provider_id": provider.id, "mapping": mapping(), "rows": rows, "dry_run": dry_run });
    app.post("/imports")
        .by(&provider.member)
        .json(&body)
        .expect(200)
        .await
        .body
}

fn counts(report: &Value) -> [i64; 5] {
    ["created", "changed", "unchanged", "refused", "flagged"]
        .map(|name| report[name].as_i64().unwrap())
}

fn offer_of(report: &Value, index: usize) -> String {
    report["rows"][index]["offer_id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn rows_become_offers_that_wait_in_the_queue_and_are_shown_after_approval() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let report = import(
        &app,
        &provider,
        &[row(1, "Cantina unu"), row(2, "Cantina doi")],
        false,
    )
    .await;
    assert_eq!(counts(&report), [2, 0, 0, 0, 0]);
    let offer = offer_of(&report, 0);
    let view = app.offer(&provider, &offer).await;
    assert_eq!(view.text_at("/review"), "submitted");
    assert_eq!(
        view.text_at("/content/description"),
        "Masă caldă în Siret, 12 locuri."
    );
    assert_eq!(view.text_at("/content/details/step_free"), "yes");
    assert_eq!(view.number("/content/capacity"), 12);
    assert_eq!(view.at("/private/point")["lat"], json!(47.9512));
    assert!(!app.is_public(&offer).await);
    app.approve(&offer).await;
    assert!(app.is_public(&offer).await);
    assert!(!app.is_public(&offer_of(&report, 1)).await);
}

#[tokio::test]
async fn the_same_list_again_changes_nothing_and_a_changed_row_is_a_new_version() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let rows = [
        row(1, "Cantina unu"),
        row(2, "Cantina doi"),
        row(3, "Cantina trei"),
    ];
    let report = import(&app, &provider, &rows, false).await;
    let offers: Vec<String> = (0..3).map(|i| offer_of(&report, i)).collect();
    app.approve(&offers[0]).await;
    let before = app.digest().await;
    let again = import(&app, &provider, &rows, false).await;
    assert_eq!(counts(&again), [0, 0, 3, 0, 0]);
    // Only the audit log says that it was asked.
    let changed: Vec<String> = before
        .into_iter()
        .zip(app.digest().await)
        .filter(|(a, b)| a != b)
        .map(|(a, _)| a.0)
        .collect();
    assert!(
        changed
            .iter()
            .all(|table| ["public.audit_event", "public.session"].contains(&table.as_str())),
        "{changed:?}"
    );

    // One is live, one waits, one is being looked at.
    let item = app
        .queue_item(app.as_moderator(), &offers[2])
        .await
        .unwrap();
    app.claim(app.as_moderator(), item["id"].as_str().unwrap())
        .await
        .expect(200);
    let changed: Vec<Value> = rows
        .iter()
        .map(|r| with(r.clone(), "/locuri", "20"))
        .collect();
    let report = import(&app, &provider, &changed, false).await;
    assert_eq!(counts(&report), [0, 3, 0, 0, 0]);
    for (index, offer) in offers.iter().enumerate() {
        assert_eq!(&offer_of(&report, index), offer);
        let item = app.queue_item(app.as_moderator(), offer).await.unwrap();
        assert_eq!(item["kind"], if index == 0 { "edited" } else { "new" });
    }
    // What was approved stays live until the new version is.
    let live = app
        .get(format!("/public/offers/{}", offers[0]))
        .expect(200)
        .await;
    assert!(live.text.contains("12 locuri"), "{}", live.text);
    app.approve(&offers[0]).await;
    let live = app
        .get(format!("/public/offers/{}", offers[0]))
        .expect(200)
        .await;
    assert!(live.text.contains("20 locuri"), "{}", live.text);
    // The moderator who held the former version cannot approve it any more.
    let revision = item["revision_id"].as_str().unwrap();
    app.decide(
        app.as_moderator(),
        item["id"].as_str().unwrap(),
        "approve",
        revision,
    )
    .await
    .problem(409, "illegal-state");
}

#[tokio::test]
async fn a_wrong_row_is_refused_with_its_field_and_column_and_spoils_no_other() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let rows = [
        row(1, "Cantina unu"),
        with(row(2, "Sunați la +373 69 123 456"), "/rampă", "poate"),
        with(row(3, "Cantina"), "/locuri", "multe"),
        with(row(4, "Cantina"), "/nord", "95"),
        with(with(row(5, "Cantina"), "/oraș", "Nicăieri"), "/nord", ""),
        with(row(6, "Ca"), "/rampă", Value::Null),
        row(1, "Cantina unu iar"),
        with(row(7, "Cantina"), "/nr", ""),
        row(8, "Cantina opt"),
    ];
    let report = import(&app, &provider, &rows, false).await;
    assert_eq!(counts(&report), [2, 0, 0, 7, 0]);
    let errors: Vec<String> = report["rows"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|r| {
            r["errors"].as_array().unwrap().iter().map(move |e| {
                assert!(!e["detail"].as_str().unwrap().is_empty());
                let columns: Vec<&str> = e["columns"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|c| c.as_str().unwrap())
                    .collect();
                format!(
                    "{} {} {} {}",
                    r["index"],
                    e["pointer"].as_str().unwrap(),
                    columns.join("+"),
                    e["code"].as_str().unwrap()
                )
            })
        })
        .collect();
    assert_eq!(
        errors,
        [
            "1 /content/details/step_free rampă unknown-value",
            "2 /content/capacity locuri wrong-type",
            "3 /private/point est+nord point",
            "4 /private/point est+nord point",
            "5 /content/title nume length",
            "6 /key nr duplicate",
            "7 /key nr required",
        ]
    );
    assert_eq!(app.count("select count(*) from offer").await, 2);
    // The text without the wrong cell: the contact in it is found.
    let report = import(
        &app,
        &provider,
        &[row(2, "Sunați la +373 69 123 456")],
        false,
    )
    .await;
    assert_eq!(report["rows"][0]["errors"][0]["code"], "contact-in-text");
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_stores_nothing() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    provider.member.fresh_token(&app).await;
    let before = app.digest().await;
    let rows = [
        row(1, "Cantina unu"),
        row(1, "Cantina unu"),
        with(row(2, "Cantina doi"), "/stradă", "strada exemplu 1"),
    ];
    let report = import(&app, &provider, &rows, true).await;
    assert_eq!(counts(&report), [2, 0, 0, 1, 2]);
    assert_eq!(report["rows"][0]["offer_id"], Value::Null);
    assert_eq!(app.digest().await, before);
}

#[tokio::test]
async fn moderators_are_shown_far_points_repeated_points_and_repeated_addresses() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let rows = [
        with(row(1, "Departe de Siret"), "/nord", "46.40"),
        with(row(2, "Prima din două"), "/est", "26.080"),
        with(row(3, "A doua din două"), "/est", "26.080"),
        with(row(4, "Aceeași stradă"), "/est", "26.081"),
        with(
            with(row(5, "Aceeași stradă"), "/est", "26.082"),
            "/stradă",
            "STRADA exemplu 4",
        ),
        with(row(6, "Fără semn"), "/est", "26.083"),
    ];
    let report = import(&app, &provider, &rows, false).await;
    assert_eq!(counts(&report), [6, 0, 0, 0, 5]);
    let codes = |hints: &Value| -> Vec<String> {
        hints
            .as_array()
            .unwrap()
            .iter()
            .map(|h| h["code"].as_str().unwrap().to_owned())
            .collect()
    };
    let expected: [&[&str]; 6] = [
        &["far-from-place"],
        &["repeated-point"],
        &["repeated-point"],
        &["repeated-address"],
        &["repeated-address"],
        &[],
    ];
    for (index, expected) in expected.iter().enumerate() {
        assert_eq!(
            codes(&report["rows"][index]["hints"]),
            *expected,
            "row {index}"
        );
        let item = app
            .queue_item(app.as_moderator(), &offer_of(&report, index))
            .await
            .unwrap();
        assert_eq!(
            codes(&item["hints"]),
            *expected,
            "in the queue, row {index}"
        );
        let detail = app
            .get(format!("/review/items/{}", item["id"].as_str().unwrap()))
            .by(app.as_moderator())
            .expect(200)
            .await;
        assert_eq!(codes(detail.at("/item/hints")), *expected);
    }
    let other = report["rows"][1]["hints"][0]["offer_ids"][0]
        .as_str()
        .unwrap();
    assert_eq!(other, offer_of(&report, 2));
    // A point that nobody looked at yet is not published: the settlement is.
    app.approve(&offer_of(&report, 0)).await;
    let public = app
        .get(format!("/public/offers/{}", offer_of(&report, 0)))
        .expect(200)
        .await;
    assert_eq!(public.at("/point"), public.at("/place/point"));
    // By hand the same point is refused at once.
    let view = app.offer(&provider, &offer_of(&report, 5)).await;
    app.patch(format!("/offers/{}", offer_of(&report, 5)))
        .by(&provider.member)
        .if_match(view.version())
        .json(&json!({ "private": { "point": { "lat": 46.4, "lon": 26.07 } } }))
        .send()
        .await
        .fields(422, &["/private/point far-from-place"]);
}

#[tokio::test]
async fn what_moderators_rejected_or_the_provider_withdrew_is_not_brought_back_by_a_list() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let rows = [row(1, "Cantina unu"), row(2, "Cantina doi")];
    let report = import(&app, &provider, &rows, false).await;
    let (rejected, withdrawn) = (offer_of(&report, 0), offer_of(&report, 1));
    let item = app.queue_item(app.as_moderator(), &rejected).await.unwrap();
    let (id, revision) = (
        item["id"].as_str().unwrap(),
        item["revision_id"].as_str().unwrap(),
    );
    app.claim(app.as_moderator(), id).await.expect(200);
    app.decide(app.as_moderator(), id, "reject", revision)
        .await
        .expect(201);
    app.step(&provider, &withdrawn, "withdraw")
        .await
        .expect(200);
    let changed: Vec<Value> = rows
        .iter()
        .map(|r| with(r.clone(), "/locuri", "3"))
        .collect();
    let report = import(&app, &provider, &changed, false).await;
    assert_eq!(counts(&report), [0, 0, 0, 2, 0]);
    for row in report["rows"].as_array().unwrap() {
        assert_eq!(row["errors"][0]["code"], "illegal-state");
    }
}

#[tokio::test]
async fn a_list_is_repeated_safely_with_its_key_and_refused_whole_when_its_mapping_is_wrong() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let body = |mapping: Value, rows: Vec<Value>| json!({ "provider_id": provider.id, "mapping": mapping, "rows": rows });
    let good = body(mapping(), vec![row(1, "Cantina unu")]);
    let send = |body: &Value| {
        app.post("/imports")
            .by(&provider.member)
            .key("import-of-kitchens-1")
            .json(body)
            .send()
    };
    let first = send(&good).await.expect(200);
    let second = send(&good).await.expect(200);
    assert_eq!(
        first.text, second.text,
        "the stored answer, not `unchanged`"
    );

    let one = || vec![row(1, "Cantina unu")];
    for (mapping, rows, field) in [
        (
            with(mapping(), "/key", "{nr"),
            one(),
            "/mapping/key template",
        ),
        (
            with(mapping(), "/key", "same for all"),
            one(),
            "/mapping/key template",
        ),
        (
            with(mapping(), "/source", "Ünknown"),
            one(),
            "/mapping/source invalid",
        ),
        (
            with(mapping(), "/content/title", "{titlu}"),
            one(),
            "/rows/0/titlu unknown-column",
        ),
        (
            with(mapping(), "/content/place_id", 1),
            one(),
            "/mapping/content/place_id unknown-field",
        ),
        (mapping(), Vec::new(), "/rows length"),
        (mapping(), vec![row(1, "Cantina"); 501], "/rows length"),
    ] {
        app.post("/imports")
            .by(&provider.member)
            .json(&body(mapping, rows))
            .send()
            .await
            .fields(422, &[field]);
    }
    let volunteer = app.provider(1, "volunteer", 2).await;
    let body = with(good, "/provider_id", volunteer.id.as_str());
    app.post("/imports")
        .by(&volunteer.member)
        .json(&body)
        .send()
        .await
        .fields(422, &["/provider_id institutions-only"]);
    assert_eq!(app.count("select count(*) from offer").await, 1);
}

#[tokio::test]
async fn a_fresh_register_row_stands_for_level_two_of_a_public_institution_only() {
    let app = TestApp::spawn().await;
    let clinic = |date: &str| {
        let mapping = with(
            mapping(),
            "/register",
            json!({ "name": "Register of clinics", "date": "{văzut}" }),
        );
        let mapping = with(
            mapping,
            "/content/details",
            json!({ "category": "medical", "speciality": "hospital", "mode": "facility" }),
        );
        let row = with(row(1, "Policlinica"), "/văzut", date);
        (mapping, vec![row])
    };
    let take = |provider: &Provider, date: &str| {
        let (mapping, rows) = clinic(date);
        let body = json!({ "provider_id": provider.id, "mapping": mapping, "rows": rows });
        let member = provider.member.clone();
        let app = &app;
        async move {
            let report = app
                .post("/imports")
                .by(&member)
                .json(&body)
                .expect(200)
                .await;
            offer_of(&report.body, 0)
        }
    };
    let today = app.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let (young, old) = (
        today - jiff::Span::new().months(2),
        today - jiff::Span::new().months(13),
    );
    // Level 1 is too low for medical help, unless the register says more.
    let authority = app.provider(0, "authority", 1).await;
    let ngo = app.provider(1, "ngo", 1).await;
    let seen = take(&authority, &young.to_string()).await;
    let item = app.queue_item(app.as_moderator(), &seen).await.unwrap();
    let detail = app
        .get(format!("/review/items/{}", item["id"].as_str().unwrap()))
        .by(app.as_moderator())
        .expect(200)
        .await;
    assert_eq!(
        detail.at("/register"),
        &json!({ "name": "Register of clinics", "date": young.to_string() })
    );
    app.approve(&seen).await;
    assert!(app.is_public(&seen).await);
    let private = take(&ngo, &young.to_string()).await;
    app.approve_by(app.as_moderator(), &private)
        .await
        .problem(409, "vetting-too-low");
    app.advance(jiff::SignedDuration::from_hours(24 * 20));
    app.step(&authority, &seen, "confirm").await.expect(200);
    assert!(app.is_public(&seen).await);
    let stale = take(&authority, &old.to_string()).await;
    assert_eq!(
        stale, seen,
        "the same row with an older date is a change of the same offer"
    );
    assert!(
        !app.is_public(&seen).await,
        "the register's word is older than a year"
    );
}

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
    let mut running = operator.start(&arguments);
    let offers = "select count(*) from offer";
    while app.count(offers).await == 0 {
        assert!(
            running.try_wait().unwrap().is_none(),
            "it ended before it was killed"
        );
        tokio::task::yield_now().await;
    }
    running.kill().unwrap();
    running.wait().unwrap();
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

/// The lists beside the project, if they are there.
fn datasets() -> Option<PathBuf> {
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
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds/imports");
    let import = |list: &str, mapping: &str| {
        let (list, mapping) = (folder.join(list), seeds.join(mapping));
        operator.succeed(&[
            "import",
            "facilities",
            list.to_str().unwrap(),
            "--mapping",
            mapping.to_str().unwrap(),
            "--as",
            &provider.id,
            "--report",
            "report.csv",
        ])
    };
    let (hospitals, centres) = (
        "eurostat_healthcare_RO.csv",
        "ro_collection_centres_code4romania.json",
    );
    let said = import(hospitals, "hospitals.json");
    assert!(
        said.contains("179 rows: 179 created, 0 changed, 0 unchanged, 0 refused; 0 with a hint"),
        "{said}"
    );
    let said = import(centres, "collection-centres.json");
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
    assert!(
        import(centres, "collection-centres.json")
            .contains("0 created, 0 changed, 132 unchanged, 1 refused")
    );
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
