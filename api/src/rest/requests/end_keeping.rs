//! `DELETE /requests/{id}/account`

use actix_web::{HttpResponse, delete, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
};

/// End that an account keeps one's own request. Wherever it was opened from that account, it closes at once.
///
/// Whether one does is `kept_since` of the request; whose it is nobody is told.
#[utoipa::path(
    operation_id = "endKeeping",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 204, description = "No account keeps it"))
)]
#[delete("/requests/{id}/account")]
pub(super) async fn end_keeping(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
) -> Result<HttpResponse, Fault> {
    app.end_keeping(&caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
