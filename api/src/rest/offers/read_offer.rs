//! `GET /offers/{id}`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::OfferId;

use crate::{
    app::{App, offers::OfferView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Read one's own offer.
#[utoipa::path(
    operation_id = "readOffer",
    tag = "offers",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The offer", body = OfferView))
)]
#[get("/offers/{id}")]
pub(super) async fn read_offer(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<OfferId>,
) -> Result<HttpResponse, Fault> {
    let view = app.read_offer(&caller, id).await?;
    Ok(answer::ok(&view, Some(view.version)))
}
