//! What surrounds every page.

#![cfg(test)]

use punte_core::locale::Locale;
use punte_tests::{Browser, TestApp, service, service_need};

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
async fn what_a_form_showed_leads_in_every_language_to_the_page_that_it_stands_on() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 1).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    let household = app.file(&[service_need(1)]).await;
    let id = app.matched(&household, &provider, &offer).await;
    let mut family = Browser::at_home(&app, &household).await;
    let mine = format!("/en/my/matches/{id}");
    let page = family.open(&mine).await;
    for (sent, status) in [("contacts", 200), ("cancel", 422)] {
        let shown = family.send(&page.form(&format!("{mine}/{sent}"))).await;
        assert_eq!(shown.status, status, "{}", shown.html);
        let languages = shown.attributes(".lang a", "href");
        assert_eq!(
            languages,
            Locale::ALL.map(|l| format!("/{}/my/matches/{id}", l.as_str()))
        );
        for address in languages {
            assert_eq!(family.open(&address).await.status, 200, "{address}");
        }
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
    browser.open("/uk/guides").await;
    assert!(browser.cookies().is_empty());
    browser.open("/uk/account/sign-in").await;
    assert_eq!(browser.cookies().len(), 1);
}

#[tokio::test]
async fn the_first_page_opens_a_request_by_its_code_and_the_foot_closes_it() {
    let app = TestApp::spawn().await;
    let household = app.file(&[service_need(1)]).await;
    let mut browser = Browser::new(&app);
    let home = browser.open("/en").await;
    assert_eq!(home.texts("main .btn")[0], "Ask for help", "first of all");
    // Written over two lines, as it stands in the field of a small phone.
    let (start, end) = household.code.split_at(20);
    let form = home.form("/en/my");
    let page = browser
        .send(&form.with("code", &format!("{start}\n{end}")))
        .await;
    assert_eq!(page.address, "/en/my/request");

    let home = browser.open("/en").await;
    assert!(home.links().contains(&"/en/my".to_owned()));
    assert!(home.forms().iter().all(|f| f.action != "/en/my"));
    assert!(home.text(".foot").unwrap().contains("Close on this phone"));
    let left = browser.send(&home.form("/en/account/sign-out")).await;
    let said = left.text(".said").unwrap();
    assert!(said.contains("Your code opens it again"), "{said}");
    assert!(left.text(".foot form").is_none());
}

#[tokio::test]
async fn only_whoever_has_a_request_open_is_told_that_it_is_safe() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/nowhere").await;
    assert_eq!(page.status, 404);
    assert!(!page.html.contains("Your request is safe"));
    let household = app.file(&[service_need(1)]).await;
    let mut browser = Browser::at_home(&app, &household).await;
    let page = browser.open("/en/nowhere").await;
    assert_eq!(page.status, 404);
    assert!(page.html.contains("Your request is safe"));
}

#[tokio::test]
async fn partners_read_in_their_language_what_programs_can_do_and_where() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    for locale in Locale::ALL {
        let home = browser.open(&format!("/{}", locale.as_str())).await;
        let way = format!("/{}/partners", locale.as_str());
        assert!(
            home.attributes(".foot a[href]", "href").contains(&way),
            "{way}"
        );
        let page = browser.open(&way).await;
        assert_eq!((page.status, page.texts("h2").len()), (200, 4));
        assert_eq!(page.texts("code").len(), 3);
        for address in ["/api/v1/openapi.yaml", "/api/docs"] {
            assert!(page.links().contains(&address.to_owned()), "{address}");
        }
    }
}
