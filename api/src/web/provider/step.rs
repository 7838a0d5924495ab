//! One tap: hand in, confirm, pause, resume, take back.

use actix_web::{HttpResponse, post, web::Path};
use punte_core::id::OfferId;
use serde::Deserialize;
use uuid::Uuid;

use super::{edit, home_of};
use crate::{
    app::{AppError, offers::LifecycleStep},
    problem::Fault,
    web::{form::Form, visit::Visit},
};

#[derive(Deserialize)]
struct Step {
    version: i64,
    /// Where one came from: `list`, or the offer.
    #[serde(default)]
    from: String,
}

#[post("/provider/offers/{id}/{step:submit|confirm|pause|resume|withdraw}")]
pub(super) async fn take(
    mut visit: Visit,
    path: Path<(String, String, String)>,
    form: Form<Step>,
) -> Result<HttpResponse, Fault> {
    let id = Some(path.1.as_str()).filter(|id| id.len() == 36);
    let id = id.and_then(|id| Uuid::try_parse(id).ok());
    let id = OfferId(id.ok_or(AppError::NotFound)?);
    let (step, operation, said) = match path.2.as_str() {
        "submit" => (LifecycleStep::Submit, "submit_offer", "provider-submitted"),
        "confirm" => (
            LifecycleStep::Confirm,
            "confirm_offer",
            "provider-confirmed",
        ),
        "pause" => (LifecycleStep::Pause, "pause_offer", "provider-paused"),
        "resume" => (LifecycleStep::Resume, "resume_offer", "provider-resumed"),
        "withdraw" => (
            LifecycleStep::Withdraw,
            "withdraw_offer",
            "provider-withdrawn",
        ),
        _ => return Err(AppError::NotFound.into()),
    };
    let once = form.once(&visit.caller, operation);
    let done = visit
        .app
        .step_offer(&visit.caller, Some(&once), id, form.value.version, step)
        .await;
    match done {
        Ok(offer) => {
            visit.session.say(said);
            Ok(if form.value.from == "list" {
                visit.go(&home_of(offer.provider_id))
            } else {
                visit.go(&format!("/provider/offers/{id}"))
            })
        }
        Err(error) => edit::not_handed_in(&mut visit, id, error).await,
    }
}
