//! The guides in four languages: which is published, what is being written, what is out of date; and the versions of one text.

use std::rc::Rc;

use actix_web::{HttpResponse, get, web::Path};
use askama::Template;
use punte_core::locale::Locale;

use super::address;
use crate::{
    app::{AppError, guide_texts::GuideTextView},
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "admin/guides.html")]
struct GuidesPage {
    f: Rc<Frame>,
    /// Handed in: a second person has to read them.
    waiting: Vec<GuideTextView>,
    /// Being written.
    drafts: Vec<GuideTextView>,
    /// What visitors read; what is out of date first.
    published: Vec<GuideTextView>,
}

impl GuidesPage {
    fn address(&self, text: &GuideTextView) -> String {
        self.f.to(&address(&text.name))
    }

    fn history(&self, text: &GuideTextView) -> String {
        let (theme, language) = (&text.name.theme, text.name.language.as_str());
        self.f.to(&format!("/admin/guides/{theme}/{language}"))
    }

    fn is_overdue(&self, text: &GuideTextView) -> bool {
        self.f.today > text.review_by
    }

    fn review_by(&self, text: &GuideTextView) -> String {
        self.f.day(text.review_by)
    }
}

#[get("/admin/guides")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let all = visit.app.list_guide_texts(&visit.caller).await?;
    let (published, open): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|text| text.state == "published");
    let (waiting, drafts) = open.into_iter().partition(|text| text.state == "submitted");
    let mut page = GuidesPage {
        f: visit.frame.clone(),
        waiting,
        drafts,
        published,
    };
    page.published.sort_by_key(|text| text.review_by);
    visit.show(&page)
}

#[derive(Template)]
#[template(path = "admin/history.html")]
struct HistoryPage {
    f: Rc<Frame>,
    versions: Vec<GuideTextView>,
    newest: GuideTextView,
}

impl HistoryPage {
    fn address(&self, text: &GuideTextView) -> String {
        self.f.to(&address(&text.name))
    }
}

#[get("/admin/guides/{theme}/{tag}")]
pub(super) async fn history(
    mut visit: Visit,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, Fault> {
    let (_, theme, tag) = path.into_inner();
    let language = Locale::from_tag(&tag).ok_or(Fault::App(AppError::NotFound))?;
    let versions = visit
        .app
        .list_guide_versions(&visit.caller, &theme, language)
        .await?;
    let newest = versions
        .first()
        .cloned()
        .ok_or(Fault::App(AppError::NotFound))?;
    visit.show(&HistoryPage {
        f: visit.frame.clone(),
        versions,
        newest,
    })
}
