//! `POST /review/items/{id}/escalation`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ReviewItemId;

use crate::{
    app::{
        App,
        reviews::{EscalationBody, ReviewDetailView},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Hand a claimed item to somebody else who checks.
///
/// The claim ends, and the item stands on top of the queue until somebody decided. Whoever handed it on neither claims nor decides
/// this version any more. Where too few would be left who can give the approvals that it needs it stays with them (409 `nobody-left`). As with a decision, a version that its provider wrote anew meanwhile is answered with 412 and what changed.
#[utoipa::path(
    operation_id = "escalateReviewItem",
    tag = "review",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = EscalationBody,
    responses((status = 200, description = "The item", body = ReviewDetailView))
)]
#[post("/review/items/{id}/escalation")]
pub(super) async fn escalate_review_item(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReviewItemId>,
    key: IdempotencyKey,
    body: Body<EscalationBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(
        &caller,
        "escalateReviewItem",
        &[id.0.as_bytes(), &body.digest],
    );
    let view = app
        .escalate_item(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(answer::ok(&view, Some(view.item.version)))
}
