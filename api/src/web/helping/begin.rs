use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{case_work::CaseConsent, error::FieldError, id::ProviderId};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    app::{AppError, case_work::NewCaseBody},
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form},
        frame::Frame,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "helping/new.html")]
struct NewPage {
    f: Rc<Frame>,
    errors: Errors,
    sent: Sent,
    organisations: Vec<Choice>,
    consents: Vec<Choice>,
    problem: Option<String>,
}

#[derive(Clone, Default, Deserialize)]
pub(super) struct Sent {
    #[serde(rename = "do", default)]
    step: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    provider: String,
    #[serde(default)]
    consent: String,
    #[serde(default)]
    label: String,
}

#[get("/helping/new")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    page(
        &mut visit,
        StatusCode::OK,
        Vec::new(),
        Sent::default(),
        None,
    )
    .await
}

#[post("/helping/new")]
pub(super) async fn begin(mut visit: Visit, form: Form<Sent>) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "open_case");
    let sent = form.value;
    // From the page on which a request was just filed: its code is in the form already.
    if sent.step == "begin" {
        return page(&mut visit, StatusCode::OK, Vec::new(), sent, None).await;
    }
    let provider = Uuid::try_parse(&sent.provider).ok().map(ProviderId);
    let consent = CaseConsent::from_name(&sent.consent);
    let mut missing = Vec::new();
    if sent.code.trim().is_empty() {
        missing.push(FieldError::new("/code", "required"));
    }
    if provider.is_none() {
        missing.push(FieldError::new("/provider_id", "required"));
    }
    if consent.is_none() {
        missing.push(FieldError::new("/consent", "required"));
    }
    let opened = match (provider, consent, missing.is_empty()) {
        (Some(provider_id), Some(consent), true) => {
            let label = sent.label.trim();
            let body = NewCaseBody {
                code: sent.code.clone(),
                provider_id,
                consent,
                label: (!label.is_empty()).then(|| label.to_owned()),
            };
            let (app, caller) = (&visit.app, &visit.caller);
            app.open_case(caller, Some(&once), visit.origin, &body)
                .await
        }
        _ => Err(AppError::Invalid(missing)),
    };
    match opened {
        Ok(view) => {
            // Whoever filed it had it open as the household: from now on they act as who they are.
            visit.close_request().await?;
            visit.session.become_new();
            visit.session.say("helping-begun");
            Ok(visit.go(&format!("/helping/{}", view.case.id)))
        }
        Err(AppError::Invalid(errors)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&mut visit, status, errors, sent, None).await
        }
        Err(AppError::Conflict(conflict)) => {
            let problem = visit.frame.tt("problem", conflict.code());
            let status = StatusCode::CONFLICT;
            page(&mut visit, status, Vec::new(), sent, Some(problem)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    visit: &mut Visit,
    status: StatusCode,
    errors: Vec<FieldError>,
    sent: Sent,
    problem: Option<String>,
) -> Result<HttpResponse, Fault> {
    let organisations = visit.app.list_followable(&visit.caller).await?;
    let f = visit.frame.clone();
    let only = organisations.len() == 1;
    let page = NewPage {
        organisations: organisations
            .into_iter()
            .map(|(id, name)| {
                let chosen = only || sent.provider == id.to_string();
                Choice::new(id.to_string(), name, chosen)
            })
            .collect(),
        consents: CaseConsent::ALL
            .map(|c| {
                let chosen = sent.consent == c.as_str();
                Choice::new(c.as_str(), f.word("case-consent", &c), chosen)
            })
            .into(),
        errors: Errors(errors),
        sent,
        problem,
        f,
    };
    visit.show_as(status, &page)
}
