//! `GET /providers/{id}`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{App, providers::ProviderView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Read a provider.
///
/// For its members; nobody else learns that it exists.
#[utoipa::path(
    operation_id = "readProvider",
    tag = "providers",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The provider", body = ProviderView))
)]
#[get("/providers/{id}")]
pub(super) async fn read_provider(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
) -> Result<HttpResponse, Fault> {
    let view = app.read_provider(&caller, id).await?;
    Ok(answer::ok(&view, Some(view.version)))
}
