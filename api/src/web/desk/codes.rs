//! Replacing the code of whoever stands in front of a moderator: how they are known, and then the card, this once.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::request::ReissueReason;
use serde::Deserialize;

use crate::{
    app::{App, AppError, lost_codes::ReissueBody},
    problem::Fault,
    web::{
        form::{Choice, Form},
        frame::{Errors, Frame},
        my::CardPage,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "desk/codes.html")]
struct CodesPage {
    f: Rc<Frame>,
    errors: Errors,
    known: String,
    reasons: Vec<Choice>,
}

impl CodesPage {
    fn new(visit: &Visit, errors: Errors, known: &str, chosen: Option<ReissueReason>) -> Self {
        let f = visit.frame.clone();
        let choice = |reason: ReissueReason| {
            let label = f.tt("desk-codes", reason.as_str());
            Choice::new(reason.as_str(), label, chosen == Some(reason))
        };
        Self {
            reasons: ReissueReason::ALL.map(choice).into(),
            errors,
            known: known.to_owned(),
            f,
        }
    }
}

#[derive(Deserialize)]
struct Typed {
    known: String,
    reason: ReissueReason,
    #[serde(default)]
    forget_pin: String,
}

#[get("/desk/codes")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    // A factor that is not fresh is asked for, and leads back here.
    App::may_reissue(&visit.caller)?;
    let page = CodesPage::new(&visit, Errors::default(), "", None);
    visit.show(&page)
}

#[post("/desk/codes")]
pub(super) async fn answer(mut visit: Visit, form: Form<Typed>) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "reissue_code");
    let Typed {
        known,
        reason,
        forget_pin,
    } = form.value;
    let body = ReissueBody {
        known: known.clone(),
        reason,
        forget_pin: forget_pin == "yes",
    };
    match visit
        .app
        .reissue_code(&visit.caller, Some(&once), &body)
        .await
    {
        Ok(view) => {
            let page = CardPage::new(&visit, view.tracking_code, Some(view.number), "/desk");
            visit.show(&page)
        }
        Err(AppError::Invalid(errors)) => {
            let page = CodesPage::new(&visit, Errors(errors), &known, Some(reason));
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
