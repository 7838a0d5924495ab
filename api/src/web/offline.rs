//! What a phone keeps for when there is no connection: a small service worker, and the page that it shows.
//!
//! Kept are the guides of the page's language, the page with the help lines, and style, icons and script: what a stranger sees,
//! fetched without cookies, at most 200 KB (`tests/integration/pages/offline.rs` counts).

use std::rc::Rc;

use actix_web::{
    HttpResponse, get,
    http::header,
    web::{Data, Path, ServiceConfig},
};
use askama::Template;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{
    assets::{ICONS, MARK, SCRIPT, STYLE},
    frame::Frame,
    visit::{POLICY, Visit},
};
use crate::{
    app::{App, AppError, Caller},
    auth::keys::sha256,
    middleware::current,
    problem::Fault,
};
use punte_core::policy::Actor;

const WORKER: &str = include_str!("../../static/sw.js");

/// Mounts the page.
pub fn mount(config: &mut ServiceConfig) {
    config.service(page).service(worker);
}

#[derive(Template)]
#[template(path = "offline.html")]
struct OfflinePage {
    f: Rc<Frame>,
}

#[get("/offline")]
async fn page(mut visit: Visit) -> Result<HttpResponse, Fault> {
    visit.show(&OfflinePage {
        f: visit.frame.clone(),
    })
}

/// The worker of a language: it sees the pages of that language only.
#[get("/sw.js")]
async fn worker(app: Data<App>, language: Path<String>) -> Result<HttpResponse, Fault> {
    let caller = Caller {
        actor: Actor::Visitor,
        locale: current().locale,
    };
    let guides = app.list_guides(&caller).await?;
    let mut list = vec![
        format!("/{language}/offline"),
        format!("/{language}/guides"),
    ];
    list.extend(
        guides
            .iter()
            .map(|guide| format!("/{language}/guides/{}", guide.theme)),
    );
    list.extend([&STYLE, &ICONS, &SCRIPT, &MARK].map(|asset| asset.address.clone()));
    let listed =
        serde_json::to_string(&list).map_err(|e| Fault::App(AppError::Internal(Box::new(e))))?;
    // Another version of a guide, a number or a file is another worker: the phone takes it the next time it has a connection.
    let mut told = vec![listed.as_bytes()];
    for guide in &guides {
        told.extend([&guide.title, &guide.summary, &guide.body].map(String::as_bytes));
    }
    let lines = serde_json::to_string(&app.list_help_lines(&caller)?)
        .map_err(|e| Fault::App(AppError::Internal(Box::new(e))))?;
    told.push(lines.as_bytes());
    let version = URL_SAFE_NO_PAD.encode(sha256(&told));
    let script = WORKER
        .replace("__VERSION__", version.get(..10).unwrap_or(&version))
        .replace("__LANGUAGE__", &language)
        .replace("__LIST__", &listed)
        .replace("__OFFLINE__", &format!("/{language}/offline"));
    Ok(HttpResponse::Ok()
        .content_type("text/javascript; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .body(script))
}
