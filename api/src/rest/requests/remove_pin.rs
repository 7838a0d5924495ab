//! `DELETE /requests/{id}/pin`

use actix_web::{HttpResponse, delete, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
};

/// Take the PIN away. It takes the PIN.
#[utoipa::path(
    operation_id = "removePin",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 204, description = "There is none"))
)]
#[delete("/requests/{id}/pin")]
pub(super) async fn remove_pin(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
) -> Result<HttpResponse, Fault> {
    app.remove_pin(&caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
