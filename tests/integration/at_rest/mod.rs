//! Personal data at rest: who reads the database, its disk or a backup reads nobody's name.

#![cfg(test)]

mod beside;
mod older;

use std::process::Command;

use punte_api::{
    postgres::newest_usable_bindir,
    storage::{accounts, provider_identity, request_contacts},
    vault::{Vault, VaultError},
};
use punte_core::{contact::Email, id::ProviderId};
use punte_tests::{Operator, TestApp, kek_file, open_all};
use sqlx::Connection as _;
use tempfile::TempDir;

use crate::canaries::{self, coordinate_hex, found_in};

/// A database as `pg_dump` writes it.
fn dump(url: &str) -> String {
    let output = Command::new(newest_usable_bindir().unwrap().join("pg_dump"))
        .arg(url)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn id<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_value(text.into()).unwrap()
}

#[tokio::test]
async fn a_dump_of_the_database_holds_none_of_the_markers_in_personal_fields() {
    let app = TestApp::spawn().await;
    let canaries = canaries::make(&app).await;
    let dumped = dump(app.database_url());
    assert!(
        dumped.contains(&canaries.public_name),
        "an organisation's name is public: the dump is whole"
    );
    let found: Vec<_> = found_in(&canaries.markers, &dumped)
        .into_iter()
        .map(|m| (m.field, &m.text))
        .collect();
    assert!(found.is_empty(), "{found:?}");
    for degrees in [47.383_219_7, 28.821_475_3] {
        assert!(!dumped.contains(&coordinate_hex(degrees)), "{degrees}");
    }
}

#[tokio::test]
async fn the_database_takes_no_plain_text_into_a_sealed_column_whoever_writes_it() {
    let app = TestApp::spawn().await;
    let canaries = canaries::make(&app).await;
    let request: uuid::Uuid = id(&canaries.household.request);
    let mut db = app.superuser().await;
    for (statement, constraint) in [
        (
            "update identity.request_contact set name = convert_to('Olena Shevchenko, who lives in a street with a long name', 'utf8')
             where request_id = $1",
            "request_contact_name_check",
        ),
        (
            "update identity.request_contact set plain_name = 'Olena' where request_id = $1",
            "request_contact_sealed_check",
        ),
        (
            "update identity.request_contact set phone_index = null where request_id = $1",
            "request_contact_sealed_check",
        ),
    ] {
        let refused = sqlx::query(statement)
            .bind(request)
            .execute(&mut db)
            .await
            .unwrap_err();
        let held = refused
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::constraint);
        assert_eq!(held, Some(constraint), "{statement}");
    }
}

#[tokio::test]
async fn a_value_that_was_moved_to_another_row_does_not_open() {
    let app = TestApp::spawn().await;
    let canaries = canaries::make(&app).await;
    let vault = Vault::open(&kek_file(), true).unwrap();
    let mut db = app.superuser().await;
    let (volunteer, ngo): (ProviderId, ProviderId) =
        (id(&canaries.volunteer.id), id(&canaries.ngo.id));
    assert!(
        provider_identity::find(&mut open_all(&mut db, &vault).await, ngo)
            .await
            .unwrap()
            .is_some()
    );
    sqlx::query(
        "update identity.provider a set email = b.email from identity.provider b where a.provider_id = $1 and b.provider_id = $2",
    )
    .bind(ngo.0)
    .bind(volunteer.0)
    .execute(&mut db)
    .await
    .unwrap();
    assert!(
        provider_identity::find(&mut open_all(&mut db, &vault).await, ngo)
            .await
            .is_err(),
        "the volunteer's address does not become the organisation's"
    );
    // Not even together with the key that it was sealed with.
    sqlx::query(
        "update identity.data_key a set wrapped = b.wrapped, kek = b.kek, version = b.version
         from identity.data_key b where a.row_id = $1 and b.row_id = $2",
    )
    .bind(ngo.0)
    .bind(volunteer.0)
    .execute(&mut db)
    .await
    .unwrap();
    sqlx::query(
        "update identity.provider a set registration_number = b.registration_number, legal_representative = b.legal_representative,
             contact_person = b.contact_person, phone = b.phone, contact_hours = b.contact_hours
         from identity.provider b where a.provider_id = $1 and b.provider_id = $2",
    )
    .bind(ngo.0)
    .bind(volunteer.0)
    .execute(&mut db)
    .await
    .unwrap();
    assert!(
        provider_identity::find(&mut open_all(&mut db, &vault).await, ngo)
            .await
            .is_err(),
        "the volunteer's whole row does not become the organisation's"
    );
    // Nor within a row: what is one column's is no other's.
    sqlx::query("update identity.provider set contact_person = email where provider_id = $1")
        .bind(volunteer.0)
        .execute(&mut db)
        .await
        .unwrap();
    assert!(
        provider_identity::find(&mut open_all(&mut db, &vault).await, volunteer)
            .await
            .is_err(),
        "an address does not become a name"
    );
}

