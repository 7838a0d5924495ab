//! `POST /needs/{id}/continuations`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::NeedId;

use crate::{
    app::{App, matches::MoveOnBody, requests::NeedView},
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Look for the same again, on other days.
///
/// Once help is agreed for all of it, and while it is under way or after it: the next home before the days of this one are over. Makes a
/// new need of the same request; what was agreed stays.
#[utoipa::path(
    operation_id = "continueNeed",
    tag = "needs",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = MoveOnBody,
    responses((status = 201, description = "The new need", body = NeedView))
)]
#[post("/needs/{id}/continuations")]
pub(super) async fn continue_need(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<NeedId>,
    key: IdempotencyKey,
    body: Body<MoveOnBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "continueNeed", &[id.0.as_bytes(), &body.digest]);
    let view = app.move_on(&caller, once.as_ref(), id, body.value).await?;
    Ok(answer::created(&view, Some(view.version)))
}
