//! `DELETE /offers/{id}/suspension`

use actix_web::{HttpResponse, delete, web::Data};

use punte_core::id::OfferId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
};

/// Show an offer again that was stopped.
///
/// It stands as before, unless it lapsed meanwhile: then its provider confirms it first. An edit that had waited waits again.
#[utoipa::path(
    operation_id = "reinstateOffer",
    tag = "review",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 204, description = "Nothing stops it any more"))
)]
#[delete("/offers/{id}/suspension")]
pub(super) async fn reinstate_offer(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<OfferId>,
) -> Result<HttpResponse, Fault> {
    app.reinstate_offer(&caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
