//! `POST /requests/{id}/withdraw`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{App, requests::RequestView},
    extract::{
        IdPath, IdempotencyKey, IdempotencyKeyHeader, IfMatch, IfMatchHeader, PathId, SignedIn,
    },
    problem::Fault,
    rest::answer,
};

/// Take a request back.
#[utoipa::path(
    operation_id = "withdrawRequest",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader, IdempotencyKeyHeader),
    responses((status = 200, description = "The request", body = RequestView))
)]
#[post("/requests/{id}/withdraw")]
pub(super) async fn withdraw_request(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "withdrawRequest", &[id.0.as_bytes()]);
    let view = app
        .withdraw_request(&caller, once.as_ref(), id, version)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
