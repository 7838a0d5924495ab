//! `POST /offers/{id}/submit`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::OfferId;

use crate::{
    app::{
        App,
        offers::{LifecycleStep, OfferView},
    },
    extract::{
        IdPath, IdempotencyKey, IdempotencyKeyHeader, IfMatch, IfMatchHeader, PathId, SignedIn,
    },
    problem::Fault,
    rest::answer,
};

/// Hand an offer in for review.
#[utoipa::path(
    operation_id = "submitOffer",
    tag = "offers",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader, IdempotencyKeyHeader),
    responses((status = 200, description = "The offer", body = OfferView))
)]
#[post("/offers/{id}/submit")]
pub(super) async fn submit_offer(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<OfferId>,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "submitOffer", &[id.0.as_bytes()]);
    let view = app
        .step_offer(&caller, once.as_ref(), id, version, LifecycleStep::Submit)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
