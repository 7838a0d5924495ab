//! `POST /providers/{id}/feedback-views`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{App, matches::FeedbackView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer::{self, ListView},
};

/// Read what households say about a provider, with their comments.
///
/// For moderators who are not its members; the newest first, at most fifty. Takes a fresh second factor. The look is written
/// down, and counted.
#[utoipa::path(
    operation_id = "readFeedback",
    tag = "providers",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 201, description = "What they say", body = ListView<FeedbackView>))
)]
#[post("/providers/{id}/feedback-views")]
pub(super) async fn read_feedback(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
) -> Result<HttpResponse, Fault> {
    let items = app.read_feedback(&caller, id).await?;
    Ok(answer::created(&ListView { items }, None))
}
