//! Auditors read the audit log and figures, and nothing else.

#![cfg(test)]

use punte_tests::{Answer, Browser, TestApp, Who, service};
use serde_json::{Value, json};

async fn auditor(app: &TestApp, person: usize) -> &Who {
    let who = &app.cast.people[person];
    app.make_staff(who, "auditor").await;
    who.fresh_token(app).await;
    who
}

async fn list(app: &TestApp, who: &Who, query: &str) -> Answer {
    let path = format!("/audit-events?{query}");
    app.get(path).by(who).expect(200).await
}

fn ids(answer: &Answer) -> Vec<i64> {
    let ids = answer.items().iter().map(|e| e["id"].as_i64().unwrap());
    ids.collect()
}

#[tokio::test]
async fn every_line_is_read_once_page_by_page_and_filters_give_what_they_say() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    for _ in 0..4 {
        app.draft(&provider, &service(&provider.id)).await;
    }
    let who = auditor(&app, 1).await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = list(&app, who, &format!("limit=3{cursor}")).await;
        assert!(page.items().len() <= 3);
        seen.extend(ids(&page));
        match page.at("/next_cursor").as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let all: Vec<i64> = sqlx::query_scalar("select id from audit_event order by at desc, id desc")
        .fetch_all(&mut app.superuser().await)
        .await
        .unwrap();
    assert_eq!(seen, all);
    let about = list(&app, who, &format!("limit=100&subject_id={}", provider.id)).await;
    let done: Vec<_> = about.items().iter().map(|e| &e["action"]).collect();
    assert_eq!(
        done,
        [
            &json!("evidence_recorded"),
            &json!("evidence_recorded"),
            &json!("evidence_recorded"),
            &json!("provider_created")
        ]
    );
    assert_eq!(about.items()[3]["data"], json!({ "kind": "ngo" }));
    let made = list(&app, who, "action=offer_created&limit=100").await;
    assert_eq!(made.items().len(), 4, "{}", made.text);
    let today = punte_core::clock::local_day(app.now());
    let by_day = list(&app, who, &format!("action=offer_created&day={today}")).await;
    assert_eq!(ids(&by_day), ids(&made));
    app.advance(jiff::SignedDuration::from_hours(24));
    let who = &app.cast.people[1];
    who.fresh_token(&app).await;
    provider.member.fresh_token(&app).await;
    app.draft(&provider, &service(&provider.id)).await;
    let tomorrow = today.tomorrow().unwrap();
    let by_day = list(&app, who, &format!("action=offer_created&day={tomorrow}")).await;
    assert_eq!(by_day.items().len(), 1);
    let both = format!(
        "action=offer_created&day={tomorrow}&subject_id={}",
        provider.id
    );
    assert!(list(&app, who, &both).await.items().is_empty());
}

#[tokio::test]
async fn an_auditor_changes_nothing_and_opens_nothing_else() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let who = auditor(&app, 1).await;
    for (path, status) in [
        ("/review/items".to_owned(), 403),
        (format!("/providers/{}", provider.id), 404),
        (format!("/account-records/{}", who.account), 403),
    ] {
        app.get(&path).by(who).expect(status).await;
    }
    let find = app.post("/account-searches").by(who);
    let body = json!({ "email": "person0@example.org" });
    find.json(&body).send().await.problem(403, "forbidden");
    // Whoever administers does not read the log, nor does a moderator.
    let administrator = &app.cast.people[2];
    app.make_staff(administrator, "administrator").await;
    administrator.fresh_token(&app).await;
    for other in [administrator, app.as_moderator(), &provider.member] {
        let read = app.get("/audit-events").by(other).send().await;
        read.problem(403, "forbidden");
    }
}

#[tokio::test]
async fn the_log_is_a_page_with_filters_and_figures_beside_it() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let who = auditor(&app, 1).await;
    let mut browser = Browser::new(&app);
    let home = browser.sign_in(who.email()).await;
    let ways = home.attributes(".nav a", "href");
    assert!(ways.contains(&"/en/audit".to_owned()), "{ways:?}");
    let page = browser.open("/en/audit").await;
    assert!(page.html.contains("evidence_recorded"));
    let form = page.form("/en/audit").with("subject", &provider.id);
    let some = browser.send(&form).await;
    // Registered, and something seen for each of three levels.
    assert_eq!(some.texts("tbody tr").len(), 4, "{}", some.html);
    for odd in ["action=%00", "day=zebra", "subject=1", "after=zebra"] {
        let page = browser.open(&format!("/en/audit?{odd}")).await;
        assert_eq!(page.status, 200, "{odd}");
    }
    for page in ["/uk/audit", "/ro/audit", "/ru/audit", "/en/admin/counts"] {
        assert_eq!(browser.open(page).await.status, 200, "{page}");
    }
    for page in ["/en/admin", "/en/admin/background", "/en/admin/accounts"] {
        let status = browser.open(page).await.status;
        assert!([403, 404].contains(&status), "{page} {status}");
    }
    let mut other = Browser::new(&app);
    other.sign_in(app.as_moderator().email()).await;
    assert_eq!(other.open("/en/audit").await.status, 403);
    let lines: Vec<Value> = sqlx::query_scalar("select data from audit_event")
        .fetch_all(&mut app.superuser().await)
        .await
        .unwrap();
    assert!(lines.iter().all(|data| !data.to_string().contains('@')));
}
