//! `POST /offers/{id}/withdraw`

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

/// Take an offer back for good; its open proposals end.
#[utoipa::path(
    operation_id = "withdrawOffer",
    tag = "offers",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader, IdempotencyKeyHeader),
    responses((status = 200, description = "The offer", body = OfferView))
)]
#[post("/offers/{id}/withdraw")]
pub(super) async fn withdraw_offer(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<OfferId>,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "withdrawOffer", &[id.0.as_bytes()]);
    let view = app
        .step_offer(&caller, once.as_ref(), id, version, LifecycleStep::Withdraw)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
