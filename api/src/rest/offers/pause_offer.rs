//! `POST /offers/{id}/pause`

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

/// Take an offer out of sight for a while.
#[utoipa::path(
    operation_id = "pauseOffer",
    tag = "offers",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader, IdempotencyKeyHeader),
    responses((status = 200, description = "The offer", body = OfferView))
)]
#[post("/offers/{id}/pause")]
pub(super) async fn pause_offer(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<OfferId>,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "pauseOffer", &[id.0.as_bytes()]);
    let view = app
        .step_offer(&caller, once.as_ref(), id, version, LifecycleStep::Pause)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
