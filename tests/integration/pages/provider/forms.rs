//! What forms keep, refuse and leave alone.

#![cfg(test)]

use punte_tests::{TestApp, housing_offer, job, medical, places::ORHEI, ride, service};

use super::{browser, open, wrong};

#[tokio::test]
async fn an_offer_that_did_not_come_from_a_form_stays_as_it_is_when_its_form_is_sent_unchanged() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "volunteer", 2).await;
    let mut browser = browser(&app, 0).await;
    for body in [housing_offer, ride, job, medical] {
        let offer = app.live(&provider, &body(&provider.id)).await;
        let before = app.offer(&provider, &offer).await;
        let edit = format!("/ro/provider/offers/{offer}/edit");
        let form = open(&mut browser, &edit).await.form(&edit);
        let page = browser.send(&form).await;
        assert_eq!(page.status, 200);
        let after = app.offer(&provider, &offer).await;
        for at in ["/content", "/private", "/revision_id", "/review"] {
            assert_eq!(before.at(at), after.at(at), "{at}");
        }
    }
}

#[tokio::test]
async fn an_exact_point_goes_with_the_address_that_it_belongs_to() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.draft(&provider, &service(&provider.id)).await;
    let mut browser = browser(&app, 0).await;
    let edit = format!("/en/provider/offers/{offer}/edit");
    let form = open(&mut browser, &edit).await.form(&edit);
    let page = browser
        .send(&form.with("private-address", "strada Nouă 1"))
        .await;
    assert_eq!(page.status, 200);
    let now = app.offer(&provider, &offer).await;
    assert!(now.at("/private/point").is_null());
}

#[tokio::test]
async fn empty_forms_and_nonsense_are_answered_at_the_fields_in_every_category() {
    let app = TestApp::spawn().await;
    app.provider(0, "volunteer", 2).await;
    let mut browser = browser(&app, 0).await;
    for (category, needed) in [
        (
            "housing",
            vec![
                "content-availability-0-from",
                "content-capacity",
                "content-description",
                "content-details-kind",
                "content-details-privacy",
                "content-place-id",
                "content-title",
            ],
        ),
        (
            "transport",
            vec![
                "content-capacity",
                "content-description",
                "content-details-departs-from-day",
                "content-details-departs-from-time",
                "content-details-departs-until-day",
                "content-details-departs-until-time",
                "content-details-stops-0",
                "content-details-stops-1",
                "content-title",
            ],
        ),
        (
            "job",
            vec![
                "content-capacity",
                "content-description",
                "content-details-contract",
                "content-details-hours-per-week",
                "content-details-occupation",
                "content-details-pay-minor",
                "content-details-pay-period",
                "content-place-id",
                "content-title",
            ],
        ),
        (
            "medical",
            vec![
                "content-capacity",
                "content-description",
                "content-details-mode",
                "content-details-speciality",
                "content-place-id",
                "content-title",
            ],
        ),
        (
            "service",
            vec![
                "content-capacity",
                "content-description",
                "content-details-theme",
                "content-place-id",
                "content-title",
            ],
        ),
    ] {
        let action = format!("/uk/provider/offers/new/{category}");
        let form = open(&mut browser, &action).await.form(&action);
        let page = browser.send(&form).await;
        assert_eq!(page.status, 422, "{category}");
        assert_eq!(wrong(&page), needed, "{category}");
        // Nonsense in every field is no fault of ours.
        let names: Vec<String> = page
            .attributes("main [name]", "name")
            .into_iter()
            .filter(|n| n.starts_with("content") || n.starts_with("private"))
            .collect();
        for nonsense in [
            "\u{0}",
            "-99999999999999999999",
            "<script>alert(1)</script>",
            "𝕳e",
        ] {
            let form = names
                .iter()
                .fold(page.form(&action), |form, name| form.with(name, nonsense));
            let page = browser.send(&form).await;
            assert_eq!(page.status, 422, "{category} {nonsense}");
            assert!(!page.html.contains("<script>alert"), "escaped");
            assert!(!wrong(&page).is_empty());
        }
    }
}

#[tokio::test]
async fn a_place_that_two_towns_share_is_chosen_from_a_list() {
    let app = TestApp::spawn().await;
    app.provider(0, "volunteer", 2).await;
    let mut browser = browser(&app, 0).await;
    let action = "/uk/provider/offers/new/service";
    let page = open(&mut browser, action).await;
    let form = page.form(action).with("content-place-id", "Павлівка");
    let page = browser.send(&form).await;
    assert!(!wrong(&page).contains(&"content-place-id".to_owned()));
    let asked = page.attributes("#errors a", "href");
    assert!(asked.contains(&"#content-place-id".to_owned()), "{asked:?}");
    let found = page.attributes("input[name=content-place-id-id]", "value");
    assert!(found.len() > 1, "{found:?}");
    let form = page.form(action).with("content-place-id-id", &found[1]);
    let page = browser.send(&form).await;
    assert!(!wrong(&page).contains(&"content-place-id".to_owned()));
    assert_eq!(
        page.form(action).value("content-place-id-id"),
        Some(found[1].as_str())
    );
    // Another text asks anew.
    let form = page.form(action).with("content-place-id", "Orhei");
    let page = browser.send(&form).await;
    assert_eq!(
        page.form(action).value("content-place-id-id"),
        Some(ORHEI.to_string().as_str())
    );
}

#[tokio::test]
async fn what_is_needed_is_marked_where_it_is_asked_and_nowhere_else() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.draft(&provider, &ride(&provider.id)).await;
    let mut browser = browser(&app, 0).await;
    let address = format!("/en/provider/offers/{offer}");
    let edit = format!("{address}/edit");
    let page = open(&mut browser, &edit).await;
    let label = page.text("label[for=content-title]");
    assert_eq!(label.as_deref(), Some("Title (needed)"));
    assert!(page.texts("label").len() > page.html.matches("(needed)").count());
    let sent = page.form(&edit).with("content-title", "");
    let wrong = browser.send(&sent).await;
    assert_eq!(wrong.status, 422);
    let summary = wrong.text("#errors").unwrap();
    assert!(summary.contains("Title: "), "{summary}");
    assert!(!summary.contains("needed"), "{summary}");
    let shown = open(&mut browser, &address).await;
    let questions = shown.texts("dt");
    assert!(questions.iter().any(|q| q == "Title"), "{questions:?}");
    assert!(
        questions.iter().all(|q| !q.contains("(needed)")),
        "{questions:?}"
    );
}
