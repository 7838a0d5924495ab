//! `GET /requests/{id}/inquiries`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{App, inquiries::InquiryView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List whom one's own household wrote to; first where somebody wrote last.
#[utoipa::path(
    operation_id = "listRequestInquiries",
    tag = "inquiries",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The inquiries", body = ListView<InquiryView>))
)]
#[get("/requests/{id}/inquiries")]
pub(super) async fn list_request_inquiries(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(app.list_request_inquiries(&caller, id).await?))
}
