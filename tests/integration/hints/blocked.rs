//! Whoever was blocked comes back under another name: known by what they had when they were blocked, also where they left or were erased.

use punte_tests::{PASSWORD, Provider, TestApp, Who, profile, service, with};
use serde_json::{Value, json};

use super::{hints, linked::known_both_ways};

/// An offer of a provider that somebody registers anew, with a phone and a number in a register that nobody had before.
async fn comes_back(app: &TestApp, who: &Who, number: usize) -> String {
    let body = with(
        with(
            profile(number, "ngo"),
            "/phone",
            format!("+3736920000{number}"),
        ),
        "/registration_number",
        format!("100960000000{number}"),
    );
    let made = app.post("/providers").by(who).json(&body).expect(201).await;
    let provider = Provider {
        id: made.id(),
        member: who.clone(),
    };
    let offer = with(
        service(&provider.id),
        "/content/title",
        format!("Anew, number {number}"),
    );
    app.submitted(&provider, &offer).await
}

#[tokio::test]
async fn whoever_left_or_was_erased_does_not_come_back_unnoticed_from_who_was_blocked() {
    let app = TestApp::spawn().await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let provider = app.provider(0, "ngo", 1).await;
    let before = app.colleague(&provider, "before@example.org").await;
    let after = app.colleague(&provider, "after@example.org").await;
    let erased = app.colleague(&provider, "erased@example.org").await;
    let leave = async |who: &Who| {
        let membership = app.membership(who).await;
        app.delete(format!("/members/{membership}"))
            .by(who)
            .expect(204)
            .await;
    };
    leave(&before).await;
    let path = format!("/providers/{}/block", provider.id);
    app.post(&path)
        .by(first)
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    // Who joins while it stands and what an address becomes is remembered, too.
    let kept = "select count(*) from block_mark";
    let mut owner = app.superuser().await;
    let (marks, joins) = (
        app.count(kept).await,
        app.sign_up("joins@example.org").await,
    );
    sqlx::query("insert into provider_member (provider_id, account_id, role) values ($1::uuid, $2, 'member')")
        .bind(&provider.id)
        .bind(joins.account.0)
        .execute(&mut owner)
        .await
        .unwrap();
    let joined = app.count(kept).await;
    assert!(joined > marks);
    sqlx::query(
        "update identity.account set email_index = sha256('elsewhere') where account_id = $1",
    )
    .bind(joins.account.0)
    .execute(&mut owner)
    .await
    .unwrap();
    assert!(app.count(kept).await > joined);
    leave(&after).await;
    app.post("/accounts/me/erasure")
        .by(&erased)
        .json(&json!({ "password": PASSWORD }))
        .expect(204)
        .await;
    // The same mailbox, another account.
    let again = app.sign_up("erased@example.org").await;
    assert_ne!(again.account, erased.account);

    let known: Value =
        json!({ "code": "blocked-before", "by": ["member"], "provider_ids": [provider.id] });
    let mut offers = Vec::new();
    for (number, who) in [&before, &after, &again].into_iter().enumerate() {
        let offer = comes_back(&app, who, number + 1).await;
        assert!(hints(&app, &offer).await.contains(&known), "{number}");
        offers.push(offer);
    }
    let stranger = comes_back(&app, &app.cast.people[4], 9).await;
    assert!(!hints(&app, &stranger).await.contains(&known));
    assert_eq!(known_both_ways(&app).await, 3);

    // With the block goes all that it kept.
    assert!(app.count(kept).await > 0);
    app.post(format!("{path}/verdicts"))
        .by(second)
        .json(&json!({ "verdict": "lifted" }))
        .expect(201)
        .await;
    assert_eq!(app.count(kept).await, 0);
}
