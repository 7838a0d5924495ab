//! `POST /review/items/{id}/claim`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ReviewItemId;

use crate::{
    app::{App, reviews::ReviewDetailView},
    extract::{IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Take an item for ten minutes, or renew one's own lease.
#[utoipa::path(
    operation_id = "claimReviewItem",
    tag = "review",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    responses((status = 200, description = "The item", body = ReviewDetailView))
)]
#[post("/review/items/{id}/claim")]
pub(super) async fn claim_review_item(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReviewItemId>,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "claimReviewItem", &[id.0.as_bytes()]);
    let view = app.claim_item(&caller, once.as_ref(), id).await?;
    Ok(answer::ok(&view, Some(view.item.version)))
}
