//! `POST /reports`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{
        App,
        danger::{NewReportView, ReportBody},
    },
    extract::{AnyCaller, Body, IdempotencyKey, IdempotencyKeyHeader},
    problem::Fault,
    rest::answer,
};

/// Report a danger. No account is needed.
///
/// The other side never learns of it. About a match, only its own sides report. "In danger now" is looked at within the hour, and
/// hides the provider's offers until then.
#[utoipa::path(
    operation_id = "reportDanger",
    tag = "reports",
    security((), ("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = ReportBody,
    responses((status = 201, description = "The code that tells what came of it, shown once", body = NewReportView))
)]
#[post("/reports")]
pub(super) async fn report_danger(
    app: Data<App>,
    AnyCaller(caller): AnyCaller,
    key: IdempotencyKey,
    body: Body<ReportBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "reportDanger", &[&body.digest]);
    let view = app
        .report_danger(&caller, once.as_ref(), &body.value)
        .await?;
    Ok(answer::created(&view, None))
}
