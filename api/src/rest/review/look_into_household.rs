//! `POST /review/households/{id}/reports`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::HouseholdSignalId;

use crate::{
    app::{
        App,
        danger::{ReportLine, SeenBody},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Begin to look into a household, at the numbers that were seen.
///
/// Makes a report of what it chose or asked last, of a provider to which the caller does not belong, and takes it: from there on it is a
/// report as any other, with the household's stop. 409 where it chose nothing and asked nobody (`met`). 412 if the numbers are others by now.
#[utoipa::path(
    operation_id = "lookIntoHousehold",
    tag = "review",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = SeenBody,
    responses((status = 201, description = "The report", body = ReportLine))
)]
#[post("/review/households/{id}/reports")]
pub(super) async fn look_into_household(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<HouseholdSignalId>,
    key: IdempotencyKey,
    body: Body<SeenBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(
        &caller,
        "lookIntoHousehold",
        &[id.0.as_bytes(), &body.digest],
    );
    let line = app
        .look_into_household(&caller, once.as_ref(), id, &body.value.seen)
        .await?;
    Ok(answer::created(&line, Some(line.version)))
}
