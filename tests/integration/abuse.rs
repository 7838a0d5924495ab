//! T9 (docs/assurance.md): moderators who mean no good, or who tap on two devices at once. One word of each moderator counts, nobody's
//! of those who wrote an offer or belong to whoever offers it, and each that counts has one line in the log. What the use cases refuse
//! the database refuses too, with the server's own rights.
//!
//! Beside this: leases, members and former versions in `verification.rs`, what was handed on in `escalation.rs`, a colleague's decision
//! that somebody else takes back in `undo.rs`, a stale second factor in `factors.rs`, too many looks in `limits.rs`.

#![cfg(test)]

mod by_sql;

use futures_util::future::join_all;
use punte_tests::{Answer, Call, Provider, TestApp, Who, housing_offer, service, with};
use serde_json::{Value, json};

use crate::pages::desk::moderator;

/// So many requests come at once.
const AT_ONCE: usize = 100;

/// A yes to all of an item in a version.
async fn approval(app: &TestApp, who: &Who, item: &str, revision: &str) -> Value {
    json!({
        "decision": "approve", "reason_code": "checklist_complete", "revision_id": revision,
        "checklist": app.checked(who, item).await,
    })
}

/// The same moderator on two devices.
async fn devices(app: &TestApp, who: &Who) -> [String; 2] {
    [who.fresh_token(app).await, who.fresh_token(app).await]
}

fn decide<'a>(app: &'a TestApp, token: &str, item: &str, body: &Value) -> Call<'a> {
    app.post(format!("/review/items/{item}/decisions"))
        .token(token)
        .json(body)
}

/// How many of the answers say that it is done; the others say that it is not, and nothing else.
fn done(answers: &[Answer]) -> usize {
    for answer in answers {
        // 503: so many at once are not all let in.
        assert!([201, 409, 503].contains(&answer.status), "{}", answer.text);
    }
    answers.iter().filter(|a| a.status == 201).count()
}

/// So many decisions were made, each with its line in the log; nobody's word counts twice, and nothing is shown with too few.
async fn holds(app: &TestApp, decisions: i64) {
    for (what, counted, expected) in [
        (
            "decisions",
            "select count(*) from review_decision",
            decisions,
        ),
        (
            "lines of the log",
            "select count(*) from audit_event where action = 'review_decided'",
            decisions,
        ),
        (
            "lines of the log that say who and what",
            "select count(*) from review_decision d where exists (
                 select from audit_event e where e.action = 'review_decided' and e.subject_id = d.review_item_id
                     and e.actor_id = d.moderator_id and e.data ->> 'decision' = d.decision)",
            decisions,
        ),
        (
            "said twice by one",
            "select count(*) from (
                 select 1 from review_decision where undone_at is null group by revision_id, moderator_id having count(*) > 1) twice",
            0,
        ),
        (
            "shown with too few",
            "select count(*) from offer o join review_item i on i.revision_id = o.live_revision_id
             where i.approvals_required > (
                 select count(distinct d.moderator_id) from review_decision d
                 where d.revision_id = o.live_revision_id and d.decision = 'approve' and d.undone_at is null)",
            0,
        ),
    ] {
        assert_eq!(app.count(counted).await, expected, "{what}");
    }
}

