//! `GET /audit-events`

use actix_web::{HttpResponse, get, web::Data};

use jiff::civil::Date;
use punte_core::id::SubjectId;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::{
        App,
        audit_events::{ActionName, AuditEventView, AuditQuery},
    },
    extract::{Query, SignedIn, decode, limit},
    problem::Fault,
    rest::answer::{self, PageView},
};

/// Which lines.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AuditEventsQuery {
    /// Only where this was done.
    #[serde(default)]
    #[param(value_type = Option<String>, pattern = "^[a-z_]{1,60}$", example = "roles_changed")]
    pub action: Option<ActionName>,
    /// Only about this.
    #[param(value_type = Option<uuid::Uuid>)]
    pub subject_id: Option<SubjectId>,
    /// Only of this local day.
    #[serde(default, deserialize_with = "punte_core::written::maybe_day")]
    #[param(value_type = Option<String>, format = Date)]
    pub day: Option<Date>,
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 25)]
    pub limit: Option<u32>,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(max_length = 512)]
    pub cursor: Option<String>,
}

/// List the lines of the audit log, the newest first.
///
/// For auditors. A line has ids and codes, and no personal data.
#[utoipa::path(
    operation_id = "listAuditEvents",
    tag = "audit",
    security(("bearer" = [])),
    params(AuditEventsQuery),
    responses((status = 200, description = "A page of the log", body = PageView<AuditEventView>))
)]
#[get("/audit-events")]
pub(super) async fn list_audit_events(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    Query(q): Query<AuditEventsQuery>,
) -> Result<HttpResponse, Fault> {
    let before = decode(q.cursor.as_deref())?;
    let query = AuditQuery {
        action: q.action,
        subject: q.subject_id,
        day: q.day,
    };
    let found = app
        .list_audit_events(&caller, &query, before, limit(q.limit, 25)?)
        .await?;
    Ok(answer::page(found))
}
