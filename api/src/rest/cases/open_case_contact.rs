//! `POST /cases/{id}/contact-views`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::{id::CaseId, request::ContactDraft};

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Open how the household of a case wants to be reached.
///
/// Takes a second factor shown a moment ago. The look is written down, and the household can read that it was.
#[utoipa::path(
    operation_id = "openCaseContact",
    tag = "cases",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 201, description = "How they can be reached", body = ContactDraft))
)]
#[post("/cases/{id}/contact-views")]
pub(super) async fn open_case_contact(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<CaseId>,
) -> Result<HttpResponse, Fault> {
    let contact = app.open_case_contact(&caller, id).await?;
    Ok(answer::created(&contact, None))
}
