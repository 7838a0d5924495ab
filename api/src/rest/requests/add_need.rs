//! `POST /requests/{id}/needs`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::{id::RequestId, request::NeedDraft};

use crate::{
    app::{App, requests::NeedView},
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Ask for one thing more.
///
/// Of a request that is open: at most eight needs look for help at a time.
#[utoipa::path(
    operation_id = "addNeed",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = NeedDraft,
    responses((status = 201, description = "The new need", body = NeedView))
)]
#[post("/requests/{id}/needs")]
pub(super) async fn add_need(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
    key: IdempotencyKey,
    body: Body<NeedDraft>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "addNeed", &[id.0.as_bytes(), &body.digest]);
    let view = app.add_need(&caller, once.as_ref(), id, body.value).await?;
    Ok(answer::created(&view, Some(view.version)))
}
