//! Where the link of a mail leads: is the offer still there? One tap answers, without a sign-in. The code stands behind the # of the
//! link, which no server sees, and is typed where there is no script.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::ServiceConfig};
use askama::Template;
use punte_core::{error::FieldError, id::OfferId, locale::Locale, offer::Still};
use serde::Deserialize;

use super::{errors::Errors, form::Form, frame::Frame, visit::Visit};
use crate::{
    app::{AppError, expiry::StillView},
    extract::PathId,
    problem::Fault,
};

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config.service(ask).service(answer);
}

#[derive(Template)]
#[template(path = "still_offered/ask.html")]
struct AskPage {
    f: Rc<Frame>,
    id: OfferId,
    /// Its title, if anybody may see it, and the language that it is in.
    title: Option<(String, Locale)>,
    code: String,
    errors: Errors,
}

#[expect(clippy::unused_self, reason = "templates call methods")]
impl AskPage {
    const fn answers(&self) -> [Still; 3] {
        Still::ALL
    }
}

#[derive(Template)]
#[template(path = "still_offered/done.html")]
struct DonePage {
    f: Rc<Frame>,
    done: StillView,
}

/// What the page says of an offer is what everybody may see; of one that is hidden it says nothing, whether there is one or not.
async fn page(visit: &Visit, id: OfferId, code: String, errors: Errors) -> Result<AskPage, Fault> {
    let title = match visit.app.read_public_offer(&visit.anybody(), id).await {
        Ok(offer) => Some((offer.title, offer.language)),
        Err(AppError::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    Ok(AskPage {
        f: visit.frame.clone(),
        id,
        title,
        code,
        errors,
    })
}

#[get("/still/{id}")]
async fn ask(mut visit: Visit, PathId(id): PathId<OfferId>) -> Result<HttpResponse, Fault> {
    let page = page(&visit, id, String::new(), Errors::default()).await?;
    visit.show(&page)
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    code: String,
    #[serde(default)]
    still: String,
}

#[post("/still/{id}")]
async fn answer(
    mut visit: Visit,
    PathId(id): PathId<OfferId>,
    form: Form<Answer>,
) -> Result<HttpResponse, Fault> {
    let caller = visit.anybody();
    let Answer { code, still } = &form.value;
    let done = match Still::from_name(still) {
        Some(still) => {
            let once = form.once(&caller, "answer_still");
            visit
                .app
                .answer_still(&caller, Some(&once), visit.origin, id, code, still)
                .await
        }
        None => Err(FieldError::new("/still", "required").into()),
    };
    match done {
        // Not after a redirect: the code is in no address.
        Ok(done) => {
            let page = DonePage {
                f: visit.frame.clone(),
                done,
            };
            visit.show(&page)
        }
        Err(AppError::Invalid(errors)) => {
            let page = page(&visit, id, code.clone(), Errors(errors)).await?;
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
