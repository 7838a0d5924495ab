//! `POST /review/items/{id}/undo`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ReviewItemId;

use crate::{
    app::{App, reviews::ReviewItemView},
    extract::{IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Take one's own decision on an item back, within 60 seconds.
///
/// The offer stands as before the decision, the item is claimed by the caller again, and what was to be said of the decision is not
/// said: until then nobody was told. Refused with `undo-over` after that, and where the offer was changed since.
#[utoipa::path(
    operation_id = "undoReviewDecision",
    tag = "review",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    responses((status = 200, description = "The item, open again", body = ReviewItemView))
)]
#[post("/review/items/{id}/undo")]
pub(super) async fn undo_review_decision(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReviewItemId>,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "undoReviewDecision", &[id.0.as_bytes()]);
    let view = app.undo_decision(&caller, once.as_ref(), id).await?;
    Ok(answer::ok(&view, Some(view.version)))
}
