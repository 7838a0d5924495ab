//! Nothing is reachable before enough people approved it.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{TestApp, housing_need, housing_offer, job, ride, service, service_need, with};
use serde_json::{Value, json};

/// Whether anybody can reach an offer: public list, detail, ranking, proposal.
pub async fn is_reachable(app: &TestApp, offer: &str, need: &Value) -> bool {
    let public = app.is_public(offer).await;
    let household = app.file(std::slice::from_ref(need)).await;
    let ranked = app.rank(&household, 0).await.text.contains(offer);
    let proposed = app.try_propose(&household, 0, offer).await;
    assert_eq!(public, ranked);
    assert_eq!(public, proposed.status == 201, "{}", proposed.text);
    if !public {
        proposed.problem(409, "offer-not-available");
    }
    public
}

#[tokio::test]
async fn an_offer_is_reachable_after_approval_and_at_no_other_time() {
    let app = TestApp::spawn().await;
    let need = service_need(1);
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.draft(&provider, &service(&provider.id)).await;
    assert!(!is_reachable(&app, &offer, &need).await, "draft");
    app.step(&provider, &offer, "submit").await.expect(200);
    assert!(!is_reachable(&app, &offer, &need).await, "submitted");
    let (id, revision) = app.open_item(app.as_moderator(), &offer).await;
    app.claim(app.as_moderator(), &id).await.expect(200);
    assert!(!is_reachable(&app, &offer, &need).await, "in review");
    app.decide(app.as_moderator(), &id, "approve", &revision)
        .await
        .expect(201);
    assert!(is_reachable(&app, &offer, &need).await, "approved");
    app.step(&provider, &offer, "pause").await.expect(200);
    assert!(!app.is_public(&offer).await, "paused");
    app.step(&provider, &offer, "resume").await.expect(200);
    assert!(is_reachable(&app, &offer, &need).await, "resumed");
    app.step(&provider, &offer, "withdraw").await.expect(200);
    assert!(!is_reachable(&app, &offer, &need).await, "withdrawn");
}

#[tokio::test]
async fn a_refused_offer_is_never_reachable_and_says_why_to_its_provider() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    for (decision, state) in [
        ("reject", "rejected"),
        ("request_changes", "changes_requested"),
    ] {
        let offer = app.submitted(&provider, &service(&provider.id)).await;
        let (id, revision) = app.open_item(app.as_moderator(), &offer).await;
        app.claim(app.as_moderator(), &id).await.expect(200);
        app.decide(app.as_moderator(), &id, decision, &revision)
            .await
            .expect(201);
        assert!(!is_reachable(&app, &offer, &service_need(1)).await);
        let view = app.offer(&provider, &offer).await;
        assert_eq!(view.text_at("/review"), state);
        assert_eq!(view.text_at("/last_word/reason_code"), "unclear_text");
        // Handing in again what was not changed is no answer.
        app.step(&provider, &offer, "submit")
            .await
            .problem(409, "illegal-state");
    }
}

#[tokio::test]
async fn one_approval_is_not_enough_for_what_is_private() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "volunteer", 3).await;
    let company = app.provider(1, "company", 3).await;
    let lodging = with(job(&company.id), "/content/details/housing_included", "yes");
    let ngo = app.provider(2, "ngo", 3).await;
    let residents = with(housing_offer(&ngo.id), "/content/private_home", false);
    let residents = with(residents, "/content/details/resident_women", 1);
    for (provider, body) in [
        (&host, housing_offer(&host.id)),
        (&host, ride(&host.id)),
        (&host, job(&host.id)),
        (&company, lodging),
        (&ngo, residents),
        (&ngo, with(service(&ngo.id), "/content/for_minors", true)),
    ] {
        let offer = app.submitted(provider, &body).await;
        let [one, two, ..] = app.cast.moderators.as_slice() else {
            unreachable!()
        };
        let first = app.approve_by(one, &offer).await.expect(201);
        assert_eq!(
            (
                first.text_at("/state"),
                first.number("/approvals"),
                first.number("/approvals_required")
            ),
            ("open".to_owned(), 1, 2)
        );
        assert!(!app.is_public(&offer).await, "{body}");
        assert_eq!(
            app.offer(provider, &offer).await.text_at("/review"),
            "submitted"
        );
        // The first moderator is not offered it again, and could not decide on it again.
        assert!(app.queue_item(one, &offer).await.is_none());
        let item = app.queue_item(two, &offer).await.unwrap();
        let (id, revision) = (
            item["id"].as_str().unwrap(),
            item["revision_id"].as_str().unwrap(),
        );
        app.claim(one, id).await.problem(409, "already-decided");
        app.decide(one, id, "approve", revision).await.expect(409);
        let second = app.approve_by(two, &offer).await.expect(201);
        assert_eq!(second.text_at("/state"), "decided");
        assert_eq!(
            app.offer(provider, &offer).await.text_at("/review"),
            "approved"
        );
    }
}

