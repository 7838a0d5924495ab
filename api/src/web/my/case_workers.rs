//! Who follows one's own request: let somebody in, and send them away.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::id::CaseId;
use serde::Deserialize;

use crate::{
    app::{
        AppError,
        case_work::{CaseCodeView, CaseWithdrawalBody, CaseWorkerView},
    },
    problem::Fault,
    web::{form::Form, frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "my/case_workers.html")]
struct CaseWorkersPage {
    f: Rc<Frame>,
    workers: Vec<CaseWorkerView>,
    /// A code that lets somebody in, just made.
    code: Option<CaseCodeView>,
    problem: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Step {
    #[serde(rename = "do", default)]
    what: String,
    case: Option<CaseId>,
}

async fn page(
    visit: &mut Visit,
    status: StatusCode,
    code: Option<CaseCodeView>,
    problem: Option<String>,
) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let page = CaseWorkersPage {
        f: visit.frame.clone(),
        workers: visit.app.list_case_workers(&household, id).await?,
        code,
        problem,
    };
    visit.show_as(status, &page)
}

#[get("/my/case-workers")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    page(&mut visit, StatusCode::OK, None, None).await
}

#[post("/my/case-workers")]
pub(super) async fn step(mut visit: Visit, form: Form<Step>) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let app = visit.app.clone();
    let done = match (form.value.what.as_str(), form.value.case) {
        ("invite", None) => {
            let once = form.once(&household, "invite_case_worker");
            match app.invite_case_worker(&household, Some(&once), id).await {
                Ok(code) => return page(&mut visit, StatusCode::OK, Some(code), None).await,
                Err(error) => Err(error),
            }
        }
        ("end", Some(case)) => {
            let once = form.once(&household, "withdraw_case_consent");
            let body = CaseWithdrawalBody { case_id: case };
            match app
                .withdraw_case_consent(&household, Some(&once), id, body)
                .await
            {
                // It ended a moment ago: what was wanted.
                Err(AppError::Invalid(_)) => Ok(()),
                done => done,
            }
        }
        _ => Err(AppError::NotFound),
    };
    match done {
        Ok(()) => {
            visit.session.say("helper-sent-away");
            Ok(visit.go("/my/case-workers"))
        }
        Err(AppError::Conflict(conflict)) => {
            let problem = visit.frame.tt("problem", conflict.code());
            page(&mut visit, StatusCode::CONFLICT, None, Some(problem)).await
        }
        Err(error) => Err(error.into()),
    }
}
