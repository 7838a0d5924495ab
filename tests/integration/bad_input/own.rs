//! Right requests of one's own account, and of signing in.

use punte_api::auth::Seed;
use punte_tests::{PASSWORD, TestApp, Who, code_at, request, service_need, with};
use reqwest::Method;
use serde_json::{Value, json};

use super::world::Target;

/// One for each operation.
pub async fn targets(app: &TestApp) -> Vec<Target> {
    let people = &app.cast.people;
    let begun = app.post("/accounts/me/second-factor").by(&people[3]);
    let key = begun.expect(201).await.text_at("/key");
    let confirming = Seed::from_text(&key).unwrap().code_at(app.now()).unwrap();
    let body = json!({ "email": people[4].email(), "password": PASSWORD });
    let signed_in = app.post("/sessions").json(&body).expect(201).await;
    let refresh = signed_in.text_at("/refresh_token");
    people[2].fresh_token(app).await;
    let sessions = app.get("/accounts/me/sessions").by(&people[2]);
    let sessions = sessions.expect(200).await;
    let other = sessions.items().iter().find(|s| s["current"] == false);
    let other = format!(
        "/accounts/me/sessions/{}",
        other.unwrap()["id"].as_str().unwrap()
    );
    let to =
        |operation, method: Method, path: &str, who: Option<&Who>, body: Option<Value>| Target {
            operation,
            method,
            path: path.to_owned(),
            who: who.cloned(),
            version: None,
            body,
        };
    let post = |operation, path: &str, who, body| to(operation, Method::POST, path, who, body);
    let (nobody, moderator) = (None, Some(app.as_moderator()));
    let (member, setting_up) = (Some(&people[2]), Some(&people[3]));
    let address = json!({ "email": "new@example.org", "locale": "uk" });
    let confirming_address = json!({ "code": app.linked("/accounts", "olena.kovalenko@example.org").await, "password": PASSWORD });
    let lost = app.cast.moderators[2].email();
    let resetting = json!({ "code": app.linked("/accounts/password-resets", lost).await, "password": PASSWORD });
    let moving = json!({ "email": "moved@example.org", "current_password": PASSWORD });
    app.post("/accounts/me/address-changes")
        .by(&people[1])
        .json(&moving)
        .expect(202)
        .await;
    let moved = json!({ "code": app.link_code().await });
    let sign_in = json!({ "email": "person4@example.org", "password": PASSWORD, "code": "123456" });
    let contact = json!({ "channel": "email", "email": "lost@example.org" });
    let filed = app
        .file_request(&with(request(&[service_need(1)]), "/contact", contact))
        .await;
    let sessions = format!("/requests/{}/sessions", filed.request);
    let shown = app.get(format!("/requests/{}", filed.request));
    let number = shown.by(&filed.who).expect(200).await.text_at("/number");
    let renewing = app.linked("/lost-codes", "lost@example.org").await;
    let household = Some(&filed.who);
    let pin = format!("/requests/{}/pin", filed.request);
    app.put(&pin)
        .by(&filed.who)
        .json(&json!({ "pin": "571943" }))
        .expect(204)
        .await;
    vec![
        post(
            "readRequestState",
            "/request-states",
            nobody,
            Some(json!({ "number": number })),
        ),
        to(
            "listRequestSessions",
            Method::GET,
            &sessions,
            household,
            None,
        ),
        to(
            "endOtherRequestSessions",
            Method::DELETE,
            &sessions,
            household,
            None,
        ),
        to(
            "setPin",
            Method::PUT,
            &pin,
            household,
            Some(json!({ "pin": "571943" })),
        ),
        post(
            "showPin",
            &format!("{pin}-checks"),
            household,
            Some(json!({ "pin": "571943" })),
        ),
        to("removePin", Method::DELETE, &pin, household, None),
        post("requestCode", "/lost-codes", nobody, Some(address.clone())),
        post(
            "renewCode",
            "/lost-codes/confirmations",
            nobody,
            Some(json!({ "code": renewing })),
        ),
        post(
            "reissueCode",
            "/review/reissued-codes",
            moderator,
            Some(json!({ "known": "lost@example.org", "reason": "known_to_helper" })),
        ),
        post("createAccount", "/accounts", nobody, Some(address.clone())),
        post(
            "confirmAccount",
            "/accounts/confirmations",
            nobody,
            Some(confirming_address),
        ),
        post(
            "requestPasswordReset",
            "/accounts/password-resets",
            nobody,
            Some(address),
        ),
        post(
            "resetPassword",
            "/accounts/password-resets/confirmations",
            nobody,
            Some(resetting),
        ),
        post(
            "confirmAddressChange",
            "/accounts/address-confirmations",
            Some(&people[1]),
            Some(moved),
        ),
        post(
            "requestAddressChange",
            "/accounts/me/address-changes",
            member,
            Some(moving),
        ),
        to("readOwnAccount", Method::GET, "/accounts/me", member, None),
        post("createSession", "/sessions", nobody, Some(sign_in)),
        post(
            "renewSession",
            "/sessions/renewals",
            nobody,
            Some(json!({ "refresh_token": refresh })),
        ),
        to(
            "listOwnSessions",
            Method::GET,
            "/accounts/me/sessions",
            member,
            None,
        ),
        to("endOwnSession", Method::DELETE, &other, member, None),
        to(
            "endOtherSessions",
            Method::DELETE,
            "/accounts/me/sessions",
            member,
            None,
        ),
        to(
            "chooseMails",
            Method::PUT,
            "/accounts/me/mails",
            member,
            Some(
                json!({ "locale": "uk", "muted": ["messages"], "quiet_hours": { "from": 23, "to": 6 } }),
            ),
        ),
        to("listNotices", Method::GET, "/inbox", member, None),
        post(
            "markNoticesRead",
            "/inbox/read",
            member,
            Some(json!({ "up_to": null })),
        ),
        to(
            "changePassword",
            Method::PUT,
            "/accounts/me/password",
            member,
            Some(
                json!({ "current_password": PASSWORD, "new_password": "seven quiet bridges over Prut" }),
            ),
        ),
        to(
            "endSession",
            Method::DELETE,
            "/sessions/current",
            member,
            None,
        ),
        post(
            "beginSecondFactor",
            "/accounts/me/second-factor",
            member,
            None,
        ),
        post(
            "confirmSecondFactor",
            "/accounts/me/second-factor/confirmation",
            setting_up,
            Some(json!({ "code": confirming })),
        ),
        post(
            "createRecoveryCodes",
            "/accounts/me/recovery-codes",
            moderator,
            None,
        ),
        post(
            "showSecondFactor",
            "/sessions/current/second-factor",
            moderator,
            Some(json!({ "code": code_at(app.now()) })),
        ),
    ]
}
