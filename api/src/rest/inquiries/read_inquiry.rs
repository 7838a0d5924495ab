//! `GET /inquiries/{id}`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::InquiryId;

use crate::{
    app::{App, inquiries::InquiryView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Read how an inquiry stands.
#[utoipa::path(
    operation_id = "readInquiry",
    tag = "inquiries",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The inquiry", body = InquiryView))
)]
#[get("/inquiries/{id}")]
pub(super) async fn read_inquiry(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<InquiryId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(&app.read_inquiry(&caller, id).await?, None))
}
