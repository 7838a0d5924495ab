//! Erasure leaves nobody in the live database, tells the other side, gives back what was held, and survives a restore.
//! `PUNTE_ERASED=5000` is the size of a release.

use std::{sync::Arc, time::Duration};

use punte_tests::{Operator, PASSWORD, TestApp, housing_need, housing_offer, service};
use serde_json::json;
use sqlx::Connection as _;

use crate::{
    canaries::{self, Marker, Owner, found_in},
    sizes::size,
};

/// What of these markers any table still holds, with text and bytes read as text.
pub(super) async fn left(app: &TestApp, markers: &[Marker]) -> Vec<String> {
    let mut db = app.superuser().await;
    let tables: Vec<String> = sqlx::query_scalar(
        "select format('%I.%I', table_schema, table_name) from information_schema.tables
         where table_schema in ('public', 'identity') and table_type = 'BASE TABLE' and table_name not in ('spatial_ref_sys', 'place', 'place_name')",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    let mut found = Vec::new();
    for table in tables {
        let text: Option<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
            "select string_agg(t::text, e'\\n') from {table} t"
        )))
        .fetch_one(&mut db)
        .await
        .unwrap();
        let text = text.unwrap_or_default();
        found.extend(
            found_in(markers, &text)
                .iter()
                .map(|m| format!("{} in {table}", m.field)),
        );
    }
    found
}

/// Rows of the identity schema, by table.
async fn identity_rows(app: &TestApp) -> [i64; 5] {
    [
        app.count("select count(*) from identity.request_contact")
            .await,
        app.count("select count(*) from identity.provider").await,
        app.count("select count(*) from identity.offer_private")
            .await,
        app.count("select count(*) from identity.account").await,
        app.count("select count(*) from identity.data_key").await,
    ]
}

#[tokio::test]
async fn an_erased_household_is_nowhere_and_what_it_held_is_free() {
    let app = TestApp::spawn().await;
    let canaries = canaries::renamed(&app).await;
    let household = &canaries.household;
    let before = identity_rows(&app).await;
    let reserved = "select coalesce(sum(reserved), 0)::bigint from offer_night";
    assert!(app.count(reserved).await > 0, "beds are held");
    let path = format!("/requests/{}", household.request);
    let elsewhere = household.who.fresh_token(&app).await;
    let token = household.who.fresh_token(&app).await;
    app.delete(&path).token(&token).expect(204).await;

    app.get(&path).token(&token).expect(404).await;
    app.delete(&path).token(&token).expect(404).await;
    app.get(&path).token(&elsewhere).expect(401).await;
    app.post("/tracking-sessions")
        .json(&json!({ "code": household.code }))
        .expect(422)
        .await;
    assert_eq!(app.count(reserved).await, 0, "the beds are free again");
    let after = identity_rows(&app).await;
    assert_eq!(after[0], before[0] - 1);
    assert_eq!(
        after[4],
        before[4] - 8,
        "with its data key, those of what it wrote, and was written to it or noted about it, and of what its host was called"
    );
    let bare: (serde_json::Value, Option<i64>) =
        sqlx::query_as("select household, place_id from request")
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    assert_eq!(bare, (json!({ "other_adults": 1 }), None));
    for (number, id) in canaries.matches.iter().enumerate() {
        let of = if number < 3 {
            &canaries.volunteer
        } else {
            &canaries.ngo
        };
        let seen = app.get(format!("/matches/{id}")).by(&of.member);
        assert_eq!(seen.expect(200).await.text_at("/state"), "cancelled");
        app.get(format!("/matches/{id}/contacts"))
            .by(&of.member)
            .expect(409)
            .await;
    }
    let told = "select count(*) from job where payload ->> 'notice' = 'match-cancelled'";
    assert_eq!(
        app.count(told).await,
        5,
        "each member of the other side is told"
    );
    let own = canaries::of(&canaries.markers, Owner::Household);
    assert_eq!(left(&app, &own).await, Vec::<String>::new());
}

