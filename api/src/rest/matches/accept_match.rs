//! `POST /matches/{id}/accept`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::MatchId;

use crate::{
    app::{App, matches::MatchView},
    extract::{
        IdPath, IdempotencyKey, IdempotencyKeyHeader, IfMatch, IfMatchHeader, PathId, SignedIn,
    },
    problem::Fault,
    rest::answer,
};

/// Say yes: capacity is held, contacts are shown to both.
#[utoipa::path(
    operation_id = "acceptMatch",
    tag = "matches",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader, IdempotencyKeyHeader),
    responses((status = 200, description = "The match", body = MatchView))
)]
#[post("/matches/{id}/accept")]
pub(super) async fn accept_match(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<MatchId>,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "acceptMatch", &[id.0.as_bytes()]);
    let view = app.accept(&caller, once.as_ref(), id, version).await?;
    Ok(answer::ok(&view, Some(view.version)))
}
