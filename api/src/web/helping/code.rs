//! Replacing the lost code of a request that one follows: how its household is known, and then the card, this once.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{error::FieldError, id::CaseId, request::ReissueReason};
use serde::Deserialize;

use super::list::name;
use crate::{
    app::{
        App, AppError,
        case_work::{CaseReissueBody, CaseView},
    },
    extract::PathId,
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form},
        frame::Frame,
        my::CardPage,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "helping/code.html")]
struct CodePage {
    f: Rc<Frame>,
    it: CaseView,
    errors: Errors,
    reasons: Vec<Choice>,
    /// The code of what is in the way.
    trouble: Option<&'static str>,
}

impl CodePage {
    fn address(&self) -> String {
        self.f.to(&format!("/helping/{}", self.it.case.id))
    }

    fn name(&self) -> String {
        name(&self.f, &self.it.case)
    }
}

#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    reason: String,
}

#[get("/helping/{id}/code")]
pub(super) async fn ask(mut visit: Visit, id: PathId<CaseId>) -> Result<HttpResponse, Fault> {
    // A factor that is not fresh is asked for, and leads back here.
    App::may_reissue_in_cases(&visit.caller)?;
    page(&mut visit, id.0, StatusCode::OK, Vec::new(), (None, None)).await
}

#[post("/helping/{id}/code")]
pub(super) async fn answer(
    mut visit: Visit,
    id: PathId<CaseId>,
    form: Form<Typed>,
) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "reissue_case_code");
    let mut reasons = ReissueReason::ALL.into_iter();
    let reason = reasons.find(|reason| reason.as_str() == form.value.reason);
    let done = match reason {
        None => Err(AppError::from(FieldError::new("/reason", "required"))),
        Some(reason) => {
            let (app, caller) = (&visit.app, &visit.caller);
            let body = CaseReissueBody { reason };
            app.reissue_case_code(caller, Some(&once), id.0, body).await
        }
    };
    match done {
        Ok(view) => {
            let page = CardPage::new(&visit, view.tracking_code, Some(view.number), "/helping");
            visit.show(&page)
        }
        Err(AppError::Invalid(errors)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&mut visit, id.0, status, errors, (None, reason)).await
        }
        Err(AppError::Conflict(conflict)) => {
            let (status, trouble) = (StatusCode::CONFLICT, Some(conflict.code()));
            page(&mut visit, id.0, status, Vec::new(), (trouble, reason)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    visit: &mut Visit,
    id: CaseId,
    status: StatusCode,
    errors: Vec<FieldError>,
    (trouble, chosen): (Option<&'static str>, Option<ReissueReason>),
) -> Result<HttpResponse, Fault> {
    let it = visit.app.read_case(&visit.caller, id).await?;
    let f = visit.frame.clone();
    let choice = |reason: ReissueReason| {
        let label = f.tt("desk-codes", reason.as_str());
        Choice::new(reason.as_str(), label, chosen == Some(reason))
    };
    let page = CodePage {
        it,
        errors: Errors(errors),
        reasons: ReissueReason::ALL.map(choice).into(),
        trouble,
        f,
    };
    visit.show_as(status, &page)
}
