//! What lapses soon, or did: offers that nobody confirmed, and providers who have to be checked again.

use std::rc::Rc;

use actix_web::{HttpResponse, get};
use askama::Template;
use jiff::Timestamp;

use crate::{
    app::expiry::Expiring,
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "desk/expiring.html")]
struct ExpiringPage {
    f: Rc<Frame>,
    found: Expiring,
    now: Timestamp,
}

impl ExpiringPage {
    fn over(&self, at: &Timestamp) -> bool {
        *at <= self.now
    }
}

#[get("/desk/expiring")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let page = ExpiringPage {
        f: visit.frame.clone(),
        found: visit.app.list_expiring(&visit.caller).await?,
        now: visit.app.now(),
    };
    visit.show(&page)
}
