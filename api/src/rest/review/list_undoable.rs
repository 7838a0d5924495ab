//! `GET /review/undoable`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::verification::TOGETHER;

use crate::{
    app::{App, reviews::Undoable},
    extract::SignedIn,
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List the caller's own decisions that can still be taken back, the newest first.
///
/// What was decided within the last 60 seconds and not taken back since, at most 50; `POST /review/items/{id}/undo` takes one back. It is
/// refused there (`undo-over`) where the offer was changed meanwhile, or somebody else had the last word.
#[utoipa::path(
    operation_id = "listUndoable",
    tag = "review",
    security(("bearer" = [])),
    responses((status = 200, description = "What can be taken back", body = ListView<Undoable>))
)]
#[get("/review/undoable")]
pub(super) async fn list_undoable(
    app: Data<App>,
    SignedIn(caller): SignedIn,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(app.list_undoable(&caller, TOGETHER).await?))
}
