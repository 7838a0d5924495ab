//! The moderators' desk: what must not happen on it.

#![cfg(test)]

use jiff::SignedDuration;
use punte_tests::{Sight, TestApp, code_at, housing_offer, service, shelter_offer};
use serde_json::json;

use super::desk::{approved, decision_form, edit, moderator, page_of, take, take_first};

#[tokio::test]
async fn what_another_one_holds_says_so_and_cannot_be_decided() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let (mut first, mut second) = (moderator(&app, 0).await, moderator(&app, 1).await);
    let before = second.open(&page_of(&app, &offer).await).await;
    let page = take(&app, &mut first, &offer).await;
    assert_eq!(page.text("[data-left]").unwrap(), "yours for 10 minutes");
    assert_eq!(second.open("/en/desk").await.texts("tbody tr").len(), 0);
    let held = second.open("/en/desk?tab=held").await;
    assert!(
        held.texts("tbody tr")[0].contains("another person who checks has it, 10 minutes left")
    );
    // The button of a page that was open before.
    let refused = second.send(&before.to_do("take")).await;
    assert_eq!(refused.status, 409);
    assert!(
        refused
            .text("#trouble")
            .unwrap()
            .contains("Another person who checks has it now")
    );
    // A decision sent all the same.
    let guard = second
        .open("/en/desk")
        .await
        .forms()
        .into_iter()
        .find_map(|f| f.value("guard").map(str::to_owned));
    let guard = guard.unwrap();
    let forged = approved(&page)
        .with("guard", &guard)
        .with("once", "another key of mine")
        .with("note", "Kept words");
    let refused = second.send(&forged).await;
    assert_eq!(refused.status, 409);
    assert!(
        refused.html.contains("Kept words"),
        "what was typed is kept"
    );
    assert_eq!(app.count("select count(*) from review_decision").await, 0);
    // Given back, it is free at once.
    first
        .send(&decision_form(&page).with("do", "release"))
        .await;
    let page = take(&app, &mut second, &offer).await;
    assert_eq!(page.text("[data-left]").unwrap(), "yours for 10 minutes");
}

#[tokio::test]
async fn a_lease_that_ended_keeps_what_was_typed_and_is_taken_again() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let mut browser = moderator(&app, 0).await;
    let page = take(&app, &mut browser, &offer).await;
    // Taken for longer, with what was typed.
    app.advance(SignedDuration::from_mins(9));
    let more = browser
        .send(
            &decision_form(&page)
                .with("do", "take")
                .with("note", "Half a thought"),
        )
        .await;
    assert_eq!(more.text("[data-left]").unwrap(), "yours for 10 minutes");
    assert_eq!(decision_form(&more).value("note"), Some("Half a thought"));
    app.advance(SignedDuration::from_mins(11));
    let late = browser.send(&approved(&more)).await;
    assert_eq!(late.status, 409);
    assert!(
        late.text("#trouble")
            .unwrap()
            .contains("ten minutes are over")
    );
    let form = decision_form(&late);
    assert_eq!(form.value("note"), Some("Half a thought"));
    assert_eq!(form.value("decision"), Some("approve"));
    assert_eq!(browser.send(&form).await.address, "/en/desk");
    assert!(app.is_public(&offer).await);
}

