//! `POST /matches/{id}/check-ins`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::MatchId;

use crate::{
    app::{
        App,
        matches::{CheckInBody, CheckedInView},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Say how you are, after 24 hours, 7, 30 and 90 days.
///
/// For the household. After 24 hours `well` or `not_safe`; after 7 days `over` and `looking`, too; after 30 and 90 days what became of it:
/// `still_there`, `moved_on` to something better, `had_to_leave`, or `not_safe`. `not_safe` is a report of danger: the provider's offers are hidden at once, and moderators look within the hour.
#[utoipa::path(
    operation_id = "answerCheckIn",
    tag = "matches",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = CheckInBody,
    responses((status = 201, description = "What came of the answer", body = CheckedInView))
)]
#[post("/matches/{id}/check-ins")]
pub(super) async fn answer_check_in(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<MatchId>,
    key: IdempotencyKey,
    body: Body<CheckInBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "answerCheckIn", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .answer_check_in(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(answer::created(&view, None))
}
