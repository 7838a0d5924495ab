//! `GET /providers/{id}/inquiries`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{App, inquiries::InquiryView},
    extract::{IdPath, PageQuery, PathId, Query, SignedIn, decode, limit},
    problem::Fault,
    rest::answer::{self, PageView},
};

/// List what households asked a provider; first where somebody wrote last.
#[utoipa::path(
    operation_id = "listProviderInquiries",
    tag = "inquiries",
    security(("bearer" = [])),
    params(IdPath, PageQuery),
    responses((status = 200, description = "A page of inquiries", body = PageView<InquiryView>))
)]
#[get("/providers/{id}/inquiries")]
pub(super) async fn list_provider_inquiries(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
    Query(q): Query<PageQuery>,
) -> Result<HttpResponse, Fault> {
    let before = decode(q.cursor.as_deref())?;
    let found = app
        .list_provider_inquiries(&caller, id, before, limit(q.limit, 25)?)
        .await?;
    Ok(answer::page(found))
}
