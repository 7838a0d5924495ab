//! `DELETE /requests/{id}`

use actix_web::{HttpResponse, delete, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
};

/// Erase one's own request and who one is.
///
/// At once: open choices end and the other side is told, contacts and household are deleted with their key, the code opens nothing
/// any more. What is left names nobody: that there was a match, and what became of it.
#[utoipa::path(
    operation_id = "eraseRequest",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 204, description = "Erased"))
)]
#[delete("/requests/{id}")]
pub(super) async fn erase_request(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
) -> Result<HttpResponse, Fault> {
    app.erase_request(&caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
