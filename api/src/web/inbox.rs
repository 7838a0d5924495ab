//! What one was told: of an account, and of the request that is open on this phone. Nothing is marked by looking at it.

use std::rc::Rc;

use actix_web::{
    HttpResponse, get, post,
    web::{Query, ServiceConfig},
};
use askama::Template;
use punte_core::id::NoticeId;
use serde::Deserialize;
use uuid::Uuid;

use super::{form::Form, frame::Frame, visit::Visit};
use crate::{
    app::{
        AppError, Caller,
        notices::{NoticeView, ReadBody},
    },
    extract::{decode, encode},
    problem::Fault,
};

/// Lines on a page.
const LINES: u32 = 25;
/// Where that of an account is,
const OWN: &str = "/account/inbox";
/// and that of a request.
const OF_REQUEST: &str = "/my/inbox";

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(own)
        .service(mark_own)
        .service(of_request)
        .service(mark_of_request);
}

#[derive(Template)]
#[template(path = "inbox.html")]
struct InboxPage {
    f: Rc<Frame>,
    /// Its address, below the language.
    home: &'static str,
    /// The key of its name.
    name: &'static str,
    lines: Vec<NoticeView>,
    /// Up to where all is marked as read, where something is left to be marked, and by whom is here.
    newest: Option<NoticeId>,
    /// Whether it is not the first page.
    further: bool,
    next: Option<String>,
}

impl InboxPage {
    /// Which days a line is about, in words: the mail that says the same names none.
    fn days(&self, line: &NoticeView) -> Option<String> {
        let (category, days) = (line.category?, line.during?);
        Some(self.f.held(&category, &days))
    }
}

/// From where on.
#[derive(Debug, Clone, Default, Deserialize)]
struct From {
    #[serde(default)]
    after: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Marked {
    #[serde(default)]
    up_to: String,
}

async fn show(
    visit: &mut Visit,
    caller: &Caller,
    (home, name): (&'static str, &'static str),
    from: &From,
) -> Result<HttpResponse, Fault> {
    let before = decode(from.after.as_deref())?;
    let further = before.is_some();
    let found = visit.app.list_notices(caller, before, LINES).await?;
    let unread = visit.app.count_unread(caller).await?;
    // Whoever acts for a household leaves the marks to it.
    let marks = home == OWN || !visit.frame.person.acts_for_others;
    let newest = found.items.first().map(|line| line.id);
    let page = InboxPage {
        f: visit.frame.clone(),
        home,
        name,
        newest: newest.filter(|_| marks && unread > 0 && !further),
        lines: found.items,
        further,
        next: found.next.as_ref().and_then(encode),
    };
    visit.show(&page)
}

async fn mark(
    visit: &mut Visit,
    caller: &Caller,
    home: &'static str,
    form: &Form<Marked>,
) -> Result<HttpResponse, Fault> {
    let up_to = form.value.up_to.as_str();
    let up_to = match up_to {
        "" => None,
        id => Some(Uuid::try_parse(id).map_err(|_e| AppError::NotFound)?),
    };
    let body = ReadBody {
        up_to: up_to.map(NoticeId),
    };
    let once = form.once(caller, "mark_notices_read");
    visit
        .app
        .mark_notices_read(caller, Some(&once), &body)
        .await?;
    visit.session.say("inbox-read");
    Ok(visit.go(home))
}

#[get("/account/inbox")]
async fn own(mut visit: Visit, from: Query<From>) -> Result<HttpResponse, Fault> {
    let caller = visit.anybody();
    show(&mut visit, &caller, (OWN, "inbox"), &from).await
}

#[post("/account/inbox")]
async fn mark_own(mut visit: Visit, form: Form<Marked>) -> Result<HttpResponse, Fault> {
    let caller = visit.anybody();
    mark(&mut visit, &caller, OWN, &form).await
}

#[get("/my/inbox")]
async fn of_request(mut visit: Visit, from: Query<From>) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    show(&mut visit, &household, (OF_REQUEST, "inbox-my"), &from).await
}

#[post("/my/inbox")]
async fn mark_of_request(mut visit: Visit, form: Form<Marked>) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    mark(&mut visit, &household, OF_REQUEST, &form).await
}
