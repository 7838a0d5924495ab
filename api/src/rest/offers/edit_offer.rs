//! `PATCH /offers/{id}`

use actix_web::{HttpResponse, patch, web::Data};

use punte_core::id::OfferId;

use crate::{
    app::{
        App,
        offers::{OfferPatch, OfferView},
    },
    extract::{Body, IdPath, IfMatch, IfMatchHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Edit one's own offer.
///
/// JSON merge patch (RFC 7396). A draft changes in place. What was approved stays live while the edit is reviewed, or is hidden
/// at once where the edit concerns the place or who lives there.
#[utoipa::path(
    operation_id = "editOffer",
    tag = "offers",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader),
    request_body = OfferPatch,
    responses((status = 200, description = "The offer", body = OfferView))
)]
#[patch("/offers/{id}")]
pub(super) async fn edit_offer(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<OfferId>,
    IfMatch(version): IfMatch,
    body: Body<OfferPatch>,
) -> Result<HttpResponse, Fault> {
    let view = app
        .edit_offer(&caller, None, id, version, &body.value)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
