//! What moderators are shown of imported offers, and what a public register stands for.

use punte_tests::{Browser, Provider, TestApp, with};
use serde_json::{Value, json};

use super::{counts, import, mapping, offer_of, row};

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
            // Moderators are told of each with its mark.
            .map(|h| {
                h.get("hint").unwrap_or(h)["code"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
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
    app.note_hints().await;
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
    // What tells how offers are looked at is for moderators alone.
    let told = with(row(7, "Păstrăm pașaportul la noi"), "/est", "26.084");
    let told = import(&app, &provider, &[told], false).await;
    assert_eq!(told["rows"][0]["hints"], json!([]));
    app.note_hints().await;
    let item = app
        .queue_item(app.as_moderator(), &offer_of(&told, 0))
        .await;
    assert_eq!(codes(&item.unwrap()["hints"]), ["wording"]);
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
    let authority = app.provider(0, "authority", 1).await;
    let ngo = app.provider(1, "ngo", 1).await;
    let (mapping, rows) = clinic(&(today + jiff::Span::new().days(2)).to_string());
    let body = json!({ "provider_id": authority.id, "mapping": mapping, "rows": rows });
    let report = app
        .post("/imports")
        .by(&authority.member)
        .json(&body)
        .expect(200)
        .await;
    assert_eq!(report.at("/rows/0/errors/0/code"), "in-the-future");
    // Level 1 is too low for medical help, unless the register says more.
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
    let page = Browser::new(&app).open(&format!("/en/offers/{seen}")).await;
    assert!(page.html.contains("found in the register"));
    assert!(
        !page
            .html
            .contains("not checked: entry in the public register")
    );
    let private = take(&ngo, &young.to_string()).await;
    app.approve_by(app.as_moderator(), &private)
        .await
        .problem(409, "vetting-too-low");
    app.advance(jiff::SignedDuration::from_hours(24 * 20));
    app.step(&authority, &seen, "confirm").await.expect(200);
    assert!(app.is_public(&seen).await);
    // Jobs that look for needs, of which none waits after this.
    let looking = "select count(*) from job where kind = 'offer_visible' and state = 'queued'";
    sqlx::query("update job set state = 'done'")
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let stale = take(&authority, &old.to_string()).await;
    assert_eq!(
        stale, seen,
        "the same row with an older date is a change of the same offer"
    );
    assert!(
        !app.is_public(&seen).await,
        "the register's word is older than a year"
    );
    assert_eq!(app.count(looking).await, 0);
    take(&authority, &young.to_string()).await;
    assert!(app.is_public(&seen).await);
    assert_eq!(app.count(looking).await, 1, "it is visible again");
}
