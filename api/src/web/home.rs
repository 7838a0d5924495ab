//! The first page: what do you need?

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::header, web::ServiceConfig};
use askama::Template;
use punte_core::offer::Category;

use super::{frame::Frame, guides, visit::Visit};
use crate::{
    app::{guides::GuideView, places::PlaceView, public_offers::PublicCount},
    middleware::current,
    problem::Fault,
};

/// Mounts the first page of a language.
pub fn mount(config: &mut ServiceConfig) {
    config.service(home);
}

/// The language of the phone, if it is one of ours.
#[get("/")]
pub async fn choose_language() -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, format!("/{}", current().locale.as_str())))
        .finish()
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    f: Rc<Frame>,
    categories: Vec<Choice>,
    guides: Vec<GuideView>,
    crossings: Vec<PlaceView>,
}

/// A category, with how many offers of it are open.
struct Choice {
    category: Category,
    open: PublicCount,
}

#[get("")]
async fn home(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let counts = visit.app.count_public_offers(&visit.caller).await?;
    let categories = counts
        .into_iter()
        .map(|(category, open)| Choice { category, open })
        .collect();
    let guides = visit.app.list_guides(&visit.caller).await?;
    let crossings = visit.app.list_crossings(&visit.caller).await?;
    visit.show(&HomePage {
        f: visit.frame.clone(),
        categories,
        guides,
        crossings,
    })
}