#[tokio::test]
async fn an_account_is_erased_with_the_private_person_who_helps_with_it_and_their_guests_are_told()
{
    let app = TestApp::spawn().await;
    let canaries = canaries::renamed(&app).await;
    let member = &canaries.volunteer.member;
    let before = identity_rows(&app).await;
    let erase = |password: &str| {
        app.post("/accounts/me/erasure")
            .by(member)
            .json(&json!({ "password": password }))
            .send()
    };
    erase("not the right one")
        .await
        .fields(422, &["/password wrong-password"]);
    assert_eq!(identity_rows(&app).await, before);
    let token = member.token(&app).await;
    erase(PASSWORD).await.expect(204);
    app.get("/accounts/me").token(&token).expect(401).await;
    app.post("/sessions")
        .json(&json!({ "email": member.email(), "password": PASSWORD }))
        .expect(401)
        .await;
    let after = identity_rows(&app).await;
    assert_eq!(after[1], before[1] - 1);
    assert_eq!(after[2], before[2] - 3, "the doors of all offers");
    assert_eq!(after[3], before[3] - 1);
    assert_eq!(after[4], before[4] - 8, "and their keys, with former names");
    for offer in &canaries.offers[..3] {
        app.get(format!("/public/offers/{offer}")).expect(404).await;
    }
    app.get(format!("/public/offers/{}", canaries.offers[3]))
        .expect(200)
        .await;
    for (id, state) in
        canaries
            .matches
            .iter()
            .zip(["cancelled", "cancelled", "cancelled", "accepted"])
    {
        let seen = app
            .get(format!("/matches/{id}"))
            .by(&canaries.household.who)
            .expect(200)
            .await;
        assert_eq!(seen.text_at("/state"), state);
    }
    let need = app.need(&canaries.household, 0).await;
    assert_eq!(need["state"], "open", "it looks for another place");
    let own = canaries::of(&canaries.markers, Owner::Volunteer);
    assert_eq!(left(&app, &own).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_last_administrator_of_an_organisation_is_told_what_must_be_done_first() {
    let app = TestApp::spawn().await;
    let ngo = app.provider(1, "ngo", 1).await;
    let before = identity_rows(&app).await;
    app.post("/accounts/me/erasure")
        .by(&ngo.member)
        .json(&json!({ "password": PASSWORD }))
        .send()
        .await
        .problem(409, "last-administrator");
    assert_eq!(identity_rows(&app).await, before);
    let other = app.cast.people[2].account.0;
    sqlx::query("insert into provider_member (provider_id, account_id, role) values ($1::uuid, $2, 'administrator')")
        .bind(&ngo.id)
        .bind(other)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    app.post("/accounts/me/erasure")
        .by(&ngo.member)
        .json(&json!({ "password": PASSWORD }))
        .expect(204)
        .await;
    assert_eq!(
        identity_rows(&app).await[1],
        before[1],
        "the organisation stays"
    );
}

#[tokio::test]
async fn a_host_who_goes_waits_for_a_household_before_anything_of_it_is_locked() {
    let app = Arc::new(TestApp::spawn().await);
    let host = app.provider(0, "volunteer", 3).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let household = app
        .file(&[housing_need(1, "2027-03-10", "2027-03-12")])
        .await;
    app.propose(&household, &home).await;
    // Somebody else works on the household at this moment, and comes to its need next.
    let mut other = app.superuser().await;
    let mut other = other.begin().await.unwrap();
    sqlx::query("select from request where id = $1::uuid for no key update")
        .bind(&household.request)
        .execute(&mut *other)
        .await
        .unwrap();
    let goes = tokio::spawn({
        let (app, host) = (Arc::clone(&app), host.clone());
        async move {
            let erase = app.post("/accounts/me/erasure").by(&host.member);
            let erase = erase.json(&json!({ "password": PASSWORD }));
            erase.send().await.status
        }
    });
    let waits = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    for _ in 0..400 {
        if goes.is_finished() || app.count(waits).await > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(!goes.is_finished(), "it waits");
    sqlx::query("select from need where request_id = $1::uuid for no key update nowait")
        .bind(&household.request)
        .execute(&mut *other)
        .await
        .unwrap();
    other.commit().await.unwrap();
    assert_eq!(goes.await.unwrap(), 204);
    assert_eq!(app.need(&household, 0).await["state"], "open");
}

#[tokio::test]
async fn whoever_was_erased_is_erased_again_after_a_restore() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 3).await;
    app.live(&host, &housing_offer(&host.id)).await;
    let ngo = app.provider(1, "ngo", 1).await;
    let advice = app.live(&ngo, &service(&ngo.id)).await;
    let gone = app
        .file(&[housing_need(2, "2027-03-10", "2027-03-12")])
        .await;
    let stays = app
        .file(&[housing_need(2, "2027-03-10", "2027-03-12")])
        .await;
    // As a backup that was made before: what erasing deleted is there, the list is not.
    let mut db = app.superuser().await;
    for statement in [
        "create table kept_contact as select * from identity.request_contact",
        "create table kept_key as select * from identity.data_key",
        "create table kept_provider as select * from identity.provider",
        "create table kept_private as select * from identity.offer_private",
        "create table kept_account as select * from identity.account",
    ] {
        sqlx::query(statement).execute(&mut db).await.unwrap();
    }
    let before = identity_rows(&app).await;
    app.delete(format!("/requests/{}", gone.request))
        .by(&gone.who)
        .expect(204)
        .await;
    app.post("/accounts/me/erasure")
        .by(&host.member)
        .json(&json!({ "password": PASSWORD }))
        .expect(204)
        .await;
    let erased = identity_rows(&app).await;
    let operator = Operator::of(&app);
    let list = operator.succeed(&["privacy", "list-erasures"]);
    assert_eq!(list.lines().count(), 3, "household, provider, account");
    assert!(!list.contains(&gone.request));
    let file = operator.file("erasures", &list);
    for statement in [
        "alter table identity.offer_private disable trigger user",
        "insert into identity.request_contact select * from kept_contact on conflict do nothing",
        "insert into identity.provider select * from kept_provider on conflict do nothing",
        "insert into identity.offer_private select * from kept_private on conflict do nothing",
        "insert into identity.account select * from kept_account on conflict do nothing",
        "insert into identity.data_key select * from kept_key on conflict do nothing",
        "update request set erased_at = null",
        "delete from erasure",
        "alter table identity.offer_private enable trigger user",
    ] {
        sqlx::query(statement).execute(&mut db).await.unwrap();
    }
    assert_eq!(identity_rows(&app).await, before);
    operator.succeed(&["privacy", "reapply-erasures", &file]);
    assert_eq!(identity_rows(&app).await, erased);
    app.get(format!("/requests/{}", stays.request))
        .by(&stays.who)
        .expect(200)
        .await;
    assert!(app.is_public(&advice).await);
    let listed = app.count("select count(*) from erasure").await;
    assert_eq!(listed, 3, "the list is whole again");
}

#[tokio::test]
async fn households_that_are_erased_leave_no_marker() {
    let erased = size("PUNTE_ERASED", 200);
    let app = TestApp::spawn().await;
    let mut markers = Vec::new();
    let mut households = Vec::new();
    for number in 0..erased {
        let fields = [
            (
                "request_contact.name",
                format!("Zqname{number:04} Zqfamily"),
            ),
            (
                "request_contact.phone",
                format!("+37369{:06}", 550_000 + number),
            ),
            (
                "request_contact.email",
                format!("zqmail{number:04}@example.org"),
            ),
            (
                "request_contact.safe_note",
                format!("zqnote{number:04} evening"),
            ),
        ];
        let [name, phone, email, note] = fields.clone().map(|(_, text)| text);
        let body = punte_tests::request(&[punte_tests::service_need(1)]);
        let contact = json!({ "channel": "email", "name": name, "phone": phone, "email": email, "safe_note": note });
        let body = punte_tests::with(body, "/contact", contact);
        let household = app.file_request(&body).await;
        let export = app
            .get(format!("/requests/{}/export", household.request))
            .by(&household.who)
            .expect(200)
            .await;
        for (field, text) in fields {
            assert!(export.text.contains(&text), "{field} of {number}");
            let owner = Owner::Household;
            markers.push(Marker { field, text, owner });
        }
        households.push(household);
    }
    for household in &households {
        app.delete(format!("/requests/{}", household.request))
            .by(&household.who)
            .expect(204)
            .await;
    }
    assert_eq!(left(&app, &markers).await, Vec::<String>::new());
    assert_eq!(identity_rows(&app).await[0], 0);
    let listed = app.count("select count(*) from erasure").await;
    assert_eq!(usize::try_from(listed).unwrap(), erased);
    println!(
        "erased: {erased} households with {} markers, 0 left in any table",
        markers.len()
    );
}