#[tokio::test]
async fn nobody_decides_on_their_own_organisations_offer() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    sqlx::query("insert into provider_member (provider_id, account_id, role) values ($1::uuid, $2, 'member')")
        .bind(&provider.id)
        .bind(app.cast.moderators[0].account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let mut browser = moderator(&app, 0).await;
    assert!(browser.open("/en/desk").await.text(".p-empty").is_some());
    let address = page_of(&app, &offer).await;
    let page = browser.open(&address).await;
    assert!(page.html.contains("Other people decide"));
    assert!(
        page.forms().iter().all(|f| f.value("do").is_none()),
        "nothing to press"
    );
    // The forms of another moderator's page, with one's own guard.
    let mut other = moderator(&app, 1).await;
    let held = take(&app, &mut other, &offer).await;
    let guard = page
        .form("/en/account/sign-out")
        .value("guard")
        .unwrap()
        .to_owned();
    for step in ["take", "decide"] {
        let form = approved(&held)
            .with("guard", &guard)
            .with("once", step)
            .with("do", step);
        let refused = browser.send(&form).await;
        assert_eq!(refused.status, 409, "{step}");
        assert!(
            refused
                .text("#trouble")
                .unwrap()
                .contains("You cannot decide"),
            "{step}"
        );
    }
    for step in ["identity", "private"] {
        let form = approved(&held)
            .with("guard", &guard)
            .with("once", step)
            .with("look", step)
            .with(&format!("why-{step}"), "vetting");
        assert_eq!(browser.send(&form).await.status, 403, "{step}");
    }
    assert_eq!(
        browser
            .open(&format!("/en/desk/providers/{}/evidence", provider.id))
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn what_changed_meanwhile_is_not_decided_and_the_new_version_is_shown() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.submitted(&provider, &service(&provider.id)).await;
    let mut browser = moderator(&app, 0).await;
    let page = take_first(&mut browser).await;
    edit(
        &app,
        &provider,
        &offer,
        &json!({ "content": { "title": "Another thing altogether" } }),
    )
    .await;
    let refused = browser
        .send(&approved(&page).with("note", "My long words"))
        .await;
    assert_eq!(refused.status, 409);
    assert!(
        refused
            .text("#trouble")
            .unwrap()
            .contains("changed while you were reading")
    );
    assert_eq!(refused.text("h1").unwrap(), "Another thing altogether");
    let form = decision_form(&refused);
    assert_eq!(form.value("note"), Some("My long words"));
    assert_eq!(
        form.value("decision"),
        None,
        "whether to approve is said anew"
    );
    assert!(!app.is_public(&offer).await);
    // Answered again, it is taken and decided.
    let done = browser.send(&approved(&refused)).await;
    assert_eq!(done.address, "/en/desk", "{}", done.html);
    assert!(app.is_public(&offer).await);
    // What is decided stays decided, and says so.
    let late = browser
        .send(&approved(&page).with("once", "a fresh key for it"))
        .await;
    assert_eq!(late.status, 409);
    assert!(late.html.contains("not in the queue any more"));
}

#[tokio::test]
async fn every_look_at_who_somebody_is_has_a_reason_and_is_written_down() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let mut browser = moderator(&app, 0).await;
    let page = take(&app, &mut browser, &offer).await;
    let secrets = [
        "Gazda numărul 0",
        "contact0@example.org",
        "strada Vasile Lupu 17",
        "28.82147",
    ];
    for secret in secrets {
        assert!(
            !page.html.contains(secret),
            "{secret} is shown without a look"
        );
    }
    let looks = || {
        app.count("select count(*) from audit_event where action in ('identity_opened', 'private_opened')")
    };
    for (step, shown) in [("identity", &secrets[..2]), ("private", &secrets[2..])] {
        let before = looks().await;
        // Sent with the decision that is being made.
        let form = decision_form(&page).with("look", step);
        assert_eq!(browser.send(&form).await.status, 422, "without a reason");
        let why = format!("why-{step}");
        let curious = browser.send(&form.clone().with(&why, "curious")).await;
        assert_eq!(curious.status, 422);
        assert_eq!(looks().await, before);
        let form = form.with(&why, "vetting");
        for _ in 0..2 {
            let open = browser.send(&form).await;
            assert_eq!(open.status, 200);
            for secret in shown {
                assert!(open.html.contains(secret), "{step}: {secret}");
            }
        }
        assert_eq!(looks().await, before + 2, "seen twice, written down twice");
    }
    let again = browser.open(&page_of(&app, &offer).await).await;
    assert!(
        secrets.iter().all(|secret| !again.html.contains(secret)),
        "shown once"
    );
    // On the provider's own page as well.
    let address = format!("/en/desk/providers/{}", provider.id);
    let page = browser.open(&address).await;
    assert!(!page.html.contains(secrets[0]));
    assert_eq!(browser.send(&page.form(&address)).await.status, 422);
    let open = browser
        .send(&page.asking("look").with("why-identity", "report"))
        .await;
    assert!(open.html.contains(secrets[0]));
    assert_eq!(looks().await, 5, "two, two and one");
}

