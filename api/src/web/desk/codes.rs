//! Replacing the code of whoever stands in front of a moderator, or of a child in front of child protection: how they are known, and then the
//! card, this once.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::request::ReissueReason;
use serde::Deserialize;

use crate::{
    app::{App, AppError, lost_codes::ReissueBody},
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
#[template(path = "desk/codes.html")]
struct CodesPage {
    f: Rc<Frame>,
    errors: Errors,
    known: String,
    reasons: Vec<Choice>,
    /// Whether the PIN was to go, too.
    forget_pin: bool,
}

impl CodesPage {
    /// The form, with what was sent if something was.
    fn new(visit: &Visit, errors: Errors, sent: Option<ReissueBody>) -> Self {
        let f = visit.frame.clone();
        let chosen = sent.as_ref().map(|sent| sent.reason);
        let choice = |reason: ReissueReason| {
            let label = f.tt("desk-codes", reason.as_str());
            Choice::new(reason.as_str(), label, chosen == Some(reason))
        };
        Self {
            reasons: ReissueReason::ALL.map(choice).into(),
            errors,
            forget_pin: sent.as_ref().is_some_and(|sent| sent.forget_pin),
            known: sent.map(|sent| sent.known).unwrap_or_default(),
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
    let page = CodesPage::new(&visit, Errors::default(), None);
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
        known,
        reason,
        forget_pin: forget_pin == "yes",
    };
    match visit
        .app
        .reissue_code(&visit.caller, Some(&once), &body)
        .await
    {
        Ok(view) => {
            let own = if visit.frame.person.moderator {
                "/desk"
            } else {
                "/child-cases"
            };
            let page = CardPage::new(&visit, view.tracking_code, Some(view.number), own);
            visit.show(&page)
        }
        Err(AppError::Invalid(errors)) => {
            let page = CodesPage::new(&visit, Errors(errors), Some(body));
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
