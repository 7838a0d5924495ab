//! `POST /reports/{id}/take`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ReportId;

use crate::{
    app::{App, danger::ReportLine},
    extract::{IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Take a report, whoever had it: in danger nobody waits for a lease.
///
/// Opens what was written to the caller, which is written down and counts as a look.
#[utoipa::path(
    operation_id = "takeReport",
    tag = "reports",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    responses((status = 200, description = "The report", body = ReportLine))
)]
#[post("/reports/{id}/take")]
pub(super) async fn take_report(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReportId>,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "takeReport", &[id.0.as_bytes()]);
    let line = app.take_report(&caller, once.as_ref(), id).await?;
    Ok(answer::ok(&line, Some(line.version)))
}
