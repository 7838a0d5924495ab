//! `POST /offers`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{
        App,
        offers::{OfferBody, OfferView},
    },
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Write an offer down as a draft.
#[utoipa::path(
    operation_id = "createOffer",
    tag = "offers",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = OfferBody,
    responses((status = 201, description = "The offer", body = OfferView))
)]
#[post("/offers")]
pub(super) async fn create_offer(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
    body: Body<OfferBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "createOffer", &[&body.digest]);
    let view = app.create_offer(&caller, once.as_ref(), body.value).await?;
    Ok(answer::created(&view, Some(view.version)))
}
