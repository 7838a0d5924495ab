//! Another e-mail address of one's account: asked for on the page of the account, and given by the link in the mail that went there, to
//! whoever is signed in to that account.

use actix_web::{HttpResponse, get, http::StatusCode, post};
use punte_core::{error::FieldError, sensitive::Sensitive};
use serde::Deserialize;

use super::{code::Code, link::LinkPage, own, sign_in::with_next};
use crate::{
    app::AppError,
    problem::Fault,
    web::{errors::Errors, form::Form, visit::Visit},
};

/// The page to which the link leads, below the language.
const PAGE: &str = "/account/address";

#[derive(Deserialize)]
struct NewAddress {
    email: String,
    current_password: String,
}

#[post("/account/new-address")]
pub(super) async fn ask(mut visit: Visit, form: Form<NewAddress>) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "request_address_change");
    let NewAddress {
        email,
        current_password,
    } = form.value;
    let password = Sensitive::new(current_password);
    let asked = visit
        .app
        .ask_for_new_address(&visit.caller, Some(&once), &email, password)
        .await;
    match asked {
        Ok(()) => {
            visit.session.say("address-sent");
            Ok(visit.go(PAGE))
        }
        Err(AppError::Invalid(errors)) => {
            // Beside its own field: the page has another one for the present password.
            let beside = |error: FieldError| error.moved("/current_password", "/address_password");
            let errors = Errors(errors.into_iter().map(beside).collect());
            own::page(&mut visit, StatusCode::UNPROCESSABLE_ENTITY, errors, email).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whoever is not signed in does that first, and comes back.
#[get("/account/address")]
pub(super) async fn ask_code(mut visit: Visit) -> Result<HttpResponse, Fault> {
    visit.app.own_account(&visit.anybody()).await?;
    let page = LinkPage::new(&visit, "address", "", "", Errors::default());
    visit.show(&page)
}

#[post("/account/address")]
pub(super) async fn confirm(mut visit: Visit, form: Form<Code>) -> Result<HttpResponse, Fault> {
    let caller = visit.anybody();
    let once = form.once(&caller, "confirm_address_change");
    let Code { code, .. } = form.value;
    let confirmed = visit
        .app
        .confirm_new_address(&caller, Some(&once), &code, visit.origin)
        .await;
    match confirmed {
        Ok(()) => {
            visit.session.say("address-changed");
            Ok(visit.go("/account"))
        }
        Err(AppError::Invalid(errors)) => {
            let page = LinkPage::new(&visit, "address", &code, "", Errors(errors));
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        // The sign-in ended while they went for the code.
        Err(AppError::Unauthenticated) => Ok(visit.go(&with_next("/account/sign-in", PAGE))),
        Err(error) => Err(error.into()),
    }
}
