//! `POST /needs/{id}/still-needed`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::NeedId;

use crate::{
    app::{App, requests::NeedView, still_needed::StillNeededBody},
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Say whether a need still stands, or close it.
///
/// While it looks for help, whether anybody asked or not. Closing it takes back what waits for an answer. Where a part is agreed, that
/// stays: the rest is let go of, and the need is served.
#[utoipa::path(
    operation_id = "answerStillNeeded",
    tag = "needs",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = StillNeededBody,
    responses((status = 200, description = "The need", body = NeedView))
)]
#[post("/needs/{id}/still-needed")]
pub(super) async fn answer_still_needed(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<NeedId>,
    key: IdempotencyKey,
    body: Body<StillNeededBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(
        &caller,
        "answerStillNeeded",
        &[id.0.as_bytes(), &body.digest],
    );
    let view = app
        .answer_still_needed(&caller, once.as_ref(), id, body.value.answer)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
