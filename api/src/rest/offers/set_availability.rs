//! `PUT /offers/{id}/availability`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::id::OfferId;

use crate::{
    app::{
        App,
        offers::{AvailabilityBody, OfferView},
    },
    extract::{Body, IdPath, IfMatch, IfMatchHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Set how much there is, and when.
///
/// Less than was approved needs no review; more is an edit. Less than is promised is refused, with the matches that stand in the way.
#[utoipa::path(
    operation_id = "setAvailability",
    tag = "offers",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader),
    request_body = AvailabilityBody,
    responses((status = 200, description = "The offer", body = OfferView))
)]
#[put("/offers/{id}/availability")]
pub(super) async fn set_availability(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<OfferId>,
    IfMatch(version): IfMatch,
    body: Body<AvailabilityBody>,
) -> Result<HttpResponse, Fault> {
    let view = app
        .set_availability(&caller, None, id, version, body.value)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
