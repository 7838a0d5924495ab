//! `GET /requests/{id}/sessions`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{App, households::HouseholdSessionView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List where one's own request is open, the one used last first.
#[utoipa::path(
    operation_id = "listRequestSessions",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "Where it is open", body = ListView<HouseholdSessionView>))
)]
#[get("/requests/{id}/sessions")]
pub(super) async fn list_request_sessions(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(app.list_open(&caller, id).await?))
}
