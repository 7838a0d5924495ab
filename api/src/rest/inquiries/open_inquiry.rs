//! `POST /requests/{id}/inquiries`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{
        App,
        inquiries::{InquiryBody, InquiryView},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Write to an institution about its offer, without choosing it.
///
/// To organisations, companies and authorities about what everybody may see; never to a private person. The first message begins a
/// thread, a further one about the same offer goes on in it. Phone numbers, links and addresses are held back (`contact-in-text`).
/// Ten threads a day may be begun (`too-many-inquiries`). One that a side ended is begun again by this, from `reopens_at` on.
#[utoipa::path(
    operation_id = "openInquiry",
    tag = "inquiries",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = InquiryBody,
    responses((status = 201, description = "The inquiry", body = InquiryView))
)]
#[post("/requests/{id}/inquiries")]
pub(super) async fn open_inquiry(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
    key: IdempotencyKey,
    body: Body<InquiryBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "openInquiry", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .open_inquiry(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(answer::created(&view, None))
}
