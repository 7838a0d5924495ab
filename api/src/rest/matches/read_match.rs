//! `GET /matches/{id}`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::MatchId;

use crate::{
    app::{App, matches::MatchView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Read a match.
///
/// For its two sides; nobody else learns that it exists.
#[utoipa::path(
    operation_id = "readMatch",
    tag = "matches",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The match", body = MatchView))
)]
#[get("/matches/{id}")]
pub(super) async fn read_match(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<MatchId>,
) -> Result<HttpResponse, Fault> {
    let view = app.read_match(&caller, id).await?;
    Ok(answer::ok(&view, Some(view.version)))
}
