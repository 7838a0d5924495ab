//! `POST /inquiries/{id}/messages`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::{
    id::InquiryId,
    message::{MessageDraft, Thread},
};

use crate::{
    app::{App, messages::MessageView},
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Go on writing, or answer as the institution.
///
/// As between the sides of a match before both agreed. Nobody writes any more once the request is closed, the offer is hidden, its
/// provider blocked, or a side ended it. A question that waits for 48 hours is reminded of.
#[utoipa::path(
    operation_id = "sendInquiryMessage",
    tag = "inquiries",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = MessageDraft,
    responses((status = 201, description = "The message", body = MessageView))
)]
#[post("/inquiries/{id}/messages")]
pub(super) async fn send_inquiry_message(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<InquiryId>,
    key: IdempotencyKey,
    body: Body<MessageDraft>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(
        &caller,
        "sendInquiryMessage",
        &[id.0.as_bytes(), &body.digest],
    );
    let view = app
        .send_message(&caller, once.as_ref(), Thread::Inquiry(id), body.value)
        .await?;
    Ok(answer::created(&view, None))
}
