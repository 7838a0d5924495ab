//! `DELETE /review/items/{id}/claim`

use actix_web::{HttpResponse, delete, web::Data};

use punte_core::id::ReviewItemId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
};

/// Give a claimed item back.
#[utoipa::path(
    operation_id = "releaseReviewItem",
    tag = "review",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 204, description = "Given back"))
)]
#[delete("/review/items/{id}/claim")]
pub(super) async fn release_review_item(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReviewItemId>,
) -> Result<HttpResponse, Fault> {
    app.release_item(&caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
