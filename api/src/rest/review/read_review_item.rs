//! `GET /review/items/{id}`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::ReviewItemId;

use crate::{
    app::{App, reviews::ReviewDetailView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Read an item of the queue with all that a decision needs.
#[utoipa::path(
    operation_id = "readReviewItem",
    tag = "review",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The item", body = ReviewDetailView))
)]
#[get("/review/items/{id}")]
pub(super) async fn read_review_item(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReviewItemId>,
) -> Result<HttpResponse, Fault> {
    let view = app.read_review(&caller, id).await?;
    Ok(answer::ok(&view, Some(view.item.version)))
}