#[tokio::test]
async fn nobody_decides_on_what_their_own_organisation_offers() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    // The moderator becomes a member: only an operator can make that so.
    let own = app.as_moderator().clone();
    sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
        .bind(&provider.id)
        .bind(own.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let other = &app.cast.moderators[1];
    let found = app.queue_item(other, &offer).await.unwrap();
    let id = found["id"].as_str().unwrap();
    let revision = found["revision_id"].as_str().unwrap();
    assert!(app.queue_item(&own, &offer).await.is_none());
    app.claim(&own, id).await.problem(409, "own-offer");
    app.decide(&own, id, "approve", revision)
        .await
        .problem(409, "own-offer");
    app.post(format!("/providers/{}/evidence", provider.id))
        .by(&own)
        .json(&json!({ "kind": "visit" }))
        .expect(403)
        .await;
    app.approve_by(other, &offer).await.expect(201);
}

#[tokio::test]
async fn a_claim_keeps_others_away_for_ten_minutes_and_no_longer() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let (id, revision) = app.open_item(app.as_moderator(), &offer).await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    app.claim(one, &id).await.expect(200);
    app.claim(two, &id).await.problem(409, "claimed-by-other");
    app.decide(two, &id, "approve", &revision)
        .await
        .problem(409, "lease-lost");
    app.advance(SignedDuration::from_secs(599));
    app.claim(two, &id).await.problem(409, "claimed-by-other");
    app.advance(SignedDuration::from_secs(1));
    app.decide(one, &id, "approve", &revision)
        .await
        .problem(409, "lease-lost");
    assert!(!app.is_public(&offer).await);
    app.claim(two, &id).await.expect(200);
    app.claim(one, &id).await.problem(409, "claimed-by-other");
    app.decide(two, &id, "approve", &revision).await.expect(201);
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn a_claim_that_is_given_back_is_free_at_once() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let (id, revision) = app.open_item(app.as_moderator(), &offer).await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    app.claim(one, &id).await.expect(200);
    app.delete(format!("/review/items/{id}/claim"))
        .by(two)
        .send()
        .await
        .problem(409, "lease-lost");
    app.delete(format!("/review/items/{id}/claim"))
        .by(one)
        .expect(204)
        .await;
    app.decide(one, &id, "approve", &revision)
        .await
        .problem(409, "lease-lost");
    app.claim(two, &id).await.expect(200);
}

#[tokio::test]
async fn a_decision_on_a_version_that_is_not_the_newest_is_refused() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let edit = async |title: &str| {
        let version = app.offer(&provider, &offer).await.version();
        app.patch(format!("/offers/{offer}"))
            .by(&provider.member)
            .if_match(version)
            .json(&json!({ "content": { "title": title } }))
            .expect(200)
            .await
    };
    edit("Consultanță juridică gratuită").await;
    let (id, revision) = app.open_item(app.as_moderator(), &offer).await;
    app.claim(app.as_moderator(), &id).await.expect(200);
    let wrong = uuid::Uuid::from_u128(7).to_string();
    let unknown = app.decide(app.as_moderator(), &id, "approve", &wrong).await;
    assert!(
        unknown
            .problem(412, "stale-version")
            .body
            .get("changes")
            .is_none()
    );
    edit("Consultanță juridică în fiecare zi").await;
    let (newer, newest) = app.open_item(app.as_moderator(), &offer).await;
    assert_ne!(newest, revision);
    app.claim(app.as_moderator(), &newer).await.expect(200);
    // On the item that was closed, and with the former version on the one that waits.
    for item in [&id, &newer] {
        let overtaken = app
            .decide(app.as_moderator(), item, "approve", &revision)
            .await;
        let overtaken = overtaken.problem(412, "stale-version");
        assert_eq!(
            overtaken.at("/changes"),
            &json!([{
                "field": "/title",
                "was": "Consultanță juridică gratuită",
                "now": "Consultanță juridică în fiecare zi",
            }])
        );
        assert_eq!(overtaken.text_at("/newest_item_id"), newer);
    }
    // Until it is approved, everybody sees the words that were approved.
    let shown = async || {
        app.get(format!("/public/offers/{offer}"))
            .expect(200)
            .await
            .text_at("/title")
    };
    assert_eq!(shown().await, "Consultanță juridică");
    app.decide(app.as_moderator(), &newer, "approve", &newest)
        .await
        .expect(201);
    assert_eq!(shown().await, "Consultanță juridică în fiecare zi");
}

#[tokio::test]
async fn an_edit_of_who_lives_there_hides_the_offer_until_two_approve_it() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.live(&provider, &housing_offer(&provider.id)).await;
    let version = app.offer(&provider, &offer).await.version();
    app.patch(format!("/offers/{offer}"))
        .by(&provider.member)
        .if_match(version)
        .json(&json!({ "content": { "details": { "resident_men": 2 } } }))
        .expect(200)
        .await;
    let need = housing_need(1, "2027-03-10", "2027-03-12");
    assert!(!is_reachable(&app, &offer, &need).await);
    assert_eq!(app.approve(&offer).await, 2);
    assert!(is_reachable(&app, &offer, &need).await);
}

