//! `POST /reports/{id}/feedback-views`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ReportId;

use crate::{
    app::{App, matches::FeedbackView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer::{self, ListView},
};

/// Read what providers say about the household of a report, with their comments.
///
/// For the moderator who took the report; the newest first, at most fifty. Takes a fresh second factor. The look is written down, and
/// counted.
#[utoipa::path(
    operation_id = "readHouseholdFeedback",
    tag = "reports",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 201, description = "What they say", body = ListView<FeedbackView>))
)]
#[post("/reports/{id}/feedback-views")]
pub(super) async fn read_household_feedback(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReportId>,
) -> Result<HttpResponse, Fault> {
    let items = app.read_household_feedback(&caller, id).await?;
    Ok(answer::created(&ListView { items }, None))
}
