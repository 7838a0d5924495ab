//! `POST /offers/{id}/resume`

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

/// Put a paused offer back.
#[utoipa::path(
    operation_id = "resumeOffer",
    tag = "offers",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader, IdempotencyKeyHeader),
    responses((status = 200, description = "The offer", body = OfferView))
)]
#[post("/offers/{id}/resume")]
pub(super) async fn resume_offer(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<OfferId>,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "resumeOffer", &[id.0.as_bytes()]);
    let view = app
        .step_offer(&caller, once.as_ref(), id, version, LifecycleStep::Resume)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
