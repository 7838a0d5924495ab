//! `GET /partners/{id}`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::PartnerId;

use crate::{
    app::{App, partners::PartnerView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Read a partner application with its keys.
///
/// For administrators. The secrets of keys are not shown again.
#[utoipa::path(
    operation_id = "readPartner",
    tag = "partners",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The partner application", body = PartnerView))
)]
#[get("/partners/{id}")]
pub(super) async fn read_partner(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<PartnerId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(&app.read_partner(&caller, id).await?, None))
}
