//! `POST /inquiries/{id}/end`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::InquiryId;

use crate::{
    app::{App, inquiries::InquiryView},
    extract::{IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// End an inquiry, from either side.
///
/// Nobody writes there any more, and nobody is reminded of it. A household that asks about the same offer anew opens it again: after an end
/// of its own at once, after the institution's a day later (`reopens_at`). An institution also ends what the household ended.
#[utoipa::path(
    operation_id = "endInquiry",
    tag = "inquiries",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    responses((status = 200, description = "The inquiry", body = InquiryView))
)]
#[post("/inquiries/{id}/end")]
pub(super) async fn end_inquiry(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<InquiryId>,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "endInquiry", &[id.0.as_bytes()]);
    let view = app.end_inquiry(&caller, once.as_ref(), id).await?;
    Ok(answer::ok(&view, None))
}
