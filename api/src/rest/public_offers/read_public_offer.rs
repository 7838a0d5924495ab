//! `GET /public/offers/{id}`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::OfferId;

use crate::{
    app::{App, public_offers::PublicOfferView},
    extract::{AnyCaller, IdPath, PathId},
    problem::Fault,
    rest::answer,
};

/// Read a verified offer.
#[utoipa::path(
    operation_id = "readPublicOffer",
    tag = "public-offers",
    security(()),
    params(IdPath),
    responses((status = 200, description = "The offer, as anybody may see it", body = PublicOfferView))
)]
#[get("/public/offers/{id}")]
pub(super) async fn read_public_offer(
    app: Data<App>,
    AnyCaller(caller): AnyCaller,
    PathId(id): PathId<OfferId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(&app.read_public_offer(&caller, id).await?, None))
}
