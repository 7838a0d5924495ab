//! Members on the pages: inviting, accepting with the code, roles, leaving.

use jiff::SignedDuration;
use punte_tests::{Browser, TestApp};

#[tokio::test]
async fn somebody_is_invited_joins_with_the_code_gets_a_role_and_leaves() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 0).await;
    let mut founder = Browser::new(&app);
    founder.sign_in(provider.member.email()).await;
    let start = founder.open("/en/provider").await;
    let path = format!("/en/provider/of/{}/members", provider.id);
    assert!(start.links().contains(&path), "{}", start.html);
    let page = founder.open(&path).await;
    let form = page.to_do("invite");
    let made = founder.send(&form.clone().with("role", "member")).await;
    let code = made.text(".slip .code").unwrap();
    assert_eq!(code.len(), 34);
    let link = made.text("p.small .code").unwrap();
    assert!(
        link.ends_with(&format!("/en/provider/join#{code}")),
        "{link}"
    );
    // Sent twice by a nervous finger: the same one.
    let again = founder.send(&form.with("role", "member")).await;
    assert_eq!(again.text(".slip .code").unwrap(), code);
    let page = founder.open(&path).await;
    let by = format!("Invited by {}", provider.member.email());
    assert!(page.text("[aria-labelledby=open]").unwrap().contains(&by));

    // Who was there first stands first.
    app.advance(SignedDuration::from_mins(1));
    let mut colleague = Browser::new(&app);
    let asked = colleague.open("/en/provider/join").await;
    assert!(asked.html.contains("name=\"password\""), "sign in first");
    colleague.sign_in(app.cast.people[1].email()).await;
    let page = colleague.open("/en/provider/join").await;
    let form = page.form("/en/provider/join");
    let wrong = colleague.send(&form.clone().with("code", "zebra")).await;
    assert_eq!(wrong.status, 422);
    let joined = colleague.send(&form.with("code", &code)).await;
    assert_eq!(joined.address, format!("/en/provider/of/{}", provider.id));
    assert!(joined.text(".said").unwrap().contains("You belong"));
    for language in ["uk", "ro", "en", "ru"] {
        let page = colleague.open(&path.replacen("en", language, 1)).await;
        assert_eq!(page.status, 200);
        assert!(!page.html.contains(provider.member.email()));
        assert!(!page.html.contains("value=\"invite\""));
    }

    // An administrator sees both, makes the other one too, and goes.
    let page = founder.open(&path).await;
    assert!(page.html.contains(app.cast.people[1].email()));
    let own = page
        .forms()
        .into_iter()
        .find(|form| form.value("do").is_none() && form.value("member").is_some());
    let leave = own.unwrap().with("do", "leave");
    let refused = founder.send(&leave).await;
    assert_eq!(refused.status, 409);
    assert!(
        refused
            .text("[role=alert]")
            .unwrap()
            .contains("only administrator")
    );
    let roles: Vec<_> = page
        .forms()
        .into_iter()
        .filter(|f| f.value("do") == Some("role"))
        .collect();
    let page = founder
        .send(&roles[1].clone().with("role", "administrator"))
        .await;
    assert!(page.text(".said").unwrap().contains("role is changed"));
    let gone = founder.send(&leave).await;
    assert_eq!(gone.address, "/en/account");
    assert_eq!(founder.open(&path).await.status, 404);
    let page = colleague.open(&path).await;
    assert!(page.html.contains("value=\"invite\""));
}

#[tokio::test]
async fn nobody_else_comes_to_the_members_of_a_provider() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 0).await;
    let path = format!("/en/provider/of/{}/members", provider.id);
    let mut visitor = Browser::new(&app);
    assert!(visitor.open(&path).await.html.contains("name=\"password\""));
    for email in [app.cast.people[1].email(), app.as_moderator().email()] {
        let mut other = Browser::new(&app);
        other.sign_in(email).await;
        assert_eq!(other.open(&path).await.status, 404);
    }
}
