//! What is held about a household: to take along, and what it agreed to.

use std::rc::Rc;

use actix_web::{
    HttpResponse, get,
    http::header::{ContentDisposition, DispositionParam, DispositionType},
    post,
};
use askama::Template;
use jiff::Timestamp;
use punte_core::rights::Purpose;
use serde::Deserialize;

use crate::{
    app::{
        AppError,
        rights::{ConsentView, consent_text},
    },
    problem::Fault,
    web::{form::Form, frame::Frame, visit::Visit},
};

#[derive(Template)]
#[template(path = "my/data.html")]
struct DataPage {
    f: Rc<Frame>,
    consents: Vec<ConsentView>,
    /// Whether there is a contact to correct.
    open: bool,
    /// Since when an account keeps the request, if one does.
    kept_since: Option<Timestamp>,
    /// Whether a PIN guards it.
    pin_set: bool,
}

impl DataPage {
    fn words(&self, consent: &ConsentView) -> String {
        self.f.t(consent_text(consent.purpose))
    }
}

#[get("/my/data")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let request = visit.app.read_request(&household, id).await?;
    let page = DataPage {
        consents: visit.app.list_consents(&household, id).await?,
        open: request.state == "open",
        kept_since: request.kept_since,
        pin_set: visit.app.pin_is_set(&household, id).await?,
        f: visit.frame.clone(),
    };
    visit.show(&page)
}

/// A file to keep, under a name that says whose service it is of and nothing about anybody.
pub(in crate::web) fn file(view: &impl serde::Serialize) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::Filename("punte.json".to_owned())],
        })
        .json(view)
}

#[get("/my/data/export")]
pub(super) async fn export(visit: Visit) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    Ok(file(&visit.app.export_request(&household, id).await?))
}

#[derive(Deserialize)]
struct Withdrawal {
    purpose: Purpose,
}

#[post("/my/data/consent")]
pub(super) async fn withdraw(
    mut visit: Visit,
    form: Form<Withdrawal>,
) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let once = form.once(&household, "withdraw_consent");
    match visit
        .app
        .withdraw_consent(&household, Some(&once), id, form.value.purpose)
        .await
    {
        Ok(_) => visit.session.say("my-agreed-gone"),
        Err(AppError::KeyInFlight) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(visit.go("/my/data"))
}

#[derive(Deserialize)]
struct Nothing {}

/// Ends that an account keeps the request. Where it was opened from there it closes: here, too, if it was.
#[post("/my/data/account")]
pub(super) async fn end_keeping(
    mut visit: Visit,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    visit.app.end_keeping(&household, id).await?;
    visit.session.say("my-kept-ended");
    Ok(visit.go("/my/data"))
}