#[tokio::test]
async fn a_home_without_an_address_is_not_handed_in_and_an_approved_one_keeps_its_own() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let mut body = housing_offer(&provider.id);
    body["private"] = json!({});
    let offer = app.draft(&provider, &body).await;
    app.step(&provider, &offer, "submit")
        .await
        .fields(422, &["/private/address required"]);
    assert_eq!(app.offer(&provider, &offer).await.body["review"], "draft");

    let live = app.live(&provider, &housing_offer(&provider.id)).await;
    let version = app.offer(&provider, &live).await.version();
    app.patch(format!("/offers/{live}"))
        .by(&provider.member)
        .if_match(version)
        .json(&json!({ "private": { "address": null } }))
        .send()
        .await
        .fields(422, &["/private/address required"]);
    assert!(app.is_public(&live).await);
}

#[tokio::test]
async fn vetting_below_what_the_offer_needs_is_refused_and_then_made_good() {
    let app = TestApp::spawn().await;
    for (person, level, body) in [
        (0, 1, housing_offer as fn(&str) -> Value),
        (1, 1, ride),
        (2, -1, service),
        (3, 0, service),
    ] {
        let provider = app.provider(person, "volunteer", level).await;
        let offer = app.submitted(&provider, &body(&provider.id)).await;
        let (id, revision) = app.open_item(app.as_moderator(), &offer).await;
        app.claim(app.as_moderator(), &id).await.expect(200);
        app.decide(app.as_moderator(), &id, "approve", &revision)
            .await
            .problem(409, "vetting-too-low");
        assert!(!app.is_public(&offer).await);
        for kind in ["visit", "criminal_record", "identity_document"] {
            app.post(format!("/providers/{}/evidence", provider.id))
                .by(app.as_moderator())
                .json(&json!({ "kind": kind, "document_last4": "4X17" }))
                .expect(201)
                .await;
        }
        app.decide(app.as_moderator(), &id, "approve", &revision)
            .await
            .expect(201);
    }
}

#[tokio::test]
async fn an_offer_lapses_by_the_clock_and_comes_back_when_it_is_confirmed() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let home = app.live(&provider, &housing_offer(&provider.id)).await;
    let day = SignedDuration::from_hours(24);
    app.advance(day * 14 - SignedDuration::from_secs(1));
    assert!(app.is_public(&home).await);
    app.advance(SignedDuration::from_secs(1));
    assert!(!is_reachable(&app, &home, &housing_need(1, "2027-03-20", "2027-03-21")).await);
    app.step(&provider, &home, "confirm").await.expect(200);
    assert!(app.is_public(&home).await);
    // Vetting lapses after twelve months, whatever the provider confirms.
    app.advance(day * 360);
    app.step(&provider, &home, "confirm").await.expect(200);
    assert!(!app.is_public(&home).await);
}

#[tokio::test]
async fn the_database_itself_refuses_an_approval_that_nobody_gave() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let refused = async || {
        let error = sqlx::query(
            "update offer set review = 'approved', live_revision_id = latest_revision_id where id = $1::uuid",
        )
        .bind(&offer)
        .execute(&mut app.app_rw().await)
        .await
        .unwrap_err();
        error
            .as_database_error()
            .unwrap()
            .constraint()
            .map(str::to_owned)
    };
    // From the queue there is no step to approval; in review, and after one approval of two, too few agreed.
    assert_eq!(refused().await.as_deref(), Some("offer_step_check"));
    app.approve_by(app.as_moderator(), &offer).await.expect(201);
    assert_eq!(refused().await.as_deref(), Some("offer_step_check"));
    let second = &app.cast.moderators[1];
    let item = app.queue_item(second, &offer).await.unwrap();
    app.claim(second, item["id"].as_str().unwrap())
        .await
        .expect(200);
    assert_eq!(refused().await.as_deref(), Some("offer_approvals_check"));
    // Nor can a decision be invented, taken back or given to somebody else.
    let mut db = app.app_rw().await;
    let invented = sqlx::query(
        "insert into review_decision (id, review_item_id, revision_id, moderator_id, decision, reason_code, created_at)
         select gen_random_uuid(), i.id, i.revision_id, $1, 'approve', 'checklist_complete', now() from review_item i",
    )
    .bind(app.cast.moderators[2].account.0)
    .execute(&mut db)
    .await
    .unwrap_err();
    assert_eq!(
        invented.as_database_error().unwrap().constraint(),
        Some("review_decision_lease_check")
    );
    for statement in [
        "update review_decision set moderator_id = gen_random_uuid()",
        "delete from review_decision",
        "update offer set review = 'approved'",
    ] {
        assert!(
            sqlx::query(statement).execute(&mut db).await.is_err(),
            "{statement}"
        );
    }
    assert!(!app.is_public(&offer).await);
}
