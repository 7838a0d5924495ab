//! Every column that holds somebody is tagged, stands in the record of processing, and comes with the export.

use std::collections::BTreeSet;

use punte_api::vault;
use punte_tests::TestApp;

/// `schema.table.column` and its tag.
async fn tags(app: &TestApp) -> Vec<(String, Option<String>)> {
    sqlx::query_as(
        "select format('%s.%s.%s', n.nspname, c.relname, a.attname), col_description(c.oid, a.attnum)
         from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('identity', 'public') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
         order by 1",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap()
}

fn kind(tag: &str) -> &str {
    tag.split_once(": ").map_or("", |(kind, _)| kind)
}

#[tokio::test]
async fn every_column_of_the_identity_schema_has_a_tag_and_every_personal_one_is_sealed() {
    let app = TestApp::spawn().await;
    let mut personal = BTreeSet::new();
    for (column, tag) in tags(&app).await {
        let Some(own) = column.strip_prefix("identity.") else {
            continue;
        };
        let tag = tag.unwrap_or_default();
        assert!(
            ["pii", "special", "index", "secret", "empty", "none"].contains(&kind(&tag)),
            "{column} has no tag: say in its migration whose it is ({tag:?})"
        );
        if ["pii", "special"].contains(&kind(&tag)) {
            personal.insert(own.to_owned());
        }
    }
    let sealed: BTreeSet<String> = vault::FIELDS
        .iter()
        .map(|field| format!("{}.{}", field.table, field.column))
        .collect();
    assert_eq!(personal, sealed);
}

#[tokio::test]
async fn every_personal_column_stands_in_the_record_of_processing_and_no_other_does() {
    let app = TestApp::spawn().await;
    let record =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/privacy.md"))
            .unwrap();
    let written: BTreeSet<String> = record
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| line.split_once('`'))
        .map(|(column, _)| column.to_owned())
        .filter(|column| column.matches('.').count() == 2)
        .collect();
    let tagged: BTreeSet<String> = tags(&app)
        .await
        .into_iter()
        .filter(|(_, tag)| {
            tag.as_deref()
                .is_some_and(|tag| ["pii", "special"].contains(&kind(tag)))
        })
        .map(|(column, _)| column)
        .collect();
    assert_eq!(written, tagged);
}

#[tokio::test]
async fn every_sealed_column_comes_with_the_export_of_whoever_it_is_about() {
    let app = TestApp::spawn().await;
    let canaries = crate::canaries::make(&app).await;
    let mut exports = String::new();
    for who in [
        &canaries.volunteer.member,
        &canaries.ngo.member,
        &canaries.account,
    ] {
        let export = app.get("/accounts/me/export").by(who).expect(200).await;
        exports.push_str(&export.text);
    }
    let household = app
        .get(format!("/requests/{}/export", canaries.household.request))
        .by(&canaries.household.who)
        .expect(200)
        .await;
    exports.push_str(&household.text);
    let missing: Vec<_> = vault::FIELDS
        .iter()
        .map(|field| format!("{}.{}", field.table, field.column))
        .filter(|column| {
            !canaries
                .markers
                .iter()
                .any(|m| m.field == column && exports.contains(&m.text))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
