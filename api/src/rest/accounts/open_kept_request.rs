//! `POST /accounts/me/requests/{id}/open`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::{answer, tracking_sessions::TrackingTokenView},
};

/// Open a request that one's own account keeps: a token of thirty minutes, as for its code.
///
/// It does what the household's own does, and what takes the PIN takes it here, too. It is written down, and ends with the caller's sign-in,
/// and when the account keeps the request no longer.
#[utoipa::path(
    operation_id = "openKeptRequest",
    tag = "accounts",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 201, description = "A token for the request", body = TrackingTokenView))
)]
#[post("/accounts/me/requests/{id}/open")]
pub(super) async fn open_kept_request(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
) -> Result<HttpResponse, Fault> {
    let token = app.issue_kept_token(&caller, id).await?;
    Ok(answer::created(&TrackingTokenView::of(id, token), None))
}
