//! What people wrote about what they offer, what staff noted beside it, and what a household asked: it goes with whom it is about, and nothing
//! but their erasure takes it.

use std::collections::BTreeSet;

use punte_core::{
    offer::{OfferContent, OfferDraft},
    request::Need,
};
use punte_tests::{PASSWORD, Provider, TestApp, places};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _};
use uuid::Uuid;

use super::{
    erased::left,
    record::{ASKED, WORDS},
};
use crate::canaries::{self, Marker, Owner};

/// What is written into each column of a provider, past the rules that hold it: `$1` is the provider, `$2` and `$3` two moderators; `@@` is a
/// word that nothing else has.
#[rustfmt::skip]
const WRITTEN: [(&str, &str); 8] = [
    ("offer_revision.content",
        "update offer_revision r set content = jsonb_set(jsonb_set(jsonb_set(jsonb_set(r.content,
             '{title}', '\"@@\"'), '{description}', '\"A room of @@\"'), '{translations}', '{\"en\": {\"title\": \"By @@\", \"description\": \"At @@\"}}'),
             '{price_note}', '\"Ask @@\"')
             || jsonb_build_object('details', r.content -> 'details' || case r.content #>> '{details,category}'
                 when 'housing' then '{\"resident_women\": 2}'::jsonb
                 when 'medical' then '{\"opening_hours\": \"When @@ is in\"}' else '{}' end)
             from offer o where o.id = r.offer_id and o.provider_id = $1"),
    ("offer_translation.title",
        "insert into offer_translation (offer_id, language, of_words, title, description, translated_by, translated_at)
             select o.id, 'ru', repeat('0', 64), '@@', 'Nothing.', $2, app_now() from offer o where o.provider_id = $1"),
    ("offer_translation.description",
        "update offer_translation t set description = '@@' from offer o where o.id = t.offer_id and o.provider_id = $1"),
    ("hint_reading.hints",
        "update hint_reading h set hints = '[\"@@\"]', noted_at = app_now() from review_item i, offer o
             where i.id = h.item_id and o.id = i.offer_id and o.provider_id = $1"),
    ("review_decision.note",
        "update review_decision d set note = '@@' from offer_revision r, offer o
             where r.id = d.revision_id and o.id = r.offer_id and o.provider_id = $1"),
    ("review_escalation.note",
        "insert into review_escalation (id, review_item_id, revision_id, moderator_id, reason, note, created_at)
             select gen_random_uuid(), i.id, i.revision_id, $2, 'needs_language', '@@', app_now()
             from review_item i join offer o on o.id = i.offer_id where o.provider_id = $1"),
    ("offer_suspension.note",
        "insert into offer_suspension (id, offer_id, reason, suspended_by, suspended_at, lifted_by, lifted_at, note)
             select gen_random_uuid(), o.id, 'checks_needed', $2, app_now(), $3, app_now(), '@@' from offer o where o.provider_id = $1"),
    ("provider_block.note",
        "insert into provider_block (id, provider_id, reason, blocked_by, blocked_at, review_by, verdict, reviewed_by, reviewed_at, note)
             values (gen_random_uuid(), $1, 'danger', $2, app_now(), app_now(), 'lifted', $3, app_now(), '@@')"),
];

/// Writes a word of its own into each column of a provider.
async fn write(app: &TestApp, of: &Provider, owner: Owner) -> Vec<Marker> {
    let mut db = app.superuser().await;
    sqlx::query("set session_replication_role = replica")
        .execute(&mut db)
        .await
        .unwrap();
    let mut markers = Vec::new();
    for (number, (field, statement)) in WRITTEN.into_iter().enumerate() {
        let text = format!("Zqword{number}of{owner:?}");
        // Where a statement does not name all three, PostgreSQL would not know of which type they are.
        let statement = format!(
            "with who (a, b, c) as (values ($1::uuid, $2::uuid, $3::uuid)) {}",
            statement.replace("@@", &text)
        );
        let done = sqlx::query(AssertSqlSafe(statement))
            .bind(of.id.parse::<Uuid>().unwrap())
            .bind(app.cast.moderators[0].account.0)
            .bind(app.cast.moderators[1].account.0)
            .execute(&mut db)
            .await
            .unwrap();
        assert!(done.rows_affected() > 0, "{field}");
        markers.push(Marker { field, text, owner });
    }
    markers
}

/// Which fields are left of these.
async fn left_of(app: &TestApp, markers: &[Marker]) -> BTreeSet<String> {
    let left = left(app, markers).await;
    left.iter()
        .map(|found| found.split(" in ").next().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn the_words_of_a_private_person_go_with_them_and_those_of_an_organisation_stay() {
    let app = TestApp::spawn().await;
    let canaries = canaries::renamed(&app).await;
    let own = write(&app, &canaries.volunteer, Owner::Volunteer).await;
    let others = write(&app, &canaries.ngo, Owner::Ngo).await;
    let all: BTreeSet<String> = WORDS.iter().map(|column| (*column).to_owned()).collect();
    for markers in [&own, &others] {
        assert_eq!(left_of(&app, markers).await, all);
    }
    app.post("/accounts/me/erasure")
        .by(&canaries.volunteer.member)
        .json(&json!({ "password": PASSWORD }))
        .expect(204)
        .await;
    assert_eq!(left(&app, &own).await, Vec::<String>::new());
    assert_eq!(left_of(&app, &others).await, all);

    // What is left can be read, and says in each language that it was erased.
    let kept: Vec<(Value, bool)> = sqlx::query_as(
        "select r.content, r.content #>> '{details,category}' = o.category
         from offer_revision r join offer o on o.id = r.offer_id where o.provider_id = $1::uuid",
    )
    .bind(&canaries.volunteer.id)
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    assert_eq!(kept.len(), 3);
    for (content, same_kind) in kept {
        assert!(same_kind, "{content}");
        assert_eq!(content.pointer("/details/resident_women"), None);
        let draft: OfferDraft = serde_json::from_value(content.clone()).unwrap();
        let read = OfferContent::parse(draft).unwrap_or_else(|e| panic!("{content}: {e:?}"));
        let mut said = vec![read.title.clone()];
        said.extend(read.translations.values().map(|t| t.title.clone()));
        said.sort();
        assert_eq!(said, ["Erased", "Șters", "Видалено", "Удалено"]);
        assert_eq!(read.title, read.description);
    }
    for id in &canaries.matches[..3] {
        app.get(format!("/matches/{id}"))
            .by(&canaries.household.who)
            .expect(200)
            .await;
    }
}

#[tokio::test]
async fn of_what_a_household_asked_only_its_kind_is_left() {
    let app = TestApp::spawn().await;
    let canaries = canaries::make(&app).await;
    let household = &canaries.household;
    assert_eq!(ASKED, ["need.content"]);
    let asked = || async {
        let columns = "select string_agg(concat_ws(' ', content, dates), '; ') from need";
        let text: String = sqlx::query_scalar(columns)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
        text
    };
    let told = [
        places::ORHEI.to_string(),
        places::CHERNIVTSI.to_string(),
        places::SUCEAVA.to_string(),
        "paediatrics".to_owned(),
        "2027-03-10".to_owned(),
    ];
    let before = asked().await;
    for word in &told {
        assert!(before.contains(word), "{word} in {before}");
    }
    app.delete(format!("/requests/{}", household.request))
        .by(&household.who)
        .expect(204)
        .await;
    let after = asked().await;
    for word in &told {
        assert!(!after.contains(word), "{word} in {after}");
    }
    let kept: Vec<(String, Value, i32, bool)> = sqlx::query_as(
        "select category, content, quantity, dates is null from need order by position",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let bare = |quantity: i32, details: Value| json!({ "place_id": 0, "quantity": quantity, "details": details });
    let transport = json!({ "category": "transport", "to_place_id": 0 });
    let medical = json!({ "category": "medical", "speciality": "general_practice" });
    let service = json!({ "category": "service", "theme": "legal" });
    let expected = [
        ("housing", 2, json!({ "category": "housing" })),
        ("transport", 1, transport),
        ("medical", 1, medical),
        ("service", 1, service),
    ];
    for ((category, content, quantity, no_days), (of, many, details)) in kept.iter().zip(expected) {
        assert_eq!((category.as_str(), *quantity, *no_days), (of, many, true));
        assert_eq!(content, &bare(many, details));
        let need: Need = serde_json::from_value(content.clone()).unwrap();
        assert_eq!(need.category().as_str(), of);
    }
    assert_eq!(kept.len(), 4);
    // Whoever was to help still reads what became of it.
    let seen = app.get(format!("/matches/{}", canaries.matches[2]));
    seen.by(&canaries.volunteer.member).expect(200).await;
}

/// The constraint, or the code, with which a statement is refused; the empty text if it is not.
async fn refused(app: &TestApp, statement: &str) -> String {
    let mut db = app.superuser().await;
    let mut tx = db.begin().await.unwrap();
    let done = sqlx::query(AssertSqlSafe(statement.to_owned()))
        .execute(&mut *tx)
        .await;
    match done {
        Ok(done) => {
            assert!(done.rows_affected() > 0, "nothing to refuse: {statement}");
            String::new()
        }
        Err(error) => {
            let error = error.as_database_error().unwrap();
            let constraint = error.constraint().map(str::to_owned);
            constraint
                .or_else(|| error.code().map(Into::into))
                .unwrap_or_default()
        }
    }
}

#[tokio::test]
async fn nothing_but_an_erasure_takes_words_and_it_takes_nothing_else() {
    let app = TestApp::spawn().await;
    let canaries = canaries::make(&app).await;
    write(&app, &canaries.volunteer, Owner::Volunteer).await;
    let unchanged = "42501";
    let bare = "update need set content = bare_need(category, quantity), dates = null";
    // Of whoever is there nothing goes, not even all of it.
    for (statement, rule) in [
        (
            "update offer_revision set content = bare_offer(content)",
            "offer_revision_submitted_check",
        ),
        ("update review_decision set note = null", unchanged),
        ("update review_escalation set note = null", unchanged),
        (
            "update offer_suspension set note = null",
            "offer_suspension_once_check",
        ),
        (
            "update provider_block set note = null",
            "provider_block_once_check",
        ),
        (bare, "need_corrected_check"),
    ] {
        assert_eq!(refused(&app, statement).await, rule, "{statement}");
    }
    app.delete(format!("/requests/{}", canaries.household.request))
        .by(&canaries.household.who)
        .expect(204)
        .await;
    app.post("/accounts/me/erasure")
        .by(&canaries.volunteer.member)
        .json(&json!({ "password": PASSWORD }))
        .expect(204)
        .await;
    // And of whoever is erased only the words: nothing is put into their place.
    let own = format!(
        "where offer_id in (select o.id from offer o where o.provider_id = '{}')",
        canaries.volunteer.id
    );
    let of_own = format!("where revision_id in (select r.id from offer_revision r {own})");
    for (statement, rule) in [
        (
            format!(
                "update offer_revision set content = content || '{{\"title\": \"Again\"}}' {own}"
            ),
            "offer_revision_submitted_check",
        ),
        (
            format!(
                "update offer_revision set content = bare_offer(content), number = number + 7 {own}"
            ),
            "offer_revision_submitted_check",
        ),
        (
            format!("update review_decision set note = 'Again' {of_own}"),
            unchanged,
        ),
        (
            format!(
                "update review_escalation set note = null, reason = 'danger_suspected' {of_own}"
            ),
            unchanged,
        ),
        (
            format!("update offer_suspension set note = 'Again' {own}"),
            "offer_suspension_once_check",
        ),
        (
            format!("{bare}, quantity = quantity + 1"),
            "need_corrected_check",
        ),
        (
            "update need set content = content || '{\"urgency\": \"today\"}'".to_owned(),
            "need_corrected_check",
        ),
    ] {
        assert_eq!(refused(&app, &statement).await, rule, "{statement}");
    }
    // A second time it changes nothing.
    assert_eq!(refused(&app, bare).await, "");
    // The server has no right to any of the functions that do it beside the two erasures.
    let may: bool = sqlx::query_scalar(
        "select has_function_privilege('app_rw', 'erase_words(uuid)', 'execute')",
    )
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    assert!(!may);
}
