//! `POST /providers/{id}/block`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{
        App,
        danger::{BlockBody, BlockView},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Block a provider in an emergency.
///
/// Its offers are gone from every list at once, its open matches are stopped and the other sides told. A second moderator looks at
/// it within a day. Blocking what is blocked finds it done.
#[utoipa::path(
    operation_id = "blockProvider",
    tag = "blocks",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = BlockBody,
    responses((status = 201, description = "The block", body = BlockView))
)]
#[post("/providers/{id}/block")]
pub(super) async fn block_provider(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
    key: IdempotencyKey,
    body: Body<BlockBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "blockProvider", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .block_provider(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(answer::created(&view, None))
}
