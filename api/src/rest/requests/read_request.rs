//! `GET /requests/{id}`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{App, requests::RequestView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Read one's own request.
///
/// For the household that has its code; nobody else learns that it exists.
#[utoipa::path(
    operation_id = "readRequest",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The request", body = RequestView))
)]
#[get("/requests/{id}")]
pub(super) async fn read_request(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
) -> Result<HttpResponse, Fault> {
    let view = app.read_request(&caller, id).await?;
    Ok(answer::ok(&view, Some(view.version)))
}
