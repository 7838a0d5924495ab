//! `POST /providers/{id}/block/verdicts`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{
        App,
        danger::{BlockView, VerdictBody},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Say as a second moderator whether a block stays.
///
/// Never whoever blocked. Lifting gives the provider the standing back that its evidence supports.
#[utoipa::path(
    operation_id = "reviewBlock",
    tag = "blocks",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = VerdictBody,
    responses((status = 201, description = "The block", body = BlockView))
)]
#[post("/providers/{id}/block/verdicts")]
pub(super) async fn review_block(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
    key: IdempotencyKey,
    body: Body<VerdictBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "reviewBlock", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .review_block(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(answer::created(&view, None))
}
