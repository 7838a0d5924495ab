//! `GET /requests/{id}/case-workers`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{App, case_work::CaseWorkerView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List who follows one's own request.
#[utoipa::path(
    operation_id = "listCaseWorkers",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "Who follows it", body = ListView<CaseWorkerView>))
)]
#[get("/requests/{id}/case-workers")]
pub(super) async fn list_case_workers(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(app.list_case_workers(&caller, id).await?))
}
