//! `PUT /needs/{id}`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::{id::NeedId, request::NeedDraft};

use crate::{
    app::{App, requests::NeedView},
    extract::{Body, IdPath, IfMatch, IfMatchHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Correct what a need asks.
///
/// While nothing of it is agreed (`already-agreed` otherwise, with the matches). It stays of its kind, and keeps its place among those who
/// wait. Proposals that do not fit it any more end. One that is `expired`, since its days were over, looks again.
#[utoipa::path(
    operation_id = "correctNeed",
    tag = "needs",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader),
    request_body = NeedDraft,
    responses((status = 200, description = "The need", body = NeedView))
)]
#[put("/needs/{id}")]
pub(super) async fn correct_need(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<NeedId>,
    IfMatch(version): IfMatch,
    body: Body<NeedDraft>,
) -> Result<HttpResponse, Fault> {
    let view = app
        .correct_need(&caller, None, id, version, body.value)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
