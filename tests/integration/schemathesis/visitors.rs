//! What anybody may ask, without a sign-in; and what a household asks that has a PIN.

use std::collections::BTreeMap;

use punte_tests::{Household, PASSWORD, TestApp, housing_need, request, service_need, with};
use serde_json::json;

use super::world::{Right, right};

/// One right request for each operation.
pub(super) async fn right_requests(app: &TestApp) -> BTreeMap<&'static str, Right> {
    let address = json!({ "email": "new@example.org", "locale": "uk" });
    let made = app.linked("/accounts", "another@example.org").await;
    let made = json!({ "code": made, "password": PASSWORD });
    let lost = app.cast.moderators[2].email();
    let lost = app.linked("/accounts/password-resets", lost).await;
    let lost = json!({ "code": lost, "password": PASSWORD });
    let moving = json!({ "email": "moved@example.org", "current_password": PASSWORD });
    app.post("/accounts/me/address-changes")
        .by(app.as_moderator())
        .json(&moving)
        .expect(202)
        .await;
    let moved = json!({ "code": app.link_code().await });
    let contact = json!({ "channel": "email", "email": "lost@example.org" });
    let body = with(request(&[service_need(1)]), "/contact", contact);
    let filed = app.file_request(&body).await;
    let shown = app.get(format!("/requests/{}", filed.request));
    let number = shown.by(&filed.who).expect(200).await.text_at("/number");
    let renewing = app.linked("/lost-codes", "lost@example.org").await;
    let renewing = json!({ "code": renewing });
    let sign_in = json!({ "email": "person4@example.org", "password": PASSWORD, "code": "123456" });
    let needs = [housing_need(1, "2027-03-10", "2027-03-12")];
    let visitor = |body| right("visitor", "", None, body);
    BTreeMap::from([
        (
            "readRequestState",
            visitor(Some(json!({ "number": number }))),
        ),
        ("requestCode", visitor(Some(address.clone()))),
        ("renewCode", visitor(Some(renewing))),
        ("createAccount", visitor(Some(address.clone()))),
        ("confirmAccount", visitor(Some(made))),
        ("requestPasswordReset", visitor(Some(address))),
        ("resetPassword", visitor(Some(lost))),
        (
            "confirmAddressChange",
            right("moderator", "", None, Some(moved)),
        ),
        ("createSession", visitor(Some(sign_in))),
        ("createRequest", visitor(Some(request(&needs)))),
        ("listPublicOffers", visitor(None)),
        ("listHelpLines", visitor(None)),
        ("searchPlaces", visitor(None)),
        ("readDemo", visitor(None)),
        ("readDescription", visitor(None)),
        ("readLiveness", visitor(None)),
        ("readReadiness", visitor(None)),
    ])
}

/// A household with a PIN, and what it asks about it.
pub(super) async fn guarded(app: &TestApp, right: &mut BTreeMap<&'static str, Right>) -> Household {
    let guarded = app.file(&[service_need(1)]).await;
    let pin = json!({ "pin": "571943" });
    app.put(format!("/requests/{}/pin", guarded.request))
        .by(&guarded.who)
        .json(&pin)
        .expect(204)
        .await;
    for (operation, body) in [
        ("setPin", Some(pin.clone())),
        ("showPin", Some(pin)),
        ("removePin", None),
    ] {
        let request = &guarded.request;
        let asked = super::world::right("guarded household", request, None, body);
        right.insert(operation, asked);
    }
    guarded
}