#[tokio::test]
async fn of_a_hundred_approvals_at_once_one_of_each_moderator_counts() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let [one, two, three] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let (id, revision) = app.open_item(one, &offer).await;
    let body = approval(&app, one, &id, &revision).await;
    let (ones, twos, threes) = (
        devices(&app, one).await,
        devices(&app, two).await,
        devices(&app, three).await,
    );
    let all = async |devices: &[String; 2]| {
        let tries = (0..AT_ONCE).map(|n| decide(&app, &devices[n % 2], &id, &body).send());
        done(&join_all(tries).await)
    };
    app.claim(one, &id).await.expect(200);
    assert_eq!(all(&ones).await, 1);
    holds(&app, 1).await;
    assert!(!app.is_public(&offer).await);

    // The first one's word is no second one, whoever holds the item, nor by taking it again.
    assert_eq!(all(&ones).await, 0, "nobody holds it");
    app.claim(two, &id).await.expect(200);
    assert_eq!(all(&ones).await, 0, "somebody else holds it");
    let take = |token: &str| app.post(format!("/review/items/{id}/claim")).token(token);
    let retaken = join_all((0..AT_ONCE).map(|n| take(&ones[n % 2]).send())).await;
    assert!(retaken.iter().all(|a| [409, 503].contains(&a.status)));
    holds(&app, 1).await;
    assert!(!app.is_public(&offer).await);

    // Two others reach for the second word, each on two devices.
    app.delete(format!("/review/items/{id}/claim"))
        .by(two)
        .expect(204)
        .await;
    let both = [&twos[0], &threes[0], &twos[1], &threes[1]];
    let second = join_all((0..AT_ONCE).map(|n| {
        let token = both[n % 4];
        let (claim, approve) = (take(token), decide(&app, token, &id, &body));
        async move {
            claim.send().await;
            approve.send().await
        }
    }))
    .await;
    assert_eq!(done(&second), 1);
    holds(&app, 2).await;
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn a_word_taken_back_while_another_agrees_leaves_two_words_or_nothing_to_see() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let mut decisions = 0;
    for round in 0..6 {
        let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
        let (id, revision) = app.open_item(one, &offer).await;
        app.approve_by(one, &offer).await.expect(201);
        app.claim(two, &id).await.expect(200);
        let body = approval(&app, two, &id, &revision).await;
        let token = two.token(&app).await;
        let undo = app.post(format!("/review/items/{id}/undo")).by(one);
        let (undone, agreed) = tokio::join!(undo.send(), decide(&app, &token, &id, &body).send());
        assert!([200, 409].contains(&undone.status), "{}", undone.text);
        agreed.expect(201);
        decisions += 2;
        let standing: i64 = sqlx::query_scalar(
            "select count(*) from review_decision d join review_item i on i.id = d.review_item_id
             where i.offer_id = $1::uuid and d.undone_at is null",
        )
        .bind(&offer)
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
        let shown = app.is_public(&offer).await;
        assert_eq!(shown, undone.status == 409, "round {round}");
        assert_eq!(standing, if shown { 2 } else { 1 }, "round {round}");
        holds(&app, decisions).await;
    }
}

#[tokio::test]
async fn an_edit_at_the_moment_of_an_approval_is_not_approved_by_it() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let one = app.as_moderator();
    let mut decisions = 0;
    for round in 0..6 {
        let offer = app.live(&provider, &service(&provider.id)).await;
        let version = app.offer(&provider, &offer).await.version();
        let edit = |version: i64, title: &str| {
            app.patch(format!("/offers/{offer}"))
                .by(&provider.member)
                .if_match(version)
                .json(&json!({ "content": { "title": title } }))
        };
        edit(version, "Looked at by somebody").expect(200).await;
        let (id, revision) = app.open_item(one, &offer).await;
        app.claim(one, &id).await.expect(200);
        let body = approval(&app, one, &id, &revision).await;
        let token = one.token(&app).await;
        let version = app.offer(&provider, &offer).await.version();
        let (agreed, edited) = tokio::join!(
            decide(&app, &token, &id, &body).send(),
            edit(version, "Looked at by nobody").send()
        );
        assert!([201, 409, 412].contains(&agreed.status), "{}", agreed.text);
        assert!([200, 409, 412].contains(&edited.status), "{}", edited.text);
        decisions += if agreed.status == 201 { 2 } else { 1 };
        let shown = app
            .get(format!("/public/offers/{offer}"))
            .expect(200)
            .await
            .text_at("/title");
        let expected = if agreed.status == 201 {
            "Looked at by somebody"
        } else {
            "Consultanță juridică"
        };
        assert_eq!(shown, expected, "round {round}");
        holds(&app, decisions).await;
    }
}

