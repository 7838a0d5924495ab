//! What a case worker does for a household stands in the history of the match under their account, and both sides read that it was a
//! helper, and not who.

use punte_tests::{Browser, TestApp, service};
use serde_json::{Value, json};

use super::{begin, token};

/// The steps of a match, as `state side by_helper`.
fn steps(seen: &Value) -> Vec<String> {
    let history = seen["history"].as_array().unwrap().iter();
    let line = |step: &Value| {
        let text = |field: &str| step[field].as_str().unwrap().to_owned();
        format!("{} {} {}", text("state"), text("side"), step["by_helper"])
    };
    history.map(line).collect()
}

#[tokio::test]
async fn the_history_names_the_helper_to_the_log_and_says_to_both_sides_that_it_was_one() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let host = app.provider(1, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let case = app.follow(&worker, &organisation, &household.code).await;
    let acting = token(&app, &worker, &case).await;
    let id = app
        .post(format!("/needs/{}/proposals", household.needs[0]))
        .token(&acting)
        .json(&json!({ "offer_id": offer }))
        .expect(201)
        .await
        .id();
    let said = app.try_accept(&host, &id).await.expect(200);
    let agreed = ["proposed refugee true", "accepted provider false"];
    assert_eq!(steps(&said.body), agreed, "the answer says it, too");
    app.get(format!("/matches/{id}/contacts"))
        .token(&acting)
        .expect(200)
        .await;
    for step in ["start", "complete"] {
        let call = app.get(format!("/matches/{id}")).token(&acting);
        let version = call.expect(200).await.version();
        app.post(format!("/matches/{id}/steps"))
            .token(&acting)
            .if_match(version)
            .json(&json!({ "step": step }))
            .expect(200)
            .await;
    }
    app.take_step(&host.member, &id, "complete")
        .await
        .expect(200);

    let (one, other) = (worker.account.0, host.member.account.0);
    for (written, expected) in [
        (
            "select account_id from match_event order by id",
            vec![one, other, one, other],
        ),
        ("select account_id from contact_access", vec![one]),
        (
            "select account_id from match_completion order by n",
            vec![one, other],
        ),
    ] {
        let by: Vec<uuid::Uuid> = sqlx::query_scalar(written)
            .fetch_all(&mut app.superuser().await)
            .await
            .unwrap();
        assert_eq!(by, expected, "{written}");
    }

    let own = one.to_string();
    for who in [&household.who, &host.member] {
        let seen = app.get(format!("/matches/{id}")).by(who).expect(200).await;
        assert_eq!(
            steps(&seen.body),
            [
                "proposed refugee true",
                "accepted provider false",
                "started refugee true",
                "completed provider false"
            ]
        );
        assert!(!seen.body.to_string().contains(&own));
    }
    let exports = [
        app.get(format!("/requests/{}/export", household.request))
            .by(&household.who),
        app.get("/accounts/me/export").by(&host.member),
    ];
    for export in exports {
        let export = export.expect(200).await.body.to_string();
        assert!(!export.contains(&own) && !export.contains("worker@"));
    }
    let mut family = Browser::at_home(&app, &household).await;
    let mut provider = Browser::new(&app);
    provider.sign_in(host.member.email()).await;
    let pages = [
        family.open(&format!("/en/my/matches/{id}")).await,
        provider.open(&format!("/en/provider/matches/{id}")).await,
    ];
    for page in pages {
        let lines = page.texts("#history li");
        assert_eq!(lines.len(), 4, "{lines:?}");
        let helped = lines.iter().filter(|l| l.contains("who helps them"));
        assert_eq!(helped.count(), 2, "{lines:?}");
        assert!(!page.html.contains(&own) && !page.html.contains("worker@"));
    }
}

#[tokio::test]
async fn what_a_household_does_itself_no_helper_did() {
    let app = TestApp::spawn().await;
    let (organisation, worker, household) = begin(&app).await;
    let host = app.provider(1, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    app.follow(&worker, &organisation, &household.code).await;
    let id = app.matched(&household, &host, &offer).await;
    app.end(&household.who, &id, "cancel").await.expect(200);
    let seen = app.get(format!("/matches/{id}")).by(&household.who);
    assert_eq!(
        steps(&seen.expect(200).await.body),
        [
            "proposed refugee false",
            "accepted provider false",
            "cancelled refugee false"
        ]
    );
}
