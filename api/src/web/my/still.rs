//! Whether a need still stands, answered where the request is open.

use actix_web::{HttpResponse, post};
use punte_core::{
    error::FieldError,
    id::NeedId,
    request::{NeedState, StillNeeded},
};
use serde::Deserialize;

use crate::{
    app::AppError,
    extract::PathId,
    problem::Fault,
    web::{form::Form, still_needed::said, visit::Visit},
};

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    answer: String,
}

#[post("/my/needs/{id}/still")]
pub(super) async fn answer(
    mut visit: Visit,
    PathId(id): PathId<NeedId>,
    form: Form<Answer>,
) -> Result<HttpResponse, Fault> {
    let household = visit.household()?;
    let answer = StillNeeded::from_name(&form.value.answer)
        .ok_or_else(|| AppError::from(FieldError::new("/answer", "required")))?;
    let once = form.once(&household, "answer_still_needed");
    let need = visit
        .app
        .answer_still_needed(&household, Some(&once), id, answer)
        .await?;
    // What is agreed stays.
    let rest = need.state == NeedState::Served;
    visit
        .session
        .say(if rest { "need-rest" } else { said(answer) });
    Ok(visit.go("/my/request"))
}