#[tokio::test]
async fn a_look_leaves_what_was_answered_and_written_also_when_the_factor_is_asked_for() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 3).await;
    let offer = app.submitted(&provider, &housing_offer(&provider.id)).await;
    let mut browser = moderator(&app, 0).await;
    let page = take(&app, &mut browser, &offer).await;
    // A look is sent with the decision that is being made, and there is no other way to it.
    for whose in ["identity", "private"] {
        let button = page.attributes(&format!("button[name=look][value={whose}]"), "form");
        assert_eq!(button, ["decision-form"]);
        let reasons = page.attributes(&format!("input[name=why-{whose}]"), "form");
        assert_eq!(reasons, ["decision-form"; 3]);
    }
    let points = page.attributes("[data-point] input[value=no]", "name");
    let reasons = page.attributes("#reason-code option", "value");
    let typed = [
        (points[0].as_str(), "no"),
        (points[1].as_str(), "yes"),
        ("decision", "reject"),
        ("reason", reasons[1].as_str()),
        ("note", "Спитати власника.\nПотім вирішити: <так> & \"ні\""),
        ("escalation_note", "Хто знає цей дім?"),
    ];
    let form = typed
        .iter()
        .fold(decision_form(&page), |form, (name, value)| {
            form.with(name, &value.replace('\n', "\r\n"))
        });
    let form = form.and("field", "/capacity");
    let stays = |seen: &Sight| {
        let kept = decision_form(seen);
        for (name, value) in typed {
            assert_eq!(kept.value(name), Some(value), "{}", seen.html);
        }
        assert_eq!(kept.value("field"), Some("/capacity"));
        assert!(!seen.address.contains('?'), "{}", seen.address);
    };
    let private = form.clone().with("look", "private");
    let missing = browser.send(&private).await;
    assert_eq!(missing.status, 422, "without a reason");
    stays(&missing);
    let opened = browser.send(&private.with("why-private", "vetting")).await;
    assert!(opened.html.contains("strada Vasile Lupu 17"));
    stays(&opened);

    // With a factor of six minutes ago the same goes on after the code.
    app.advance(SignedDuration::from_mins(6));
    let identity = form
        .with("look", "identity")
        .with("why-identity", "vetting");
    let asked = browser.send(&identity).await;
    assert_eq!(asked.status, 403);
    assert!(!asked.address.contains('?'), "{}", asked.address);
    let step_up = "/en/account/step-up";
    let wrong = browser.send(&asked.form(step_up).with("proof", "0")).await;
    assert_eq!((wrong.status, wrong.address.as_str()), (422, step_up));
    let code = code_at(app.now());
    let form = wrong.form(step_up).with("proof", &code);
    let opened = browser.send(&form).await;
    assert_eq!(opened.status, 200);
    assert!(opened.html.contains("contact0@example.org"));
    stays(&opened);
    assert_eq!(app.count("select count(*) from review_decision").await, 0);
    let looks =
        "select count(*) from audit_event where action in ('identity_opened', 'private_opened')";
    assert_eq!(app.count(looks).await, 2);
}

#[tokio::test]
async fn evidence_is_recorded_with_its_day_and_lets_an_offer_through() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 0).await;
    let offer = app.submitted(&provider, &shelter_offer(&provider.id)).await;
    let mut browser = moderator(&app, 0).await;
    let page = take(&app, &mut browser, &offer).await;
    assert!(page.html.contains("Too little is checked"));
    let refused = browser.send(&approved(&page)).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text("#trouble").unwrap().contains("Too little"));
    let address = format!("/en/desk/providers/{}/evidence", provider.id);
    let item = page_of(&app, &offer).await;
    let form = browser
        .open(&format!(
            "{address}?item={}",
            item.rsplit('/').next().unwrap()
        ))
        .await
        .form(&address)
        .with("result", "passed");
    for (kind, last4, seen) in [
        ("", "", ""),
        ("passport", "", ""),
        ("public_register", "12345", ""),
        ("public_register", "ЖЖЖЖ", ""),
        ("public_register", "", "soon"),
        ("public_register", "", "2199-01-01"),
        ("public_register", "", "2020-01-01"),
    ] {
        let wrong = form
            .clone()
            .with("kind", kind)
            .with("last4", last4)
            .with("seen", seen);
        let answer = browser.send(&wrong).await;
        assert_eq!(answer.status, 422, "{kind} {last4} {seen}");
        assert_eq!(answer.form(&address).value("last4"), Some(last4));
    }
    let good = form.with("kind", "public_register").with("last4", "90AB");
    for _ in 0..2 {
        assert_eq!(browser.send(&good).await.address, item, "back to the item");
    }
    assert_eq!(
        app.count("select count(*) from vetting_evidence where kind = 'public_register'")
            .await,
        1
    );
    let page = browser
        .open(&format!("/en/desk/providers/{}", provider.id))
        .await;
    let checks = page.texts("#checks ~ .checks li");
    assert!(
        checks.iter().any(|c| c.contains("found in the register")),
        "{checks:?}"
    );
    assert_eq!(page.texts("tbody tr").len(), 1);
    let page = browser.open(&item).await;
    assert!(!page.html.contains("Too little is checked"));
    browser.send(&approved(&page)).await;
    assert!(app.is_public(&offer).await);
}