#[tokio::test]
async fn what_lost_its_data_key_is_gone_and_a_deleted_row_takes_its_key_along() {
    let app = TestApp::spawn().await;
    let canaries = canaries::make(&app).await;
    let vault = Vault::open(&kek_file(), true).unwrap();
    let request: punte_core::id::RequestId = id(&canaries.household.request);
    let mut db = app.superuser().await;
    // As a backup of the data with a later backup of the keys.
    sqlx::query("delete from identity.data_key where row_id = $1")
        .bind(request.0)
        .execute(&mut db)
        .await
        .unwrap();
    assert!(
        request_contacts::find(&mut open_all(&mut db, &vault).await, request)
            .await
            .unwrap()
            .is_none()
    );
    app.get(format!("/matches/{}/contacts", canaries.matches[0]))
        .by(&canaries.volunteer.member)
        .expect(404)
        .await;
    let keys = "select count(*) from identity.data_key";
    let before = app.count(keys).await;
    sqlx::query("delete from identity.account where account_id = $1")
        .bind(canaries.account.account.0)
        .execute(&mut db)
        .await
        .unwrap();
    assert_eq!(app.count(keys).await, before - 1);
}

#[tokio::test]
async fn a_rotated_key_encryption_key_wraps_everything_and_changes_no_value() {
    let app = TestApp::spawn().await;
    let canaries = canaries::make(&app).await;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("kek");
    std::fs::copy(kek_file(), &file).unwrap();
    let mut operator = Operator::of(&app);
    operator.kek_file = Some(file.clone());
    let values = "select md5(string_agg(t::text, '' order by t::text)) from identity.provider t";
    let mut db = app.superuser().await;
    let before: String = sqlx::query_scalar(values).fetch_one(&mut db).await.unwrap();
    let former = Vault::open(&kek_file(), true).unwrap();
    operator.succeed(&["keys", "rotate-kek"]);
    let after: String = sqlx::query_scalar(values).fetch_one(&mut db).await.unwrap();
    assert_eq!(after, before, "only data keys are wrapped anew");
    assert_eq!(
        app.count("select count(*) from identity.data_key where kek <> 2")
            .await,
        0
    );
    let provider: ProviderId = id(&canaries.ngo.id);
    let vault = Vault::open(&file, true).unwrap();
    let who = provider_identity::find(&mut open_all(&mut db, &vault).await, provider)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(who.email, "zqprov1@example.org");
    let email = Email::parse("zqaccount@example.org").unwrap();
    assert!(
        accounts::find_by_email(&mut db, &vault, &email)
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        provider_identity::find(&mut open_all(&mut db, &former).await, provider)
            .await
            .is_err(),
        "whoever has only the former key reads nothing any more"
    );
    operator.succeed(&["keys", "retire-kek"]);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("\nkek 2 ") && !text.contains("\nkek 1 "));
}

#[tokio::test]
async fn a_key_under_which_somebody_writes_at_this_moment_is_not_retired() {
    let app = TestApp::spawn().await;
    canaries::make(&app).await;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("kek");
    std::fs::copy(kek_file(), &file).unwrap();
    let mut operator = Operator::of(&app);
    operator.kek_file = Some(file.clone());
    let mut db = app.superuser().await;
    let (row, wrapped): (uuid::Uuid, Vec<u8>) =
        sqlx::query_as("select row_id, wrapped from identity.data_key limit 1")
            .fetch_one(&mut db)
            .await
            .unwrap();
    operator.succeed(&["keys", "rotate-kek"]);
    // As a server that wrapped under the former key, and has not committed yet.
    let mut late = db.begin().await.unwrap();
    sqlx::query("update identity.data_key set wrapped = $2, kek = 1 where row_id = $1")
        .bind(row)
        .bind(&wrapped)
        .execute(&mut *late)
        .await
        .unwrap();
    operator.fail(&["keys", "retire-kek"]);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("\nkek 1 "), "it is needed");
    late.commit().await.unwrap();
    let said = operator.succeed(&["keys", "retire-kek"]);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(!text.contains("\nkek 1 "), "{said}");
    let under: i32 = sqlx::query_scalar("select kek from identity.data_key where row_id = $1")
        .bind(row)
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert_eq!(under, 2, "it was wrapped anew before");
}

