//! The requests that one keeps in one's account: opened from there, kept by their code, kept no longer.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::id::RequestId;
use serde::Deserialize;

use crate::{
    app::{
        App, AppError,
        kept_requests::{KeepBody, KeptRequestView},
    },
    extract::PathId,
    problem::Fault,
    web::{errors::Errors, form::Form, frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "account/kept.html")]
struct KeptPage {
    f: Rc<Frame>,
    errors: Errors,
    kept: Vec<KeptRequestView>,
    /// Whether this account may keep one: not that of staff, or of a case worker.
    may_keep: bool,
    /// The code that was typed.
    code: String,
    problem: Option<String>,
}

impl KeptPage {
    /// What a request asks for, in words.
    fn asked(&self, kept: &KeptRequestView) -> String {
        let kinds = kept.categories.iter();
        let words: Vec<String> = kinds
            .map(|category| self.f.tt("category", category.as_str()))
            .collect();
        words.join(", ")
    }
}

#[derive(Deserialize)]
struct Nothing {}

#[derive(Deserialize)]
struct Code {
    #[serde(default)]
    code: String,
    #[serde(default)]
    pin: String,
}

async fn page(
    visit: &mut Visit,
    status: StatusCode,
    errors: Errors,
    code: String,
    problem: Option<String>,
) -> Result<HttpResponse, Fault> {
    let caller = visit.anybody();
    let page = KeptPage {
        f: visit.frame.clone(),
        errors,
        kept: visit.app.list_kept_requests(&caller).await?,
        may_keep: App::may_keep(&caller).is_ok(),
        code,
        problem,
    };
    visit.show_as(status, &page)
}

#[get("/account/requests")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    page(
        &mut visit,
        StatusCode::OK,
        Errors::default(),
        String::new(),
        None,
    )
    .await
}

#[post("/account/requests")]
pub(super) async fn keep(mut visit: Visit, form: Form<Code>) -> Result<HttpResponse, Fault> {
    let caller = visit.anybody();
    let once = form.once(&caller, "keep_request");
    let Code { code, pin } = form.value;
    let pin = pin.trim();
    let body = KeepBody {
        tracking_code: code.clone(),
        pin: (!pin.is_empty()).then(|| pin.to_owned()),
    };
    match visit
        .app
        .keep_request(&caller, Some(&once), visit.origin, body)
        .await
    {
        Ok(_) => {
            visit.session.say("kept");
            Ok(visit.go("/account/requests"))
        }
        Err(AppError::Invalid(errors)) => {
            let (status, errors) = (StatusCode::UNPROCESSABLE_ENTITY, Errors(errors));
            page(&mut visit, status, errors, code, None).await
        }
        Err(AppError::Conflict(conflict)) => {
            let problem = visit.frame.tt("problem", conflict.code());
            let (status, errors) = (StatusCode::CONFLICT, Errors::default());
            page(&mut visit, status, errors, code, Some(problem)).await
        }
        Err(error) => Err(error.into()),
    }
}

#[post("/account/requests/{id}/open")]
pub(super) async fn open(
    mut visit: Visit,
    PathId(id): PathId<RequestId>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Fault> {
    visit.open_kept(id).await?;
    Ok(visit.go("/my/request"))
}

#[post("/account/requests/{id}/drop")]
pub(super) async fn drop_one(
    mut visit: Visit,
    PathId(id): PathId<RequestId>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Fault> {
    visit.app.drop_kept_request(&visit.anybody(), id).await?;
    visit.session.say("kept-dropped");
    Ok(visit.go("/account/requests"))
}
