//! The API reference at `/api/docs`: all of it from this server, and the document that it shows is ours.

#![cfg(test)]

use std::collections::BTreeSet;

use punte_tests::TestApp;
use reqwest::{Response, header::HeaderMap};

async fn fetch(app: &TestApp, path: &str) -> Response {
    app.fetch(path, &[]).await
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers[name].to_str().unwrap()
}

/// What an HTML page makes a browser load, and where it leads.
fn links(page: &str) -> BTreeSet<String> {
    ["src=\"", "href=\""]
        .iter()
        .flat_map(|attribute| page.split(attribute).skip(1))
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

/// Targets of `url(…)` in a style sheet.
fn loaded_by_styles(css: &str) -> Vec<&str> {
    css.split("url(")
        .skip(1)
        .map(|rest| {
            rest.trim_start_matches(['"', '\''])
                .split(['"', '\'', ')'])
                .next()
                .unwrap()
        })
        .collect()
}

#[tokio::test]
async fn the_reference_is_whole_and_asks_no_other_host() {
    let app = TestApp::spawn().await;
    let page = fetch(&app, "/api/docs").await;
    assert_eq!(page.status(), 200);
    assert_eq!(
        header(page.headers(), "content-type"),
        "text/html; charset=utf-8"
    );
    let page = page.text().await.unwrap();
    assert_eq!(page, fetch(&app, "/api/docs/").await.text().await.unwrap());
    // Nothing runs or is drawn but what comes as a file.
    assert!(!page.contains("<style") && !page.contains("<script>") && !page.contains(" on"));

    let mut types = BTreeSet::new();
    for link in links(&page) {
        assert!(
            link.starts_with('/') && !link.starts_with("//"),
            "{link} is another host's"
        );
        let file = fetch(&app, &link).await;
        assert_eq!(file.status(), 200, "{link}");
        let kind = header(file.headers(), "content-type").to_owned();
        if kind.starts_with("text/css") {
            let css = file.text().await.unwrap();
            let loaded = loaded_by_styles(&css);
            assert!(!loaded.is_empty(), "Swagger UI's icons");
            assert!(loaded.iter().all(|url| url.starts_with("data:")), "{link}");
            assert!(!css.contains("@import"), "{link}");
        }
        types.insert(kind);
    }
    assert_eq!(
        types.into_iter().collect::<Vec<_>>(),
        [
            "application/yaml",
            "image/png",
            "text/css",
            "text/html; charset=utf-8",
            "text/javascript"
        ]
    );
}

#[tokio::test]
async fn the_reference_shows_the_document_of_this_server() {
    let app = TestApp::spawn().await;
    let start = fetch(&app, "/api/docs/swagger-initializer.js")
        .await
        .text()
        .await
        .unwrap();
    let setting = |name: &str| {
        let line = start
            .lines()
            .find(|line| line.trim_start().starts_with(&format!("\"{name}\":")));
        line.map(|line| line.split_once(':').unwrap().1.trim().trim_end_matches(','))
    };
    assert_eq!(setting("url"), Some("\"/api/v1/openapi.yaml\""), "{start}");
    // Its default asks the validator of swagger.io.
    assert_eq!(setting("validatorUrl"), Some("\"none\""), "{start}");
    assert!(!start.contains("://"), "{start}");
    let shown = fetch(&app, "/api/v1/openapi.yaml")
        .await
        .text()
        .await
        .unwrap();
    assert_eq!(shown, punte_api::rest::openapi::yaml().unwrap());
}

#[tokio::test]
async fn only_the_reference_has_a_looser_policy_and_only_its_files_are_kept() {
    let app = TestApp::spawn().await;
    let strict = "default-src 'none'; frame-ancestors 'none'";
    for path in ["/healthz", "/api/v1/demo", "/api/v1/nowhere"] {
        let answer = fetch(&app, path).await;
        assert_eq!(
            header(answer.headers(), "content-security-policy"),
            strict,
            "{path}"
        );
        assert_eq!(
            header(answer.headers(), "cache-control"),
            "no-store",
            "{path}"
        );
    }
    let page = fetch(&app, "/api/docs").await;
    let policy = header(page.headers(), "content-security-policy");
    for part in policy.split("; ") {
        let (directive, sources) = part.split_once(' ').unwrap();
        let allowed: &[&str] = match directive {
            "script-src" | "connect-src" => &["'self'"],
            "style-src" => &["'self'", "'unsafe-inline'"],
            "img-src" => &["'self'", "data:"],
            _ => &["'none'"],
        };
        assert_eq!(sources.split(' ').collect::<Vec<_>>(), allowed, "{part}");
    }
    assert!(policy.starts_with("default-src 'none'"));
    assert_eq!(header(page.headers(), "cache-control"), "no-store");
    assert_eq!(header(page.headers(), "x-content-type-options"), "nosniff");

    let path = "/api/docs/swagger-ui-bundle.js";
    let plain = fetch(&app, path).await;
    assert_eq!(
        header(plain.headers(), "cache-control"),
        "public, max-age=86400"
    );
    assert_eq!(header(plain.headers(), "content-security-policy"), strict);
    let tag = header(plain.headers(), "etag").to_owned();
    assert!(!plain.headers().contains_key("content-encoding"));
    let again = app.fetch(path, &[("if-none-match", &tag)]).await;
    assert_eq!(again.status(), 304);
    assert!(again.bytes().await.unwrap().is_empty());
    let packed = app.fetch(path, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(header(packed.headers(), "content-encoding"), "gzip");
    let (plain, packed) = (plain.bytes().await.unwrap(), packed.bytes().await.unwrap());
    assert!(packed.len() * 2 < plain.len());
    assert!(plain.starts_with(b"/*") && packed.starts_with(&[0x1f, 0x8b]));

    // Files that the page does not need are not served, and a wrong method is a problem as everywhere.
    for path in [
        "/api/docs/index.html",
        "/api/docs/swagger-ui.js",
        "/api/docs/oauth2-redirect.html",
        "/api/docs/a/b",
    ] {
        let answer = fetch(&app, path).await;
        assert_eq!(
            (
                answer.status().as_u16(),
                header(answer.headers(), "content-type")
            ),
            (404, "application/problem+json"),
            "{path}"
        );
    }
}
