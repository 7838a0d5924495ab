//! `DELETE /requests/{id}/sessions`

use actix_web::{HttpResponse, delete, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
};

/// Close one's own request everywhere but here.
#[utoipa::path(
    operation_id = "endOtherRequestSessions",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 204, description = "Closed everywhere else"))
)]
#[delete("/requests/{id}/sessions")]
pub(super) async fn end_other_request_sessions(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
) -> Result<HttpResponse, Fault> {
    app.close_elsewhere(&caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
