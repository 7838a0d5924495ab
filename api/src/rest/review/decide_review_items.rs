//! `POST /review/decisions`

use actix_web::{HttpResponse, post, web::Data};
use punte_core::id::ReviewItemId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{
        App, AppError,
        reviews::{DecisionsBody, ReviewItemView},
    },
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::{Fault, Problem},
    rest::answer::{self, ListView},
};

/// What became of one of several items.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionOutcome {
    /// Which item.
    pub item_id: ReviewItemId,
    /// The item after the decision; null where it was left out.
    pub item: Option<ReviewItemView>,
    /// Why it was left out: as a decision on it alone would be answered, with status, code and fields. Null where it was decided.
    pub problem: Option<Problem>,
}

impl DecisionOutcome {
    fn of((item_id, outcome): (ReviewItemId, Result<ReviewItemView, AppError>)) -> Self {
        let (item, problem) = match outcome {
            Ok(item) => (Some(item), None),
            Err(error) => (None, Some(Fault::from(error).problem())),
        };
        Self {
            item_id,
            item,
            problem,
        }
    }
}

/// Decide the same on up to 50 items.
///
/// Each is decided by itself, with a line of its own in the log: what nobody holds is taken, and what somebody else holds, or what
/// changed since it was looked at, is left out with the reason. An approval rests on answers to the checklist that the caller keeps
/// (`PUT /review/items/{id}/answers`): what was not gone through before, or has a hint that nobody called no problem, is left out
/// too. The outcomes come in the order of the items. Sent again with the same key, what was decided is answered as before, and what was
/// left out is tried anew.
#[utoipa::path(
    operation_id = "decideReviewItems",
    tag = "review",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = DecisionsBody,
    responses((status = 200, description = "What became of each", body = ListView<DecisionOutcome>))
)]
#[post("/review/decisions")]
pub(super) async fn decide_review_items(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
    body: Body<DecisionsBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "decideReviewItems", &[&body.digest]);
    let outcomes = app.decide_many(&caller, once.as_ref(), &body.value).await?;
    Ok(answer::list(
        outcomes.into_iter().map(DecisionOutcome::of).collect(),
    ))
}
