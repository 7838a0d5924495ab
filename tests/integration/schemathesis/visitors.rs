//! Right requests of whoever has no token.

use std::collections::BTreeMap;

use punte_tests::{PASSWORD, TestApp, housing_need, request};
use serde_json::json;

use super::world::{Right, right};

/// One for each operation that stands for itself.
pub(super) async fn right_requests(app: &TestApp) -> BTreeMap<&'static str, Right> {
    let address = json!({ "email": "new@example.org", "locale": "uk" });
    let made = app.linked("/accounts", "another@example.org").await;
    let made = json!({ "code": made, "password": PASSWORD });
    let lost = app.cast.moderators[2].email();
    let lost = app.linked("/accounts/password-resets", lost).await;
    let lost = json!({ "code": lost, "password": PASSWORD });
    let sign_in = json!({ "email": "person4@example.org", "password": PASSWORD, "code": "123456" });
    let needs = [housing_need(1, "2027-03-10", "2027-03-12")];
    let visitor = |body| right("visitor", "", None, body);
    BTreeMap::from([
        ("createAccount", visitor(Some(address.clone()))),
        ("confirmAccount", visitor(Some(made))),
        ("requestPasswordReset", visitor(Some(address))),
        ("resetPassword", visitor(Some(lost))),
        ("createSession", visitor(Some(sign_in))),
        ("createRequest", visitor(Some(request(&needs)))),
        ("listPublicOffers", visitor(None)),
        ("searchPlaces", visitor(None)),
        ("readDemo", visitor(None)),
        ("readDescription", visitor(None)),
        ("readLiveness", visitor(None)),
        ("readReadiness", visitor(None)),
    ])
}
