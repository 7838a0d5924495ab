//! `GET /providers/{id}/offers`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{App, offers::OfferView},
    extract::{IdPath, PageQuery, PathId, Query, SignedIn, decode},
    problem::Fault,
    rest::answer::{self, PageView},
};

/// List the offers of a provider, newest first.
#[utoipa::path(
    operation_id = "listProviderOffers",
    tag = "providers",
    security(("bearer" = [])),
    params(IdPath, PageQuery),
    responses((status = 200, description = "A page of offers", body = PageView<OfferView>))
)]
#[get("/providers/{id}/offers")]
pub(super) async fn list_provider_offers(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Fault> {
    let found = app
        .list_offers(&caller, id, decode(page.cursor.as_deref())?, page.limit()?)
        .await?;
    Ok(answer::page(found))
}
