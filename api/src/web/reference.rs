//! `/api/docs`: the API reference, for people. Swagger UI, all of it from this binary: the page asks no other host for anything.

use std::{
    io::Read as _,
    sync::{Arc, OnceLock},
};

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, HeaderName},
    web::{Path, ServiceConfig},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use flate2::read::GzDecoder;
use utoipa_swagger_ui::{Config, serve};

use crate::{app::AppError, auth::keys::sha256, problem::Fault};

/// What the page may load and do: its own files, and calls to this server ("Try it out"). Swagger UI draws with style attributes and
/// with icons in `data:`; no script is inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A day: the files change with the server's version only, and an `ETag` tells.
const KEPT: &str = "public, max-age=86400";

/// The document that is shown: the one that every server gives, no second one.
const DOCUMENT: &str = "/api/v1/openapi.yaml";

/// The files of Swagger UI that the page names. The rest of its distribution is for other ways to load it.
const FILES: [&str; 5] = [
    "swagger-ui.css",
    "swagger-ui-bundle.js",
    "swagger-ui-standalone-preset.js",
    "swagger-initializer.js",
    "favicon-32x32.png",
];

/// The description is English, so the page around it is.
const PAGE: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Punte: the API</title>
<link rel="icon" type="image/png" href="/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<div class="swagger-ui"><div class="wrapper">
<p><a href="/">Punte</a> · <a href="/api/v1/openapi.yaml">openapi.yaml</a></p>
<noscript><p>This page needs JavaScript. The description itself is a text file: openapi.yaml, linked above.</p></noscript>
</div></div>
<div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/swagger-ui-standalone-preset.js"></script>
<script src="/api/docs/swagger-initializer.js"></script>
</html>
"#;

/// Mounts the page and its files.
pub(super) fn mount(config: &mut ServiceConfig) {
    config.service(page).service(page_below).service(file);
}

#[get("/api/docs")]
async fn page() -> HttpResponse {
    html()
}

/// The same with a slash, as people type it.
#[get("/api/docs/")]
async fn page_below() -> HttpResponse {
    html()
}

fn html() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .body(PAGE)
}

fn config() -> Arc<Config<'static>> {
    static CONFIG: OnceLock<Arc<Config<'static>>> = OnceLock::new();
    CONFIG
        .get_or_init(|| {
            Arc::new(
                Config::from(DOCUMENT)
                    // The other layout has a bar that asks for another document.
                    .use_base_layout()
                    // Swagger's own server would be asked otherwise.
                    .validator_url("none")
                    .deep_linking(true)
                    .doc_expansion("list")
                    .default_models_expand_depth(0)
                    .display_request_duration(true)
                    .filter(true)
                    // A token stays in the page: nothing is left in a browser that others use.
                    .persist_authorization(false),
            )
        })
        .clone()
}

#[get("/api/docs/{file}")]
async fn file(request: HttpRequest, name: Path<String>) -> Result<HttpResponse, Fault> {
    if !FILES.contains(&name.as_str()) {
        return Err(Fault::App(AppError::NotFound));
    }
    let found = serve(&name, config())
        .map_err(|e| internal(e.to_string()))?
        .ok_or(Fault::App(AppError::NotFound))?;
    let tag = format!(
        "\"{}\"",
        URL_SAFE_NO_PAD.encode(sha256(&[found.bytes.as_ref()]))
    );
    let sent = |name: HeaderName, what: &str| {
        let value = request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok());
        value.is_some_and(|value| value.contains(what))
    };
    let mut response = if sent(header::IF_NONE_MATCH, &tag) {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    response
        .insert_header((header::CACHE_CONTROL, KEPT))
        .insert_header((header::ETAG, tag.as_str()));
    if sent(header::IF_NONE_MATCH, &tag) {
        return Ok(response.finish());
    }
    response.content_type(found.content_type);
    // They lie in the binary as gzip.
    if !found.gzpipped {
        return Ok(response.body(found.bytes.into_owned()));
    }
    response.insert_header((header::VARY, "accept-encoding"));
    if sent(header::ACCEPT_ENCODING, "gzip") {
        response.insert_header((header::CONTENT_ENCODING, "gzip"));
        return Ok(response.body(found.bytes.into_owned()));
    }
    let mut plain = Vec::new();
    GzDecoder::new(found.bytes.as_ref())
        .read_to_end(&mut plain)
        .map_err(|e| internal(e.to_string()))?;
    Ok(response.body(plain))
}

fn internal(what: String) -> Fault {
    Fault::App(AppError::Internal(what.into()))
}
