//! `POST /review/households/{id}/dismissals`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::HouseholdSignalId;

use crate::{
    app::{App, danger::SeenBody},
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
};

/// Call a household no problem, at the numbers that were seen.
///
/// It comes back once one of them grows. 412 if they are others by now: the list has those that there are.
#[utoipa::path(
    operation_id = "dismissHousehold",
    tag = "review",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = SeenBody,
    responses((status = 204, description = "Nobody is told of it any more"))
)]
#[post("/review/households/{id}/dismissals")]
pub(super) async fn dismiss_household(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<HouseholdSignalId>,
    key: IdempotencyKey,
    body: Body<SeenBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(
        &caller,
        "dismissHousehold",
        &[id.0.as_bytes(), &body.digest],
    );
    app.dismiss_household(&caller, once.as_ref(), id, &body.value.seen)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
