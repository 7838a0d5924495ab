//! The same by SQL, with the server's own rights: who says a word, and how often.

use futures_util::future::join_all;
use punte_tests::{TestApp, Who, housing_offer};
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

/// Puts an item into somebody's hands for so many minutes, without the use case.
async fn hold(db: &mut PgConnection, who: &Who, minutes: i32) {
    sqlx::query(
        "update review_item set claimed_by = $1, lease_until = app_now() + make_interval(mins => $2) where state = 'open'",
    )
    .bind(who.account.0)
    .bind(minutes)
    .execute(db)
    .await
    .unwrap();
}

/// Writes an approval down without the use case, with a yes to every point of a checklist; by which rule that is refused.
async fn approve_by_sql(db: &mut PgConnection, who: &Who, checklist: &str) -> Option<String> {
    let mut tx = db.begin().await.unwrap();
    let name = |error: &sqlx::Error| {
        let error = error.as_database_error().expect("the database refuses it");
        error.constraint().unwrap_or("none").to_owned()
    };
    let decision = sqlx::query_scalar::<_, Uuid>(
        "insert into review_decision (id, review_item_id, revision_id, moderator_id, decision, reason_code,
             checklist_key, checklist_version, created_at)
         select gen_random_uuid(), i.id, i.revision_id, $1, 'approve', 'checklist_complete', c.key, c.version, app_now()
         from review_item i left join (select key, max(version) as version from checklist group by key) c on c.key = $2
         where i.state = 'open' returning id",
    )
    .bind(who.account.0)
    .bind(checklist)
    .fetch_one(&mut *tx)
    .await;
    let id = match decision {
        Ok(id) => id,
        Err(error) => return Some(name(&error)),
    };
    sqlx::query(
        "insert into review_check (decision_id, item, result, moderator_id, checked_at)
         select d.id, i ->> 'key', 'yes', d.moderator_id, d.created_at
         from review_decision d join checklist c on c.key = d.checklist_key and c.version = d.checklist_version,
             jsonb_array_elements(c.items) i where d.id = $1",
    )
    .bind(id)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.err().map(|error| name(&error))
}

#[tokio::test]
async fn the_database_itself_takes_one_word_of_each_moderator_and_none_of_the_others() {
    const LIST: &str = "housing-private";
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let [one, two, three] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    app.approve_by(one, &offer).await.expect(201);
    let author = &provider.member;
    app.make_staff(author, "moderator").await;
    let mut superuser = app.superuser().await;
    sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
        .bind(&provider.id)
        .bind(three.account.0)
        .execute(&mut superuser)
        .await
        .unwrap();
    let mut db = app.app_rw().await;
    for (what, holder, minutes, who, checklist, rule) in [
        (
            "again",
            one,
            10,
            one,
            LIST,
            "review_decision_review_item_id_moderator_id_key",
        ),
        (
            "the author",
            author,
            10,
            author,
            LIST,
            "review_decision_own_check",
        ),
        (
            "a member",
            three,
            10,
            three,
            LIST,
            "review_decision_own_check",
        ),
        (
            "nobody",
            &app.cast.people[1],
            10,
            &app.cast.people[1],
            LIST,
            "review_decision_moderator_check",
        ),
        (
            "another holds it",
            one,
            10,
            two,
            LIST,
            "review_decision_lease_check",
        ),
        (
            "the lease is over",
            two,
            0,
            two,
            LIST,
            "review_decision_lease_check",
        ),
        (
            "no checklist",
            two,
            10,
            two,
            "none",
            "review_decision_checklist_check",
        ),
        (
            "another checklist",
            two,
            10,
            two,
            "service-institution",
            "review_decision_checklist_check",
        ),
    ] {
        hold(&mut db, holder, minutes).await;
        let refused = approve_by_sql(&mut db, who, checklist).await;
        assert_eq!(refused.as_deref(), Some(rule), "{what}");
    }
    sqlx::query("update account set disabled_at = app_now() where id = $1")
        .bind(two.account.0)
        .execute(&mut superuser)
        .await
        .unwrap();
    hold(&mut db, two, 10).await;
    let disabled = approve_by_sql(&mut db, two, LIST).await;
    assert_eq!(disabled.as_deref(), Some("review_decision_moderator_check"));
    sqlx::query("update account set disabled_at = null where id = $1")
        .bind(two.account.0)
        .execute(&mut superuser)
        .await
        .unwrap();
    // One of two stands: nothing makes it enough.
    let live = "update offer set review = 'approved', live_revision_id = latest_revision_id where review = 'in_review'";
    sqlx::query("update offer set review = 'in_review' where review = 'submitted'")
        .execute(&mut db)
        .await
        .unwrap();
    let early = sqlx::query(live).execute(&mut db).await.unwrap_err();
    let early = early.as_database_error().and_then(|e| e.constraint());
    assert_eq!(early, Some("offer_approvals_check"));
    // The second one's at once, over ten connections: one of them is written down.
    let words = (0..10).map(|_| async {
        let mut db = app.app_rw().await;
        approve_by_sql(&mut db, two, LIST).await
    });
    let words = join_all(words).await;
    let twice = "review_decision_review_item_id_moderator_id_key";
    assert_eq!(words.iter().filter(|w| w.is_none()).count(), 1, "{words:?}");
    assert!(
        words.iter().flatten().all(|rule| rule == twice),
        "{words:?}"
    );
    let standing = "select count(*) from review_decision where undone_at is null";
    assert_eq!(app.count(standing).await, 2);
}
