//! `GET /providers/{id}/partners`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{App, partners::PartnerView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List the partner applications that write for a provider, with their keys.
///
/// For those who administer it, newest first.
#[utoipa::path(
    operation_id = "listProviderPartners",
    tag = "partners",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The partner applications", body = ListView<PartnerView>))
)]
#[get("/providers/{id}/partners")]
pub(super) async fn list_provider_partners(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(app.list_provider_partners(&caller, id).await?))
}
