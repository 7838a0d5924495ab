//! `GET /blocks`

use actix_web::{HttpResponse, get, web::Data};

use crate::{
    app::{App, danger::BlockView},
    extract::SignedIn,
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List the blocks that wait for a second moderator, what is due first.
#[utoipa::path(
    operation_id = "listBlocks",
    tag = "blocks",
    security(("bearer" = [])),
    responses((status = 200, description = "The blocks, at most 100", body = ListView<BlockView>))
)]
#[get("/blocks")]
pub(super) async fn list_blocks(
    app: Data<App>,
    SignedIn(caller): SignedIn,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(app.list_blocks(&caller).await?))
}
