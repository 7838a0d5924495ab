//! `POST /review/items/{id}/decisions`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ReviewItemId;

use crate::{
    app::{
        App,
        reviews::{DecisionBody, ReviewItemView},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Decide on a claimed item.
///
/// Private offers of housing, transport and work, and anything for minors, need two different moderators: the first approval puts the
/// item back into the queue for somebody else. A version that its provider wrote anew meanwhile is not decided on: the answer is 412, with
/// what changed and the item that waits instead.
#[utoipa::path(
    operation_id = "decideReviewItem",
    tag = "review",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = DecisionBody,
    responses((status = 201, description = "The item after the decision", body = ReviewItemView))
)]
#[post("/review/items/{id}/decisions")]
pub(super) async fn decide_review_item(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReviewItemId>,
    key: IdempotencyKey,
    body: Body<DecisionBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(
        &caller,
        "decideReviewItem",
        &[id.0.as_bytes(), &body.digest],
    );
    let view = app.decide(&caller, once.as_ref(), id, body.value).await?;
    Ok(answer::created(&view, Some(view.version)))
}