#[tokio::test]
async fn whoever_wrote_an_offer_decides_nothing_about_it_nor_after_leaving_the_organisation() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let author = app.colleague(&provider, "author@example.org").await;
    let own = Provider {
        id: provider.id.clone(),
        member: author.clone(),
    };
    let offer = app.submitted(&own, &service(&own.id)).await;
    app.make_staff(&author, "moderator").await;
    let tokens = devices(&app, &author).await;
    let other = app.as_moderator();
    let (id, revision) = app.open_item(other, &offer).await;
    let yes = approval(&app, other, &id, &revision).await;
    let no = json!({ "decision": "reject", "reason_code": "duplicate", "revision_id": revision });
    let take = || {
        app.post(format!("/review/items/{id}/claim"))
            .token(&tokens[0])
            .send()
    };
    take().await.problem(409, "own-offer");
    let tries = (0..AT_ONCE).map(|n| {
        let body = if n % 4 < 2 { &yes } else { &no };
        decide(&app, &tokens[n % 2], &id, body).send()
    });
    assert_eq!(done(&join_all(tries).await), 0);
    // Out of the organisation they are an author still.
    sqlx::query("delete from provider_member where account_id = $1")
        .bind(author.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    take().await.problem(409, "own-offer");
    let waits = app.queue_item(other, &offer).await.unwrap();
    assert_eq!(waits["claimed_by"], Value::Null, "they hold nothing");
    for body in [&yes, &no] {
        let refused = decide(&app, &tokens[1], &id, body).send().await;
        refused.problem(409, "own-offer");
    }
    holds(&app, 0).await;
    // They keep nobody else from it.
    app.approve_by(other, &offer).await.expect(201);
    holds(&app, 1).await;
}

#[tokio::test]
async fn one_decision_on_several_leaves_out_what_the_moderators_own_organisation_offers() {
    let app = TestApp::spawn().await;
    let (foreign, own) = (
        app.provider(0, "ngo", 1).await,
        app.provider(1, "ngo", 1).await,
    );
    let one = app.as_moderator();
    sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
        .bind(&own.id)
        .bind(one.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let mut offers = Vec::new();
    for provider in [&foreign, &own, &own] {
        let body = with(
            service(&provider.id),
            "/content/title",
            format!("Several {}", offers.len()),
        );
        offers.push(app.submitted(provider, &body).await);
    }
    let other = &app.cast.moderators[1];
    let mut ticked = Vec::new();
    for offer in &offers {
        let (id, revision) = app.open_item(other, offer).await;
        ticked.push((id, revision));
    }
    let mut browser = moderator(&app, 0).await;
    let page = browser
        .open(&format!(
            "/en/desk/together?x={}.{}",
            ticked[0].0, ticked[0].1
        ))
        .await;
    // The form of one, with two more written into it by hand.
    let mut form = page
        .form("/en/desk/together")
        .with("decision", "reject")
        .with("reason", "duplicate");
    for (id, revision) in &ticked[1..] {
        form = form.and("x", &format!("{id}.{revision}"));
    }
    for _ in 0..2 {
        let done = browser.send(&form).await;
        assert_eq!(done.status, 200, "{}", done.html);
    }
    holds(&app, 1).await;
    for offer in &offers[1..] {
        let item = app.queue_item(other, offer).await.unwrap();
        assert_eq!(item["claimed_by"], Value::Null, "nor is it held");
    }
    assert!(app.queue_item(other, &offers[0]).await.is_none());
}

#[tokio::test]
async fn nobody_learns_who_somebody_is_without_a_reason_or_of_their_own_organisation() {
    let app = TestApp::spawn().await;
    let (provider, own) = (
        app.provider(0, "ngo", 1).await,
        app.provider(1, "ngo", 1).await,
    );
    let one = app.as_moderator();
    sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
        .bind(&own.id)
        .bind(one.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let open = |provider: &Provider, body: &Value| {
        app.post(format!("/providers/{}/identity-views", provider.id))
            .by(one)
            .json(body)
            .send()
    };
    for body in [
        json!({}),
        json!({ "reason": null }),
        json!({ "reason": "" }),
        json!({ "reason": "curious" }),
        json!({ "reason": ["vetting"] }),
        json!({ "reason": "vetting", "silently": true }),
    ] {
        let refused = open(&provider, &body).await;
        assert!([400, 422].contains(&refused.status), "{}", refused.text);
        assert!(!refused.text.contains("contact0@example.org"), "{body}");
    }
    let mine = open(&own, &json!({ "reason": "vetting" })).await;
    assert!([403, 404, 409].contains(&mine.status), "{}", mine.text);
    let looks = "select count(*) from audit_event where action = 'identity_opened'";
    assert_eq!(app.count(looks).await, 0);
    open(&provider, &json!({ "reason": "vetting" }))
        .await
        .expect(201);
    assert_eq!(app.count(looks).await, 1);
}
