//! `POST /reports/{id}/close`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ReportId;

use crate::{
    app::{
        App,
        danger::{CloseBody, ReportLine},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Close a report that the caller took, with what came of it.
///
/// What it hid is shown again, unless the provider was blocked.
#[utoipa::path(
    operation_id = "closeReport",
    tag = "reports",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = CloseBody,
    responses((status = 200, description = "The report", body = ReportLine))
)]
#[post("/reports/{id}/close")]
pub(super) async fn close_report(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReportId>,
    key: IdempotencyKey,
    body: Body<CloseBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "closeReport", &[id.0.as_bytes(), &body.digest]);
    let line = app
        .close_report(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(answer::ok(&line, Some(line.version)))
}
