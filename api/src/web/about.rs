//! What we check, what we keep, whom to call, what programs can do: pages that say what is true today.

use std::rc::Rc;

use actix_web::{HttpResponse, get, web::ServiceConfig};
use askama::Template;
use punte_core::rights::Retention;

use super::{frame::Frame, visit::Visit};
use crate::problem::Fault;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(checks)
        .service(your_data)
        .service(help)
        .service(partners);
}

#[derive(Template)]
#[template(path = "about/checks.html")]
struct ChecksPage {
    f: Rc<Frame>,
}

#[derive(Template)]
#[template(path = "about/your_data.html")]
struct YourDataPage {
    f: Rc<Frame>,
    keep: Retention,
}

#[derive(Template)]
#[template(path = "about/help.html")]
struct HelpPage {
    f: Rc<Frame>,
}

#[derive(Template)]
#[template(path = "about/partners.html")]
struct PartnersPage {
    f: Rc<Frame>,
    /// Where the API is, without a slash at its end.
    url: String,
}

#[get("/partners")]
async fn partners(mut visit: Visit) -> Result<HttpResponse, Fault> {
    visit.show(&PartnersPage {
        f: visit.frame.clone(),
        url: visit.app.public_url.clone(),
    })
}

#[get("/help")]
async fn help(mut visit: Visit) -> Result<HttpResponse, Fault> {
    visit.show(&HelpPage {
        f: visit.frame.clone(),
    })
}

#[get("/checks")]
async fn checks(mut visit: Visit) -> Result<HttpResponse, Fault> {
    visit.show(&ChecksPage {
        f: visit.frame.clone(),
    })
}

#[get("/your-data")]
async fn your_data(mut visit: Visit) -> Result<HttpResponse, Fault> {
    visit.show(&YourDataPage {
        f: visit.frame.clone(),
        keep: visit.app.retention,
    })
}
