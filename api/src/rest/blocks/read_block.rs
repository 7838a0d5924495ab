//! `GET /providers/{id}/block`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{App, AppError, danger::BlockView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Read the block of a provider that stands.
#[utoipa::path(
    operation_id = "readBlock",
    tag = "blocks",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The block", body = BlockView))
)]
#[get("/providers/{id}/block")]
pub(super) async fn read_block(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
) -> Result<HttpResponse, Fault> {
    let block = app.find_block(&caller, id).await?;
    Ok(answer::ok(&block.ok_or(AppError::NotFound)?, None))
}
