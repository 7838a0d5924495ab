//! `DELETE /partner-keys/{id}`

use actix_web::{HttpResponse, delete, web::Data};

use punte_core::id::PartnerKeyId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
};

/// Revoke a key of a partner application.
///
/// For administrators, and for whoever administers the provider for which it writes. Where a second factor is set, it was shown a moment ago.
/// The key opens nothing from the next request on.
#[utoipa::path(
    operation_id = "revokeKey",
    tag = "partners",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 204, description = "Revoked"))
)]
#[delete("/partner-keys/{id}")]
pub(super) async fn revoke_key(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<PartnerKeyId>,
) -> Result<HttpResponse, Fault> {
    app.revoke_key(&caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
