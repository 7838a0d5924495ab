//! `POST /report-states`

use actix_web::{HttpResponse, post, web::Data};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{App, danger::FollowedReport},
    extract::{AnyCaller, Body},
    problem::Fault,
    rest::answer,
};

/// The code of a report.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportCodeBody {
    /// As it was shown; spaces and hyphens do not matter.
    pub code: String,
}

/// Ask what came of a report, by its code.
#[utoipa::path(
    operation_id = "followReport",
    tag = "reports",
    security((), ("bearer" = [])),
    request_body = ReportCodeBody,
    responses((status = 200, description = "Where it stands", body = FollowedReport))
)]
#[post("/report-states")]
pub(super) async fn follow_report(
    app: Data<App>,
    AnyCaller(caller): AnyCaller,
    body: Body<ReportCodeBody>,
) -> Result<HttpResponse, Fault> {
    let found = app.follow_report(&caller, &body.value.code).await?;
    Ok(answer::ok(&found, None))
}
