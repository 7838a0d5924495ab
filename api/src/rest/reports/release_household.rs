//! `DELETE /reports/{id}/household-stop`

use actix_web::{HttpResponse, delete, web::Data};

use punte_core::id::ReportId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
};

/// Let the household that a provider reported choose offers again.
#[utoipa::path(
    operation_id = "releaseHousehold",
    tag = "reports",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 204, description = "Nothing stops it any more"))
)]
#[delete("/reports/{id}/household-stop")]
pub(super) async fn release_household(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReportId>,
) -> Result<HttpResponse, Fault> {
    app.release_household(&caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
