//! `GET /inquiries/{id}/messages`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::{id::InquiryId, message::Thread};

use crate::{
    app::{App, messages::MessageView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer::{self, ListView},
};

/// Read what a household and an institution wrote to each other.
///
/// The first first. What the other side wrote counts as read by this.
#[utoipa::path(
    operation_id = "listInquiryMessages",
    tag = "inquiries",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The messages", body = ListView<MessageView>))
)]
#[get("/inquiries/{id}/messages")]
pub(super) async fn list_inquiry_messages(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<InquiryId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(
        app.read_messages(&caller, Thread::Inquiry(id)).await?,
    ))
}
