//! Pages. So far two: what this server is, for whoever opens its address or the link of a mail, and the API reference.

mod reference;

use actix_web::{HttpResponse, get, web::ServiceConfig};
use punte_core::locale::Locale;

use crate::{middleware::current, texts::text};

/// Mounts the pages.
pub fn mount(config: &mut ServiceConfig) {
    config.service(home).configure(reference::mount);
}

#[get("/")]
async fn home() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(page(current().locale))
}

/// Fixed texts only: nothing that anybody typed reaches this page.
fn page(locale: Locale) -> String {
    let say = |key| text(locale, key);
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Punte</title>\n<h1>Punte</h1>\n<p>{}</p>\n<p>{}</p>\n<p>{}</p>\n\
         <ul>\n<li><a href=\"/api/v1/public/offers\">{}</a></li>\n<li><a href=\"/api/docs\">{}</a></li>\n</ul>\n</html>\n",
        locale.as_str(),
        say("home-what"),
        say("home-from-mail"),
        say("home-danger"),
        say("home-offers"),
        say("home-api"),
    )
}
