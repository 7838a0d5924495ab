//! One's own account: how one signs in.

use std::rc::Rc;

use actix_web::{HttpResponse, get};
use askama::Template;

use crate::{
    app::accounts::AccountView,
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "account/own.html")]
struct OwnPage {
    f: Rc<Frame>,
    own: AccountView,
}

#[get("/account")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let page = OwnPage {
        f: visit.frame.clone(),
        own: visit.app.own_account(&visit.caller).await?,
    };
    visit.show(&page)
}
