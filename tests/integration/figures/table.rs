//! The table for spreadsheets says row by row what the figures say: each number under its own name.

use jiff::SignedDuration;
use punte_tests::{TestApp, service};
use serde_json::{Value, json};

use super::decide;

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The rows that the figures make, in their order.
fn rows(figures: &Value) -> Vec<String> {
    let list = |name: &str| figures[name].as_array().unwrap().clone();
    let mut rows = Vec::new();
    let mut add = |figure: &str, of: &str, and: &str, n: &Value| {
        rows.push(format!("{figure},{of},{and},{}", text(n)));
    };
    for instant in ["from", "to"] {
        add(instant, "", "", &figures[instant]);
    }
    for open in list("open") {
        let (state, age) = (text(&open["state"]), text(&open["age"]));
        add("open_items", &state, &age, &open["items"]);
    }
    for of in ["items", "median_s", "p90_s"] {
        let figure = format!("first_decision_{of}");
        add(&figure, "", "", &figures["first_decision"][of]);
    }
    for of in list("decisions") {
        let (decision, reason) = (text(&of["decision"]), text(&of["reason"]));
        add("decisions", &decision, &reason, &of["decisions"]);
    }
    for of in list("escalations") {
        add("escalations", &text(&of["reason"]), "", &of["escalations"]);
    }
    for figure in ["blocks", "suspensions"] {
        for stop in list(figure) {
            let reason = text(&stop["reason"]);
            add(figure, &reason, "", &stop["times"]);
            add(figure, &reason, "lifted", &stop["lifted"]);
        }
    }
    for failed in list("failed_checks") {
        let (item, how) = (text(&failed["item"]), text(&failed["how"]));
        add("failed_checks", &item, &how, &failed["checks"]);
    }
    for of in [
        "lapsed",
        "soon",
        "offers_lapsed",
        "offers_soon",
        "unconfirmed_lapsed",
        "unconfirmed_soon",
    ] {
        add("reverification", of, "", &figures["reverification"][of]);
    }
    for load in list("moderators") {
        let id = text(&load["moderator_id"]);
        for what in ["decisions", "undone"] {
            add("moderator", &id, what, &load[what]);
        }
    }
    for outcome in list("outcomes") {
        let after = text(&outcome["after"]);
        add("outcomes", &after, "asked", &outcome["asked"]);
        for of in outcome["answers"].as_array().unwrap() {
            let answer = text(&of["answer"]);
            add("outcomes", &after, &answer, &of["households"]);
        }
    }
    rows
}

#[tokio::test]
async fn every_row_of_the_table_is_the_figure_whose_name_it_has() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let ngo = app.provider(0, "ngo", 1).await;
    for (minutes, decision, no) in [
        (10, "approve", &[][..]),
        (20, "approve", &["accessibility_seen"][..]),
        (400, "reject", &["text_is_clear"][..]),
    ] {
        let offer = app.submitted(&ngo, &service(&ngo.id)).await;
        app.advance(SignedDuration::from_mins(minutes));
        decide(&app, one, &offer, decision, no).await;
    }
    app.submitted(&ngo, &service(&ngo.id)).await;
    app.advance(SignedDuration::from_hours(26 * 24 + 1));
    let read = async |path: &str| app.get(path).by(one).expect(200).await;
    let figures = read("/review/figures?days=30").await.body;
    // Two numbers that are one would not be told apart.
    let first = &figures["first_decision"];
    assert_ne!(first["median_s"], first["p90_s"]);
    let due = &figures["reverification"];
    let both = ["unconfirmed_soon", "soon"].map(|of| due[of].clone());
    assert_eq!(both, [json!(2), json!(0)]);
    let table = read("/review/figures.csv?days=30").await.text;
    let told: Vec<&str> = table.lines().skip(1).collect();
    assert_eq!(told, rows(&figures));
}
