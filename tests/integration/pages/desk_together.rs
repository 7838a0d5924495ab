//! The moderators' desk: one decision on several offers, and texts that were made to break out.

#![cfg(test)]

use punte_tests::{Browser, TestApp, service, with};
use serde_json::json;

use super::desk::{approved, decision_form, edit, moderator, page_of, take};

#[tokio::test]
async fn hostile_texts_stay_texts() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let hostile = "\"><script>alert(1)</script><b title='x' onclick=y>";
    let body = with(service(&provider.id), "/content/title", hostile);
    let body = with(
        body,
        "/content/description",
        format!("{hostile} {{{{ f.guard }}}} </textarea>"),
    );
    let body = with(body, "/content/details/who_is_eligible", hostile);
    let offer = app.live(&provider, &body).await;
    edit(
        &app,
        &provider,
        &offer,
        &json!({ "content": { "description": format!("now {hostile}") } }),
    )
    .await;
    let mut browser = moderator(&app, 0).await;
    let mut pages = vec![browser.open("/uk/desk").await];
    let page = take(&app, &mut browser, &offer).await;
    assert_eq!(page.text("h1").unwrap(), hostile);
    let form = decision_form(&page).with("note", "</textarea><script>alert(2)</script>");
    pages.push(
        browser
            .send(&form.with("decision", "request_changes"))
            .await,
    );
    pages.push(
        browser
            .open(&format!("/uk/desk/providers/{}", provider.id))
            .await,
    );
    pages.push(browser.open("/uk/desk?q=%22%3E%3Cscript%3E&tab=mine").await);
    pages.push(page);
    for page in pages {
        // One script of every page, and one of the desk.
        assert!(
            page.attributes("script", "src").len() <= 2,
            "{}",
            page.address
        );
        assert!(!page.html.contains("<script>"), "{}", page.address);
        assert!(!page.html.contains("onclick=y>"), "{}", page.address);
    }
}

#[tokio::test]
async fn one_decision_on_several_leaves_out_what_others_hold_and_what_changed() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let mut offers = Vec::new();
    for number in 0..5 {
        let body = with(
            service(&provider.id),
            "/content/title",
            format!("Several {number}"),
        );
        offers.push(app.submitted(&provider, &body).await);
    }
    let (mut browser, mut other) = (moderator(&app, 0).await, moderator(&app, 1).await);
    let queue = browser.open("/en/desk").await;
    let ticked = queue.attributes("[data-tick]", "value");
    let asked = |items: &[String]| {
        let query: Vec<String> = items.iter().map(|x| format!("x={x}")).collect();
        format!("/en/desk/together?{}", query.join("&"))
    };
    let none = browser.open("/en/desk/together?x=rubbish&x=").await;
    assert!(none.text(".p-empty").is_some());
    let page = browser.open(&asked(&ticked)).await;
    assert_eq!(page.text("#items").unwrap(), "5 offers");
    let form = page.form("/en/desk/together");
    assert_eq!(browser.send(&form).await.status, 422, "no decision");
    assert_eq!(
        page.texts("section[aria-labelledby=unchecked] li").len(),
        5,
        "nobody went through them"
    );
    // Meanwhile one is taken by another moderator, and one is edited.
    take(&app, &mut other, &offers[1]).await;
    edit(
        &app,
        &provider,
        &offers[3],
        &json!({ "content": { "title": "Edited meanwhile" } }),
    )
    .await;
    let form = form.with("decision", "reject").with("reason", "duplicate");
    for _ in 0..2 {
        let done = browser.send(&form).await;
        assert_eq!(done.status, 200);
        assert_eq!(done.text("#done").unwrap(), "3 offers decided");
        let out = done.texts(".p-warn li");
        assert_eq!(out.len(), 2);
        assert!(
            out[0].contains("Another person who checks has it now"),
            "{out:?}"
        );
        assert!(out[1].contains("changed while you were reading"), "{out:?}");
    }
    assert_eq!(
        app.count("select count(*) from review_decision where decision = 'reject'")
            .await,
        3
    );
    assert_eq!(
        app.count("select count(*) from audit_event where action = 'review_decided'")
            .await,
        3,
        "one line each"
    );
    assert_eq!(
        app.count("select count(*) from review_item where state = 'open'")
            .await,
        2
    );
    let late = browser.open(&asked(&ticked)).await;
    assert_eq!(late.texts(".p-warn li").len(), 5, "none is left");
    let mut stranger = Browser::new(&app);
    stranger.sign_in(provider.member.email()).await;
    assert_eq!(stranger.open(&asked(&ticked)).await.status, 403);
}

#[tokio::test]
async fn what_was_gone_through_before_is_approved_by_one_tap_and_taken_back_one_by_one() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let mut offers = Vec::new();
    for number in 0..3 {
        let body = with(
            service(&provider.id),
            "/content/title",
            format!("Several {number}"),
        );
        offers.push(app.submitted(&provider, &body).await);
    }
    app.note_hints().await;
    let mut browser = moderator(&app, 0).await;
    for offer in &offers[..2] {
        let mut page = take(&app, &mut browser, offer).await;
        for hint in page.attributes("button[name=hint]", "value") {
            let form = decision_form(&page).and("hint", &hint);
            page = browser.send(&form).await;
            assert_eq!(page.status, 200);
        }
        let kept = browser.send(&approved(&page).with("do", "keep")).await;
        assert_eq!(kept.address, "/en/desk");
        assert!(kept.text(".said").unwrap().contains("kept for a day"));
        // What was kept stands in the form again.
        let again = browser.open(&page_of(&app, offer).await).await;
        let points = again.attributes("[data-point] input[value=yes]", "name");
        assert!(points.len() > 2);
        for point in &points {
            assert_eq!(decision_form(&again).value(point), Some("yes"), "{point}");
        }
    }
    assert_eq!(app.count("select count(*) from review_decision").await, 0);
    let queue = browser.open("/en/desk").await;
    assert_eq!(queue.html.matches("answers kept").count(), 2);
    let ticked = queue.attributes("[data-tick]", "value");
    assert_eq!(ticked.len(), 3);
    let query: Vec<String> = ticked.iter().map(|x| format!("x={x}")).collect();
    let page = browser
        .open(&format!("/en/desk/together?{}", query.join("&")))
        .await;
    let out = page.texts("section[aria-labelledby=unchecked] li");
    assert_eq!(out.len(), 1);
    assert!(
        out[0].contains("Several 2") && out[0].contains("Its signals were not looked at yet"),
        "{out:?}"
    );
    let form = page
        .form("/en/desk/together")
        .with("decision", "approve")
        .without("reason");
    let done = browser.send(&form).await;
    assert_eq!(done.status, 200);
    assert_eq!(done.text("#done").unwrap(), "2 offers decided");
    let left = done.texts(".p-warn li");
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(left[0].contains("Several 2"));
    assert_eq!(done.texts("section[aria-labelledby=undo] form").len(), 2);
    for offer in &offers[..2] {
        assert!(app.is_public(offer).await);
    }
    let back = browser.send(&done.to_do("undo")).await;
    assert!(back.text(".said").unwrap().contains("Taken back"));
    let mut public = 0;
    for offer in &offers {
        public += usize::from(app.is_public(offer).await);
    }
    assert_eq!(public, 1, "one of the two");
}
