//! What is kept beside the schema of personal data is sealed as well: neither a dump nor the log in which PostgreSQL writes down what
//! it is about to change holds a word of it (docs/assurance.md, T2b).

use punte_api::{auth::keys::hex, ids};
use punte_tests::{TestApp, housing_offer, profile, request, service, service_need, with};
use serde_json::json;
use sqlx::PgConnection;

use super::dump;

/// A word that nobody else writes in this run: other tests share the server, and its log.
fn word() -> String {
    let letters = ids::random().into_bytes();
    let letters = letters.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let letters = letters.take(20).map(|four| char::from(b'a' + four));
    format!("zq{}", letters.collect::<String>())
}

/// Where the log stands.
async fn position(db: &mut PgConnection) -> String {
    // Other tests drop their databases, each with a checkpoint that lets go of older log: until this connection ends, it stays.
    sqlx::query(
        "select pg_create_physical_replication_slot('beside_' || pg_backend_pid(), true, true)",
    )
    .execute(&mut *db)
    .await
    .unwrap();
    sqlx::query_scalar("select pg_current_wal_lsn()::text")
        .fetch_one(db)
        .await
        .unwrap()
}

/// Whether a word was written into the log since then.
async fn logged(db: &mut PgConnection, since: &str, word: &str) -> bool {
    sqlx::query_scalar(
        r#"select coalesce(bool_or(position($2::bytea in pg_read_binary_file(
               'pg_wal/' || name, 0, pg_size_bytes(current_setting('wal_segment_size')), true)) > 0), false)
           from pg_ls_waldir()
           where name collate "C" between pg_walfile_name($1::text::pg_lsn) and pg_walfile_name(pg_current_wal_lsn())"#,
    )
    .bind(since)
    .bind(word.as_bytes())
    .fetch_one(db)
    .await
    .unwrap()
}

#[tokio::test]
async fn what_people_write_is_in_no_dump_and_not_in_the_log_of_what_is_written() {
    let app = TestApp::spawn().await;
    let mut db = app.superuser().await;
    let since = position(&mut db).await;
    let (secret, public) = (word(), word());
    let email = format!("{secret}@example.org");

    // Who offers, with an answer that is kept for whoever sends it again; and the door.
    let told = |person: usize, kind: &str| {
        let body = with(profile(person, kind), "/contact_person", secret.as_str());
        let body = with(body, "/contact_hours", format!("not before six {secret}"));
        with(body, "/email", email.as_str())
    };
    let host = with(told(0, "volunteer"), "/name", format!("Maria {secret}"));
    let host = app.provider_of(0, &host, 3).await;
    let home = housing_offer(&host.id);
    let home = with(home, "/private/address", format!("strada {secret} 17"));
    app.live(&host, &home).await;
    let ngo = with(told(1, "ngo"), "/name", format!("Casa {public}"));
    let ngo = app.provider_of(1, &ngo, 1).await;
    let kept = with(told(2, "ngo"), "/legal_representative", secret.as_str());
    app.post("/providers")
        .by(&app.cast.people[2])
        .header("idempotency-key", &ids::random().to_string())
        .json(&kept)
        .expect(201)
        .await;

    // A household and what it writes, what is noted about it, what it reports.
    let contact = json!({
        "channel": "phone", "name": secret, "phone": "+37369555200", "email": email, "safe_note": format!("after six {secret}"),
    });
    let family = with(request(&[service_need(1)]), "/contact", contact);
    let household = app.file_request(&family).await;
    let advice = app.live(&ngo, &service(&ngo.id)).await;
    let agreed = app.matched(&household, &ngo, &advice).await;
    let said = json!({ "text": format!("The key is with {secret}") });
    app.post(format!("/matches/{agreed}/messages"))
        .by(&household.who)
        .json(&said)
        .expect(201)
        .await;
    let worker = app.case_worker(&ngo, "worker@example.org").await;
    let case = app.follow(&worker, &ngo, &household.code).await;
    app.post(format!("/cases/{case}/notes"))
        .by(&worker)
        .json(&said)
        .expect(201)
        .await;
    let report = json!({ "offer_id": advice, "kind": "something_wrong", "text": format!("No lock, says {secret}") });
    app.post("/reports").json(&report).expect(201).await;

    // A child who is alone, and what child protection notes.
    let child = with(
        family,
        "/household",
        json!({ "children": [16, 9], "languages": ["uk"] }),
    );
    app.file_request(&child).await;
    let protector = app.sign_up("zoe@example.org").await;
    app.make_staff(&protector, "child_protection").await;
    protector.fresh_token(&app).await;
    let listed = app.get("/child-cases").by(&protector).expect(200).await;
    let case = listed.items()[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/child-cases/{case}");
    app.post(format!("{path}/take"))
        .by(&protector)
        .expect(200)
        .await;
    app.post(format!("{path}/notes"))
        .by(&protector)
        .json(&said)
        .expect(201)
        .await;

    // An address to which a mail with a link goes.
    app.post("/accounts/password-resets")
        .json(&json!({ "email": email }))
        .expect(202)
        .await;

    let dumped = dump(app.database_url());
    assert!(dumped.contains(&public), "the dump is whole");
    for written in [secret.clone(), hex(secret.as_bytes())] {
        let line = dumped.lines().find(|line| line.contains(&written));
        assert_eq!(line, None);
    }
    assert!(
        logged(&mut db, &since, &public).await,
        "an organisation's name is public: this is the log"
    );
    assert!(!logged(&mut db, &since, &secret).await);
}