#[tokio::test]
async fn a_start_without_the_keys_of_the_data_or_with_others_is_refused_by_name() {
    let app = TestApp::spawn().await;
    let folder = TempDir::new().unwrap();
    let mut operator = Operator::of(&app);
    let missing = folder.path().join("nowhere");
    operator.kek_file = Some(missing.clone());
    let said = operator.fail(&["migrate"]);
    assert!(
        said.contains("key-encryption key is missing") && said.contains("nowhere"),
        "{said}"
    );
    assert!(!missing.exists(), "nothing is made in its place");
    let others = folder.path().join("others");
    Vault::open(&others, false).unwrap();
    operator.kek_file = Some(others.clone());
    let said = operator.fail(&["migrate"]);
    assert!(said.contains("are not those"), "{said}");
    Vault::open(&others, true).unwrap().add_kek().unwrap();
    let unknown = Vault::open(&others, true).unwrap();
    assert!(matches!(
        unknown.open_key(
            uuid::Uuid::nil(),
            &punte_api::vault::WrappedKey {
                wrapped: Vec::new(),
                kek: 9,
                version: 1
            }
        ),
        Err(VaultError::UnknownKek(9))
    ));
    operator.kek_file = Some(kek_file());
    operator.succeed(&["migrate"]);
}

#[tokio::test]
async fn keys_of_the_environment_open_what_is_sealed_and_are_neither_written_nor_said() {
    let app = TestApp::spawn().await;
    let text = std::fs::read_to_string(kek_file()).unwrap();
    let mut operator = Operator::of(&app);
    operator.kek = Some(text.clone());
    let silent = |said: &str| {
        let mut keys = text.split_whitespace().filter(|word| word.len() == 64);
        assert!(!keys.any(|key| said.contains(key)), "{said}");
    };
    let both = operator.fail(&["migrate"]);
    assert!(
        both.contains("PUNTE_KEK and PUNTE_KEK_FILE are both set"),
        "{both}"
    );
    silent(&both);
    operator.kek_file = None;
    operator.succeed(&["migrate"]);
    for command in ["rotate-kek", "retire-kek"] {
        let said = operator.fail(&["keys", command]);
        assert!(said.contains("are in PUNTE_KEK"), "{command}: {said}");
        silent(&said);
    }
    let data = operator.directory.path().join("data");
    assert!(
        !data.join("keys").join("kek").exists(),
        "nothing is written"
    );
    // The doctor says where they are, and nothing of them.
    let found = operator.run(&["doctor", "--json"]);
    let found = String::from_utf8_lossy(&found.stdout).into_owned();
    silent(&found);
    let report: serde_json::Value = serde_json::from_str(&found).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let kek = findings.iter().find(|f| f["name"] == "kek").unwrap();
    assert_eq!(kek["verdict"], "ok");
    assert!(kek["says"].as_str().unwrap().contains("in PUNTE_KEK"));
    // Keys of another installation, and none at all: refused by name.
    let folder = TempDir::new().unwrap();
    let others = folder.path().join("others");
    Vault::open(&others, false).unwrap();
    let others = std::fs::read_to_string(&others).unwrap();
    for (given, why) in [
        (others.as_str(), "in PUNTE_KEK are not those"),
        ("kek 1 00", "PUNTE_KEK does not hold"),
        ("", "PUNTE_KEK does not hold"),
    ] {
        operator.kek = Some(given.to_owned());
        let said = operator.fail(&["migrate"]);
        assert!(said.contains(why), "{said}");
    }
    let said = operator.fail(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(said.starts_with("punte: kek: "), "{said}");
}
