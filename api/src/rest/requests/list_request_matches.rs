//! `GET /requests/{id}/matches`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{App, matches::MatchView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List the matches of one's own request, newest first.
#[utoipa::path(
    operation_id = "listRequestMatches",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The matches", body = ListView<MatchView>))
)]
#[get("/requests/{id}/matches")]
pub(super) async fn list_request_matches(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(app.list_request_matches(&caller, id).await?))
}
