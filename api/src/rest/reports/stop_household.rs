//! `POST /reports/{id}/household-stop`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ReportId;

use crate::{
    app::{App, danger::ReportedHousehold},
    extract::{IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Stop the household that a provider reports from choosing further offers.
///
/// For the moderator who took the report. What is agreed stays; they are told that people look at their request, never who reported.
#[utoipa::path(
    operation_id = "stopHousehold",
    tag = "reports",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    responses((status = 201, description = "The household, as the report shows it", body = ReportedHousehold))
)]
#[post("/reports/{id}/household-stop")]
pub(super) async fn stop_household(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReportId>,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "stopHousehold", &[id.0.as_bytes()]);
    let household = app.stop_household(&caller, once.as_ref(), id).await?;
    Ok(answer::created(&household, None))
}
