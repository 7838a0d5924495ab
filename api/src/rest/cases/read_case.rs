//! `GET /cases/{id}`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::CaseId;

use crate::{
    app::{App, case_work::CaseView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Read a case that the caller follows.
#[utoipa::path(
    operation_id = "readCase",
    tag = "cases",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The case", body = CaseView))
)]
#[get("/cases/{id}")]
pub(super) async fn read_case(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<CaseId>,
) -> Result<HttpResponse, Fault> {
    let view = app.read_case(&caller, id).await?;
    Ok(answer::ok(&view, Some(view.case.version)))
}
