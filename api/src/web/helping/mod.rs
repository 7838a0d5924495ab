//! Case work: the requests that somebody follows for an organisation, as their households agreed.

mod begin;
mod code;
mod list;
mod one;

use actix_web::{HttpResponse, post, web::ServiceConfig};
use serde::Deserialize;

use super::{form::Form, visit::Visit};
use crate::problem::Fault;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(list::list)
        .service(begin::ask)
        .service(begin::begin)
        .service(close)
        .service(code::ask)
        .service(code::answer)
        .service(one::show)
        .service(one::answer);
}

#[derive(Deserialize)]
struct Nothing {}

/// Closes the request that was opened for somebody, and goes back to the list.
#[post("/helping/close")]
async fn close(mut visit: Visit, _form: Form<Nothing>) -> Result<HttpResponse, Fault> {
    visit.close_request().await?;
    visit.session.become_new();
    Ok(visit.go("/helping"))
}
