//! Right requests of those who belong to a provider.

use std::collections::BTreeMap;

use punte_tests::{Provider, TestApp, profile};
use serde_json::json;

use super::world::{Right, right};

/// One for each operation on members.
pub(super) async fn right_requests(
    app: &TestApp,
    provider: &Provider,
) -> BTreeMap<&'static str, Right> {
    let who = "provider";
    let invite = || async {
        app.post(format!("/providers/{}/invitations", provider.id))
            .by(&provider.member)
            .json(&json!({ "role": "member" }))
            .expect(201)
            .await
    };
    let leaving = app.colleague(provider, "leaving@example.org").await;
    let staying = app.colleague(provider, "staying@example.org").await;
    let role = Some(json!({ "role": "administrator" }));
    let code = json!({ "code": invite().await.text_at("/code") });
    let open = invite().await.text_at("/invitation/id");
    // One of its own, without offers: under another name nobody would see them any more. Every field, so that spoiling one leaves the
    // others right.
    let corrected = app.provider(0, "ngo", 0).await;
    let read = app.get(format!("/providers/{}", corrected.id));
    let read = read.by(&corrected.member).expect(200).await;
    let mut moved = profile(0, "ngo");
    moved["legal_representative"] = json!("Ana Rusu");
    moved["contact_hours"] = json!("9-17");
    BTreeMap::from([
        (
            "correctProvider",
            right(who, &corrected.id, Some(read.version()), Some(moved)),
        ),
        ("listMembers", right(who, &provider.id, None, None)),
        (
            "createInvitation",
            right(who, &provider.id, None, role.clone()),
        ),
        ("listInvitations", right(who, &provider.id, None, None)),
        ("listProviderPartners", right(who, &provider.id, None, None)),
        ("withdrawInvitation", right(who, &open, None, None)),
        (
            "joinProvider",
            right("other provider", "", None, Some(code)),
        ),
        (
            "setMemberRole",
            right(who, &app.membership(&staying).await, None, role),
        ),
        (
            "removeMember",
            right(who, &app.membership(&leaving).await, None, None),
        ),
    ])
}
