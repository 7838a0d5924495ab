//! `PUT /review/items/{id}/answers`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::id::ReviewItemId;

use crate::{
    app::{
        App,
        reviews::{AnswersBody, ReviewDetailView},
    },
    extract::{Body, IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Keep what was answered to the checklist of a claimed item, and decide later.
///
/// The answers are the caller's own, for this version of the offer, and count for a day. With a yes to every required point the item
/// can be approved together with others (`POST /review/decisions`). A decision uses them up. Of a version that its provider wrote anew
/// meanwhile nothing is kept: the answer is 412, with what changed and the item that waits instead.
#[utoipa::path(
    operation_id = "keepAnswers",
    tag = "review",
    security(("bearer" = [])),
    params(IdPath),
    request_body = AnswersBody,
    responses((status = 200, description = "The item, with what is kept", body = ReviewDetailView))
)]
#[put("/review/items/{id}/answers")]
pub(super) async fn keep_answers(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReviewItemId>,
    body: Body<AnswersBody>,
) -> Result<HttpResponse, Fault> {
    let view = app.keep_answers(&caller, id, &body.value).await?;
    Ok(answer::ok(&view, Some(view.item.version)))
}
