//! The second factor: setting one up, and the codes for when the phone is lost.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use serde::Deserialize;

use super::{code::Code, sign_in::work_of};
use crate::{
    app::{
        AppError,
        factors::{FactorSetUp, RecoveryCodes},
    },
    auth::Holder,
    problem::Fault,
    web::{
        errors::Errors,
        form::Form,
        frame::Frame,
        my::{Square, draw},
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "account/factor.html")]
struct FactorPage {
    f: Rc<Frame>,
    errors: Errors,
    /// Whether one is set already.
    is_set: bool,
    pending: Option<(FactorSetUp, Option<Square>)>,
}

impl FactorPage {
    /// In groups of four, as people type it.
    fn grouped(&self) -> String {
        let key: Vec<char> = self
            .pending
            .iter()
            .flat_map(|(set_up, _)| set_up.key.chars())
            .collect();
        key.chunks(4)
            .map(|group| group.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

#[derive(Template)]
#[template(path = "account/recovery.html")]
struct RecoveryPage {
    f: Rc<Frame>,
    codes: Vec<String>,
    /// Where one goes on: what the account is for.
    next: &'static str,
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

async fn page(
    visit: &mut Visit,
    status: StatusCode,
    errors: Errors,
) -> Result<HttpResponse, Fault> {
    let own = visit.app.own_account(&visit.caller).await?;
    let pending = visit.app.pending_factor(&visit.caller).await?;
    let page = FactorPage {
        f: visit.frame.clone(),
        errors,
        is_set: own.second_factor,
        pending: pending.map(|set_up| {
            let square = draw(&set_up.address);
            (set_up, square)
        }),
    };
    visit.show_as(status, &page)
}

async fn recovery(visit: &mut Visit, codes: RecoveryCodes) -> Result<HttpResponse, Fault> {
    // The roles count from this moment: whoever asked had none yet.
    let actor = match visit.session.account {
        Some(session) => visit.app.actor_of(Holder::Session(session)).await?,
        None => visit.caller.actor.clone(),
    };
    let page = RecoveryPage {
        next: work_of(visit, actor).await?,
        f: visit.frame.clone(),
        codes: codes.codes,
    };
    visit.show(&page)
}

#[get("/account/second-factor")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    page(&mut visit, StatusCode::OK, Errors::default()).await
}

#[post("/account/second-factor")]
pub(super) async fn begin(visit: Visit, form: Form<Nothing>) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "begin_second_factor");
    visit.app.begin_factor(&visit.caller, Some(&once)).await?;
    Ok(visit.go("/account/second-factor"))
}

#[post("/account/second-factor/confirm")]
pub(super) async fn confirm(mut visit: Visit, form: Form<Code>) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "confirm_second_factor");
    let confirmed = visit
        .app
        .confirm_factor(&visit.caller, Some(&once), &form.value.code)
        .await;
    match confirmed {
        Ok(codes) => recovery(&mut visit, codes).await,
        Err(AppError::Invalid(errors)) => {
            page(&mut visit, StatusCode::UNPROCESSABLE_ENTITY, Errors(errors)).await
        }
        // Nothing is being set up: it was done in another window.
        Err(AppError::NotFound) => Ok(visit.go("/account/second-factor")),
        Err(error) => Err(error.into()),
    }
}

/// New recovery codes; the form is on the page of one's own account.
#[post("/account/recovery-codes")]
pub(super) async fn renew(mut visit: Visit, form: Form<Nothing>) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "renew_recovery_codes");
    let renewed = visit
        .app
        .renew_recovery_codes(&visit.caller, Some(&once))
        .await?;
    recovery(&mut visit, renewed).await
}
