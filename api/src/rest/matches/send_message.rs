//! `POST /matches/{id}/messages`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::{
    id::MatchId,
    message::{MessageDraft, Thread},
};

use crate::{
    app::{App, messages::MessageView},
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Write to the other side of a match.
///
/// A ready-made phrase, which each side reads in its language, or a text. Before both agreed, and while contacts wait for the other side,
/// phone numbers, links and addresses are held back (`contact-in-text`). Where a match ended otherwise than well, nobody writes any more.
/// The other side gets a mail without a word of it.
#[utoipa::path(
    operation_id = "sendMessage",
    tag = "matches",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = MessageDraft,
    responses((status = 201, description = "The message", body = MessageView))
)]
#[post("/matches/{id}/messages")]
pub(super) async fn send_message(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<MatchId>,
    key: IdempotencyKey,
    body: Body<MessageDraft>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "sendMessage", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .send_message(&caller, once.as_ref(), Thread::Match(id), body.value)
        .await?;
    Ok(answer::created(&view, None))
}
