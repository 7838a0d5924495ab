//! `GET /reports/{id}`

use actix_web::{HttpResponse, get, web::Data};

use jiff::Timestamp;
use punte_core::id::ReportId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{
        App,
        danger::{ReportLine, ReportView, ReportedHelp, ReportedHousehold},
    },
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Something that was written about a danger. No `Debug`: it is for one pair of eyes.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportTextView {
    /// In whoever reported's own words.
    pub text: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub written_at: Timestamp,
}

/// A report, to the moderator who looks after it.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportDetailView {
    /// Its line in the list.
    pub report: ReportLine,
    /// What was written, the first first: only to whoever took the report.
    pub texts: Vec<ReportTextView>,
    /// How many texts there are.
    pub written: i64,
    /// The match that it is about: how much it hurries, and not who comes. None where it is about none.
    pub help: Option<ReportedHelp>,
    /// The household that is reported, in numbers and hints, while the caller looks after it; none where a provider is reported.
    pub household: Option<ReportedHousehold>,
    /// Since when that household is stopped because of this report.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub stopped_at: Option<Timestamp>,
}

impl From<ReportView> for ReportDetailView {
    fn from(view: ReportView) -> Self {
        let texts = view.texts.into_iter().map(|(text, at)| ReportTextView {
            text: text.into_inner(),
            written_at: at,
        });
        Self {
            report: view.line,
            texts: texts.collect(),
            written: view.written,
            help: view.help,
            household: view.household,
            stopped_at: view.stopped_at,
        }
    }
}

/// Read a report of danger.
#[utoipa::path(
    operation_id = "readReport",
    tag = "reports",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The report", body = ReportDetailView))
)]
#[get("/reports/{id}")]
pub(super) async fn read_report(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReportId>,
) -> Result<HttpResponse, Fault> {
    let view = app.read_report(&caller, id).await?;
    let version = view.line.version;
    Ok(answer::ok(&ReportDetailView::from(view), Some(version)))
}
