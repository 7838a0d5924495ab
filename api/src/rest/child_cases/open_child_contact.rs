//! `POST /child-cases/{id}/contact-views`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::{id::ChildCaseId, request::ContactDraft};

use crate::{
    app::{App, child_cases::ContactViewBody},
    extract::{Body, IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Open how the child of a case that the caller took can be reached, with a reason.
///
/// Takes a second factor shown a moment ago. The look is written down, and the child can read that it was.
#[utoipa::path(
    operation_id = "openChildContact",
    tag = "child-cases",
    security(("bearer" = [])),
    params(IdPath),
    request_body = ContactViewBody,
    responses((status = 201, description = "How they can be reached", body = ContactDraft))
)]
#[post("/child-cases/{id}/contact-views")]
pub(super) async fn open_child_contact(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ChildCaseId>,
    body: Body<ContactViewBody>,
) -> Result<HttpResponse, Fault> {
    let contact = app.open_child_contact(&caller, id, body.value).await?;
    Ok(answer::created(&contact, None))
}
