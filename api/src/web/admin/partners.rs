//! Partner applications: who has one, their keys, and making one.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{
    error::FieldError,
    id::{PartnerId, PartnerKeyId, ProviderId},
    policy::Scope,
};
use uuid::Uuid;

use crate::{
    app::{
        AppError, Conflict,
        partners::{NewPartnerKeyView, PartnerBody, PartnerKeyBody, PartnerKeyView, PartnerView},
    },
    extract::PathId,
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form, Written},
        frame::Frame,
        visit::Visit,
    },
};

/// Partner applications on the page.
const ROWS: u32 = 100;

#[derive(Template)]
#[template(path = "admin/partners.html")]
struct PartnersPage {
    f: Rc<Frame>,
    errors: Errors,
    partners: Vec<PartnerView>,
    written: Written,
}

#[derive(Template)]
#[template(path = "admin/partner.html")]
struct PartnerPage {
    f: Rc<Frame>,
    errors: Errors,
    partner: PartnerView,
    scopes: Vec<Choice>,
    written: Written,
    problem: Option<String>,
}

impl PartnerPage {
    /// How often a key was used today, of how often it may be.
    fn used(&self, key: &PartnerKeyView) -> String {
        let (used, quota) = (&key.used_today, &key.daily_quota);
        self.f.w2("partners-used", ("used", used), ("quota", quota))
    }
}

#[derive(Template)]
#[template(path = "admin/key.html")]
struct KeyPage {
    f: Rc<Frame>,
    partner: PartnerId,
    new: NewPartnerKeyView,
}

fn address(id: PartnerId) -> String {
    format!("/admin/partners/{id}")
}

async fn all(
    visit: &mut Visit,
    status: StatusCode,
    written: Written,
    errors: Vec<FieldError>,
) -> Result<HttpResponse, Fault> {
    let found = visit.app.list_partners(&visit.caller, None, ROWS).await?;
    let page = PartnersPage {
        f: visit.frame.clone(),
        errors: Errors(errors),
        partners: found.items,
        written,
    };
    visit.show_as(status, &page)
}

#[get("/admin/partners")]
pub(super) async fn list(mut visit: Visit) -> Result<HttpResponse, Fault> {
    all(&mut visit, StatusCode::OK, Written::default(), Vec::new()).await
}

#[post("/admin/partners")]
pub(super) async fn create(mut visit: Visit, form: Form<Written>) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "create_partner");
    let written = form.value;
    let provider = written.one("provider");
    let provider_id = Uuid::try_parse(&provider).ok().map(ProviderId);
    let done = if provider.is_empty() || provider_id.is_some() {
        let body = PartnerBody {
            name: written.one("name"),
            provider_id,
        };
        visit
            .app
            .create_partner(&visit.caller, Some(&once), body)
            .await
    } else {
        Err(FieldError::new("/provider_id", "unknown-value").into())
    };
    match done {
        Ok(partner) => {
            visit.session.say("partner-made");
            Ok(visit.go(&address(partner.id)))
        }
        Err(AppError::Invalid(errors)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            all(&mut visit, status, written, errors).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    visit: &mut Visit,
    id: PartnerId,
    status: StatusCode,
    written: Written,
    errors: Vec<FieldError>,
    problem: Option<Conflict>,
) -> Result<HttpResponse, Fault> {
    let partner = visit.app.read_partner(&visit.caller, id).await?;
    let f = visit.frame.clone();
    let scopes = Scope::ALL
        .map(|scope| {
            let words = f.tt("word-scope", scope.key());
            let ticked = written.has("scopes", scope.as_str());
            Choice::new(scope.as_str(), words, ticked)
        })
        .into();
    let page = PartnerPage {
        errors: Errors(errors),
        partner,
        scopes,
        written,
        problem: problem.map(|conflict| f.tt("problem", conflict.code())),
        f,
    };
    visit.show_as(status, &page)
}

#[get("/admin/partners/{id}")]
pub(super) async fn show(
    mut visit: Visit,
    PathId(id): PathId<PartnerId>,
) -> Result<HttpResponse, Fault> {
    let mut usual = Written::default();
    usual.add("days", "365");
    usual.add("quota", "10000");
    page(&mut visit, id, StatusCode::OK, usual, Vec::new(), None).await
}

#[post("/admin/partners/{id}")]
pub(super) async fn answer(
    mut visit: Visit,
    PathId(id): PathId<PartnerId>,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "issue_key");
    let (app, caller, written) = (visit.app.clone(), visit.caller.clone(), form.value);
    if written.one("do") == "revoke" {
        let key = Uuid::try_parse(&written.one("key")).map_err(|_e| AppError::NotFound)?;
        app.revoke_key(&caller, PartnerKeyId(key)).await?;
        visit.session.say("key-revoked");
        return Ok(visit.go(&address(id)));
    }
    let ticked = written.all("scopes").iter();
    let body = PartnerKeyBody {
        scopes: ticked.filter_map(|name| Scope::from_name(name)).collect(),
        expires_in_days: written.one("days").parse().unwrap_or(0),
        daily_quota: written.one("quota").parse().unwrap_or(0),
    };
    let (status, errors, problem) = match app.issue_key(&caller, Some(&once), id, body).await {
        Ok(new) => {
            let page = KeyPage {
                f: visit.frame.clone(),
                partner: id,
                new,
            };
            return visit.show(&page);
        }
        Err(AppError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors, None),
        Err(AppError::Conflict(conflict)) => (StatusCode::CONFLICT, Vec::new(), Some(conflict)),
        Err(error) => return Err(error.into()),
    };
    page(&mut visit, id, status, written, errors, problem).await
}
