//! `GET /requests/{id}/export`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{App, rights::RequestExport},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Take along everything that is held about one's own request.
///
/// With every look at its contacts, and without the other side's data.
#[utoipa::path(
    operation_id = "exportRequest",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "Everything", body = RequestExport))
)]
#[get("/requests/{id}/export")]
pub(super) async fn export_request(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(&app.export_request(&caller, id).await?, None))
}
