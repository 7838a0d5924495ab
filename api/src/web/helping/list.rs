use std::rc::Rc;

use actix_web::{HttpResponse, get};
use askama::Template;
use jiff::Timestamp;

use crate::{
    app::{AppError, case_work::CaseLine},
    problem::Fault,
    web::{
        desk::waiting::{age, due},
        frame::Frame,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "helping/list.html")]
struct ListPage {
    f: Rc<Frame>,
    /// None to somebody who may not follow requests, or not yet.
    cases: Option<Vec<CaseLine>>,
    now: Timestamp,
}

impl ListPage {
    fn name(&self, case: &CaseLine) -> String {
        name(&self.f, case)
    }

    fn people(&self, case: &CaseLine) -> String {
        self.f.n("helping-people", case.people)
    }

    fn age(&self, case: &CaseLine) -> String {
        age(&self.f, case.waiting_since, self.now)
    }

    fn due(&self, case: &CaseLine) -> String {
        due(&self.f, case.due_at, self.now).0
    }

    fn late(&self, case: &CaseLine) -> bool {
        case.due_at < self.now
    }
}

/// What a case is called: by its label, else by who they are and where.
pub(super) fn name(f: &Frame, case: &CaseLine) -> String {
    if let Some(label) = &case.label {
        return label.clone();
    }
    let people = f.n("helping-people", case.people);
    match &case.place {
        Some(place) => format!("{people}, {}", place.name),
        None => people,
    }
}

#[get("/helping")]
pub(super) async fn list(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let cases = match visit.app.list_cases(&visit.caller).await {
        Ok(cases) => Some(cases),
        Err(AppError::Forbidden | AppError::FactorMissing) if visit.frame.person.account => None,
        // Whoever has a household's request open is no account.
        Err(AppError::Forbidden) => return Err(AppError::Unauthenticated.into()),
        Err(error) => return Err(error.into()),
    };
    let page = ListPage {
        f: visit.frame.clone(),
        cases,
        now: visit.app.now(),
    };
    visit.show(&page)
}
