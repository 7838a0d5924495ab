//! One guide, with its sources, and forms to say something about it.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, web::Path};
use askama::{Template, filters::Safe};
use jiff::civil::Date;

use super::markdown;
use crate::{
    app::guides::GuideView,
    problem::Fault,
    web::{errors::Errors, frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "guides/one.html")]
struct GuidePage<'a> {
    f: Rc<Frame>,
    guide: &'a GuideView,
    body: Safe<String>,
    overdue: bool,
    errors: Errors,
    written: &'a Written,
}

/// What was typed into the forms, if it has to be shown again.
#[derive(Debug, Default)]
pub struct Written {
    /// Which form is shown again.
    pub suggests: bool,
    /// `yes`, `no` or nothing, by question.
    pub clear: String,
    /// As `clear`.
    pub useful: String,
    /// As `clear`.
    pub complete: String,
    /// In words.
    pub text: String,
}

#[get("/guides/{theme}")]
pub(super) async fn read(
    mut visit: Visit,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let (_language, theme) = path.into_inner();
    let guide = visit.app.read_guide(&visit.caller, &theme).await?;
    show(
        &mut visit,
        StatusCode::OK,
        &guide,
        Errors::default(),
        &Written::default(),
    )
}

/// Shows a guide.
pub fn show(
    visit: &mut Visit,
    status: StatusCode,
    guide: &GuideView,
    errors: Errors,
    written: &Written,
) -> Result<HttpResponse, Fault> {
    let f = visit.frame.clone();
    let page = GuidePage {
        body: markdown::html(&guide.body, guide.sources.len()),
        overdue: guide.is_overdue(f.today),
        guide,
        errors,
        written,
        f,
    };
    visit.show_as(status, &page)
}

impl GuidePage<'_> {
    /// Questions that yes or no answers: name, what was answered.
    fn questions(&self) -> [(&'static str, &str); 3] {
        [
            ("clear", self.written.clear.as_str()),
            ("useful", self.written.useful.as_str()),
            ("complete", self.written.complete.as_str()),
        ]
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    fn day(&self, day: &Date) -> String {
        self.f.day(*day)
    }

    /// The day after which it is out of date.
    fn review_by(&self) -> String {
        self.f.day(self.guide.review_by)
    }

    /// What was typed into one of the two forms.
    fn text(&self, suggests: bool) -> &str {
        if self.written.suggests == suggests {
            &self.written.text
        } else {
            ""
        }
    }
}
