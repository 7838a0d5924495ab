//! `GET /matches/{id}/messages`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::{id::MatchId, message::Thread};

use crate::{
    app::{App, messages::MessageView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer::{self, ListView},
};

/// Read what the two sides of a match wrote.
///
/// The first first. What the other side wrote counts as read by this.
#[utoipa::path(
    operation_id = "listMessages",
    tag = "matches",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The messages", body = ListView<MessageView>))
)]
#[get("/matches/{id}/messages")]
pub(super) async fn list_messages(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<MatchId>,
) -> Result<HttpResponse, Fault> {
    let items = app.read_messages(&caller, Thread::Match(id)).await?;
    Ok(answer::ok(&ListView { items }, None))
}
