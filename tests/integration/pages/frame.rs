//! What surrounds every page.

#![cfg(test)]

use punte_core::locale::Locale;
use punte_tests::{Browser, TestApp};

#[tokio::test]
async fn the_address_without_a_language_leads_to_that_of_the_phone() {
    let app = TestApp::spawn().await;
    for (accepted, path) in [
        ("ro-MD,ro;q=0.9", "/ro"),
        ("ru;q=0.3,uk;q=0.8", "/uk"),
        ("de", "/uk"),
    ] {
        let answer = app.fetch("/", &[("accept-language", accepted)]).await;
        assert!(answer.url().path() == path, "{accepted}: {}", answer.url());
    }
}

#[tokio::test]
async fn a_page_is_in_the_language_of_its_address_and_leads_to_itself_in_the_others() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    for locale in Locale::ALL {
        let page = browser
            .open(&format!("/{}/account/new?x=1", locale.as_str()))
            .await;
        assert_eq!(page.status, 200);
        assert_eq!(page.attributes("html", "lang"), [locale.as_str()]);
        assert_eq!(
            page.attributes(".lang a", "href"),
            Locale::ALL.map(|l| format!("/{}/account/new?x=1", l.as_str()))
        );
    }
}

#[tokio::test]
async fn what_is_not_there_says_so_on_a_page_in_the_language_of_its_address() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    for locale in Locale::ALL {
        let page = browser.open(&format!("/{}/nowhere", locale.as_str())).await;
        assert_eq!(page.status, 404);
        assert_eq!(page.attributes("html", "lang"), [locale.as_str()]);
    }
    let people = [("accept", "text/html,*/*;q=0.8")];
    for (path, accepts, kind) in [
        ("/nowhere", &people[..], "text/html; charset=utf-8"),
        ("/nowhere", &[], "application/problem+json"),
        ("/api/v1/nowhere", &people[..], "application/problem+json"),
    ] {
        let answer = app.fetch(path, accepts).await;
        assert_eq!(answer.status(), 404);
        assert_eq!(answer.headers()["content-type"], kind, "{path}");
    }
    // Machines are answered as machines.
    let answer = app.fetch("/api/v1/nowhere", &[]).await;
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
}

#[tokio::test]
async fn style_icons_and_script_are_kept_for_a_year_and_compressed_small() {
    let app = TestApp::spawn().await;
    let page = Browser::new(&app).open("/en").await;
    let mut files = page.attributes("link[rel=stylesheet]", "href");
    files.extend(page.attributes("script", "src"));
    assert_eq!(files.len(), 2);
    for (file, most) in files.iter().zip([8 * 1024, 6 * 1024]) {
        let answer = app.fetch(file, &[("accept-encoding", "gzip")]).await;
        assert_eq!(answer.status(), 200);
        assert!(
            answer.headers()["cache-control"]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        assert_eq!(answer.headers()["content-encoding"], "gzip");
        let bytes = answer.bytes().await.unwrap().len();
        assert!(bytes <= most, "{file}: {bytes} bytes, at most {most}");
    }
}

#[tokio::test]
async fn a_page_without_a_form_leaves_no_cookie() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    browser.open("/uk").await;
    assert!(browser.cookies().is_empty());
    browser.open("/uk/account/sign-in").await;
    assert_eq!(browser.cookies().len(), 1);
}
