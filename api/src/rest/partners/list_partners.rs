//! `GET /partners`

use actix_web::{HttpResponse, get, web::Data};

use crate::{
    app::{App, partners::PartnerView},
    extract::{PageQuery, Query, SignedIn, decode},
    problem::Fault,
    rest::answer::{self, PageView},
};

/// List the partner applications, newest first.
///
/// For administrators.
#[utoipa::path(
    operation_id = "listPartners",
    tag = "partners",
    security(("bearer" = [])),
    params(PageQuery),
    responses((status = 200, description = "A page of partner applications", body = PageView<PartnerView>))
)]
#[get("/partners")]
pub(super) async fn list_partners(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Fault> {
    let found = app
        .list_partners(&caller, decode(page.cursor.as_deref())?, page.limit()?)
        .await?;
    Ok(answer::page(found))
}
