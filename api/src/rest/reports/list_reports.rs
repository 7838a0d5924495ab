//! `GET /reports`

use actix_web::{HttpResponse, get, web::Data};

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::{App, danger::ReportLine},
    extract::{Query, SignedIn, decode, limit},
    problem::Fault,
    rest::answer::{self, PageView},
};

/// Which reports.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ReportsQuery {
    /// The closed ones, the newest first, instead of those to look after.
    #[param(default = false)]
    pub closed: Option<bool>,
    /// At most so many reports.
    #[param(minimum = 1, maximum = 100, default = 25)]
    pub limit: Option<u32>,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(max_length = 512)]
    pub cursor: Option<String>,
}

/// List reports of danger: what is due first.
///
/// For moderators; not what was written.
#[utoipa::path(
    operation_id = "listReports",
    tag = "reports",
    security(("bearer" = [])),
    params(ReportsQuery),
    responses((status = 200, description = "A page of reports", body = PageView<ReportLine>))
)]
#[get("/reports")]
pub(super) async fn list_reports(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    Query(q): Query<ReportsQuery>,
) -> Result<HttpResponse, Fault> {
    let found = app
        .list_reports(
            &caller,
            q.closed.unwrap_or(false),
            decode(q.cursor.as_deref())?,
            limit(q.limit, 25)?,
        )
        .await?;
    Ok(answer::page(found))
}
