//! `punte bench`: not how fast it is here, but that it compares like with like and says what it must.

#![cfg(test)]

use std::process::Command;

use punte_tests::{TestApp, binary};
use serde_json::Value;

/// The list at a pointer.
fn list<'a>(figures: &'a Value, pointer: &str) -> &'a [Value] {
    figures.pointer(pointer).unwrap().as_array().unwrap()
}

fn number(value: &Value, pointer: &str) -> f64 {
    value
        .pointer(pointer)
        .and_then(Value::as_f64)
        .unwrap_or_else(|| panic!("{pointer} is missing"))
}

fn whole(value: &Value, pointer: &str) -> u64 {
    value.pointer(pointer).and_then(Value::as_u64).unwrap()
}

#[tokio::test]
async fn the_bench_finds_one_list_by_index_scan_and_sql_and_leaves_nothing_behind() {
    let app = TestApp::spawn().await;
    let output = Command::new(binary())
        .args(["bench", "matching", "--sql", "--json", "--seed", "7"])
        .args(["--offers", "6000", "--queries", "60", "--needs", "2000"])
        .env("DATABASE_URL", app.database_url())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let figures: Value = serde_json::from_slice(&output.stdout).unwrap();

    for key in [
        "offers",
        "record_bytes",
        "bytes_per_offer",
        "build_s",
        "insert_us",
        "remove_us",
    ] {
        assert!(number(&figures, &format!("/{key}")) > 0.0, "{key}");
    }
    let mixes = list(&figures, "/mixes");
    assert_eq!(mixes.len(), 8);
    for mix in mixes {
        let name = &mix["name"];
        for key in [
            "scan_p50_us",
            "scan_p99_us",
            "index_p50_us",
            "index_p95_us",
            "index_p99_us",
        ] {
            assert!(number(mix, &format!("/{key}")) > 0.0, "{name} {key}");
        }
        assert!(
            (0.0..=1.0).contains(&number(mix, "/tested_share")),
            "{name}"
        );
        assert_eq!(mix["queries"], 60, "{name}");
        assert_eq!(mix["agreement"], 1.0, "{name}");
    }
    assert!(
        number(&mixes[0], "/fits") > 1.0,
        "lists without rows would always agree"
    );

    let sql = list(&figures, "/sql");
    let names: Vec<&str> = sql.iter().map(|o| o["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["usual", "covering", "knn200"]);
    for opponent in sql {
        let name = &opponent["name"];
        assert!(
            number(opponent, "/p95_us") >= number(opponent, "/p50_us"),
            "{name}"
        );
    }
    for exact in &sql[..2] {
        let name = &exact["name"];
        assert_eq!(exact["agreement"], 1.0, "{name}: ids and order");
        assert_eq!(exact["points_agreement"], 1.0, "{name}: points");
    }
    assert_eq!(sql[1]["index_only"], true);
    assert_eq!(figures["ours"]["overlap"], 1.0);

    assert_eq!(figures["reverse"]["agreement"], 1.0);
    assert_eq!(figures["reverse"]["index_agreement"], 1.0);
    assert!(
        number(&figures, "/reverse/fan_out_max") > 0.0,
        "no offer fits any need"
    );

    let left: Vec<String> =
        sqlx::query_scalar("select nspname::text from pg_namespace where nspname like '%bench%'")
            .fetch_all(&mut app.superuser().await)
            .await
            .unwrap();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn the_bench_of_bookings_sells_on_every_side_what_there_is_and_drops_its_database() {
    let app = TestApp::spawn().await;
    let bench = |rounds: &str| {
        Command::new(binary())
            .args(["bench", "booking", "--json", "--claims", "40"])
            .args(["--at-a-time", "10", "--offers", "4", "--rounds", rounds])
            .env("DATABASE_URL", app.database_url())
            .output()
            .unwrap()
    };
    let before = app.digest().await;
    let output = bench("2");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let figures: Value = serde_json::from_slice(&output.stdout).unwrap();

    let cases = list(&figures, "/cases");
    let offers: Vec<_> = cases.iter().map(|c| whole(c, "/offers")).collect();
    assert_eq!(offers, [1, 4]);
    for case in cases {
        let sides = list(case, "/sides");
        let names: Vec<_> = sides.iter().map(|s| s["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["punte", "locked", "conditional", "recorded"]);
        for side in sides {
            let sold = whole(side, "/sold");
            assert_eq!(sold, 2 * whole(case, "/places"), "{side}");
            assert_eq!(sold + whole(side, "/refused"), 100, "{side}");
            assert!(number(side, "/p99_us") >= number(side, "/p50_us"), "{side}");
            // Whatever was promised was committed, and is on the disk.
            assert!(whole(side, "/commits") >= sold, "{side}");
            assert!(whole(side, "/flushes") > 0, "{side}");
        }
        let rows = |at: usize| number(&sides[at], "/rows_a_place");
        // Whoever finds nothing left writes nothing there: these rows are those of the places, and not of what was made before.
        for (at, wanted) in [(1, 1.0), (2, 2.0)] {
            assert!((rows(at) - wanted).abs() < 1e-6, "{case}");
        }
        // An acceptance writes fourteen, two of them when people will be asked how they are, and one that is refused no more.
        assert!((14.0..16.0).contains(&rows(0)), "{case}");
        // Compared with `recorded`, like is compared with like.
        assert!((0.5..=2.0).contains(&(rows(3) / rows(0))), "{case}");
    }
    assert_eq!(
        app.digest().await,
        before,
        "what the URL names is left alone"
    );

    // Somebody's database of that name is not touched.
    let mut db = app.superuser().await;
    let count = "select count(*) from pg_database where datname = 'punte_bench'";
    assert_eq!(app.count(count).await, 0);
    sqlx::query("create database punte_bench")
        .execute(&mut db)
        .await
        .unwrap();
    let output = bench("1");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{said}");
    assert!(said.contains("drop it"), "{said}");
    assert_eq!(app.count(count).await, 1);
    sqlx::query("drop database punte_bench")
        .execute(&mut db)
        .await
        .unwrap();
}
