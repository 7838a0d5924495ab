//! `GET /child-cases/{id}`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::ChildCaseId;

use crate::{
    app::{App, child_cases::ChildCaseView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Read the case of a child who asks for help alone.
///
/// What is known of the child is for whoever took the case; how it can be reached is opened with a reason.
#[utoipa::path(
    operation_id = "readChildCase",
    tag = "child-cases",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The case", body = ChildCaseView))
)]
#[get("/child-cases/{id}")]
pub(super) async fn read_child_case(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ChildCaseId>,
) -> Result<HttpResponse, Fault> {
    let view = app.read_child_case(&caller, id).await?;
    Ok(answer::ok(&view, Some(view.case.version)))
}
