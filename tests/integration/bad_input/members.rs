//! Right requests of those who belong to a provider.

use punte_tests::{Provider, TestApp, profile, with};
use reqwest::Method;
use serde_json::{Value, json};

use super::world::Target;

/// One for each operation on members.
pub async fn targets(app: &TestApp, provider: &Provider) -> Vec<Target> {
    let colleague = app.colleague(provider, "colleague@example.org").await;
    let member = app.membership(&colleague).await;
    let invite = app
        .post(format!("/providers/{}/invitations", provider.id))
        .by(&provider.member)
        .json(&json!({ "role": "member" }));
    let invited = invite.expect(201).await;
    let invitation = invited.text_at("/invitation/id");
    let own = |rest: &str| format!("/providers/{}/{rest}", provider.id);
    let role = Some(json!({ "role": "administrator" }));
    let target = |operation, method, path, body: Option<Value>| Target {
        operation,
        method,
        path,
        who: Some(provider.member.clone()),
        version: None,
        body,
    };
    let mut joining = target(
        "joinProvider",
        Method::POST,
        "/accounts/me/memberships".to_owned(),
        Some(json!({ "code": invited.text_at("/code") })),
    );
    joining.who = Some(app.cast.people[2].clone());
    // Of another one: a report about the first is open, which holds who it is.
    let unreported = app.provider(4, "ngo", 1).await;
    let read = app.get(format!("/providers/{}", unreported.id));
    let read = read.by(&unreported.member).expect(200).await;
    let moved = with(profile(4, "ngo"), "/phone", "+37369555200");
    let path = format!("/providers/{}/profile", unreported.id);
    let mut correcting = target("correctProvider", Method::PUT, path, Some(moved));
    correcting.who = Some(unreported.member.clone());
    correcting.version = Some(read.version());
    vec![
        joining,
        correcting,
        target("listMembers", Method::GET, own("members"), None),
        target(
            "createInvitation",
            Method::POST,
            own("invitations"),
            role.clone(),
        ),
        target("listInvitations", Method::GET, own("invitations"), None),
        target("listProviderPartners", Method::GET, own("partners"), None),
        target(
            "setMemberRole",
            Method::PUT,
            format!("/members/{member}/role"),
            role,
        ),
        target(
            "removeMember",
            Method::DELETE,
            format!("/members/{member}"),
            None,
        ),
        target(
            "withdrawInvitation",
            Method::DELETE,
            format!("/invitations/{invitation}"),
            None,
        ),
    ]
}
