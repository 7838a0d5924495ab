//! Levels that an upgrade ended, because something below them is missing, fall by the ordinary way: nobody sees what they carried from that
//! moment on, and whoever it concerns hears of it.

use punte_api::storage::pool;
use punte_tests::{MailSink, TestApp, housing_need, service, service_need, shelter_offer};
use sqlx::{AssertSqlSafe, Executor as _, PgConnection};

use super::{DAY, told, vetted_until};

/// The migration since which a level rests on the levels below it.
const RESTS: i64 = 20_261_208_110_000;

/// What the upgrade does to the levels that there are.
fn upgrade() -> String {
    let mut all = pool::MIGRATIONS.iter();
    let migration = all.find(|m| m.version == RESTS).unwrap();
    let (_, update) = migration
        .sql
        .as_str()
        .split_once("\nupdate provider p\n")
        .unwrap();
    let (update, _) = update.split_once(';').unwrap();
    format!("update provider p {update}")
}

/// Changes what was seen, as an older version left it: a level rested on the newest piece of evidence alone.
async fn left(db: &mut PgConnection, change: &str) {
    let change = format!(
        "set session_replication_role = replica; {change}; set session_replication_role = origin"
    );
    db.execute(AssertSqlSafe(change)).await.unwrap();
}

#[tokio::test]
async fn a_level_that_an_upgrade_ends_falls_as_any_other_and_whoever_it_concerns_hears_of_it() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let provider = app.provider(2, "ngo", 3).await;
    let sooner = app.provider(3, "ngo", 2).await;
    let shelter = app.live(&provider, &shelter_offer(&provider.id)).await;
    let advice = app.live(&provider, &service(&provider.id)).await;
    let other = app.live(&sooner, &shelter_offer(&sooner.id)).await;
    let bed = housing_need(1, "2027-03-10", "2027-03-12");
    let household = app.file(&[bed, service_need(1)]).await;
    let mut waiting = Vec::new();
    for (need, offer) in [&shelter, &advice].into_iter().enumerate() {
        let asked = app.try_propose(&household, need, offer).await;
        waiting.push(asked.expect(201).id());
    }
    app.run_jobs(&sink.mailer()).await;

    let mut db = app.superuser().await;
    // The visit was enough; the certificate was never seen.
    let record = format!(
        "delete from vetting_evidence where provider_id = '{}' and kind = 'criminal_record'",
        provider.id
    );
    left(&mut db, &record).await;
    // And here the identity is over before the certificate.
    let identity = format!(
        "update vetting_evidence set lapses_at = lapses_at - interval '100 days'
         where provider_id = '{}' and kind = 'identity_document'",
        sooner.id
    );
    left(&mut db, &identity).await;
    let until = vetted_until(&app, &sooner).await;
    assert!(app.is_public(&shelter).await && app.is_public(&advice).await);
    sqlx::query("select set_config('punte.now', $1, false)")
        .bind(app.now().to_string())
        .execute(&mut db)
        .await
        .unwrap();
    // In the upgrade it comes before the rule by which the database would refuse it.
    for statement in [
        "alter table provider disable trigger provider_standing",
        &upgrade(),
        "alter table provider enable trigger provider_standing",
    ] {
        let statement = AssertSqlSafe(statement.to_owned());
        db.execute(statement).await.unwrap();
    }

    for offer in [&shelter, &advice] {
        assert!(!app.is_public(offer).await, "until somebody has looked");
    }
    assert_eq!(
        told(&app, &sink).await,
        ["person2@example.org checks-lapsed"]
    );
    assert!(app.is_public(&advice).await, "the identity counts");
    assert!(!app.is_public(&shelter).await);
    for (id, state) in waiting.iter().zip(["declined", "proposed"]) {
        let asked = app.get(format!("/matches/{id}")).by(&household.who);
        assert_eq!(asked.expect(200).await.text_at("/state"), state);
    }
    let read = app.get(format!("/providers/{}", provider.id));
    let read = read.by(&provider.member).expect(200).await;
    assert_eq!(read.text_at("/vetting_level"), "L1");
    for lines in [
        "select count(*) from audit_event where action = 'level_fell'",
        "select count(*) from audit_event where action = 'checks_lapsed'",
        "select count(*) from event where kind = 'offer_hidden'",
        "select count(*) from provider where level_lost = 3",
    ] {
        assert_eq!(app.count(lines).await, 1, "{lines}");
    }
    assert!(told(&app, &sink).await.is_empty(), "said once");

    // What only ends sooner goes on until then.
    assert!(app.is_public(&other).await);
    assert_eq!(vetted_until(&app, &sooner).await, until - DAY * 100);
}
