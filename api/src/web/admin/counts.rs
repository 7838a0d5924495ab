//! How much was said in which month, and whether pages were clear.

use std::rc::Rc;

use actix_web::{HttpResponse, get};
use askama::Template;

use crate::{
    app::remarks::MonthCount,
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "admin/counts.html")]
struct CountsPage {
    f: Rc<Frame>,
    months: Vec<MonthCount>,
}

impl CountsPage {
    /// The month in figures, as months are sorted: `2026-11`.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn month(&self, month: &MonthCount) -> String {
        format!("{:02}.{}", month.month.month(), month.month.year())
    }

    /// The months in which somebody said whether a page is clear: what they are called, how many found so, of how many.
    fn clarity(&self) -> Vec<(String, i64, i64)> {
        self.months
            .iter()
            .map(|m| (self.month(m), m.clear, m.clear + m.unclear))
            .filter(|(_, _, of)| *of > 0)
            .collect()
    }
}

#[get("/admin/counts")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let months = visit.app.count_remarks(&visit.caller).await?;
    visit.show(&CountsPage {
        f: visit.frame.clone(),
        months,
    })
}
