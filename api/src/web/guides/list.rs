//! The list of guides.

use std::rc::Rc;

use actix_web::{HttpResponse, get};
use askama::Template;

use crate::{
    app::guides::GuideView,
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "guides/list.html")]
struct ListPage {
    f: Rc<Frame>,
    guides: Vec<GuideView>,
}

#[get("/guides")]
pub(super) async fn list(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let guides = visit.app.list_guides(&visit.caller).await?;
    visit.show(&ListPage {
        f: visit.frame.clone(),
        guides,
    })
}

impl ListPage {
    fn is_overdue(&self, guide: &GuideView) -> bool {
        guide.is_overdue(self.f.today)
    }
}
