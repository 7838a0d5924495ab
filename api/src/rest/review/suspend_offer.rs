//! `POST /offers/{id}/suspension`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::OfferId;

use crate::{
    app::{
        App,
        reviews::{SuspensionBody, SuspensionView},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Stop an offer that people see.
///
/// It is gone from every list at once, and what waits for an answer ends; what both sides agreed stays. Its provider is told why, and
/// cannot show it again by themselves. Stopping what is stopped finds it done.
#[utoipa::path(
    operation_id = "suspendOffer",
    tag = "review",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = SuspensionBody,
    responses((status = 201, description = "The stop", body = SuspensionView))
)]
#[post("/offers/{id}/suspension")]
pub(super) async fn suspend_offer(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<OfferId>,
    key: IdempotencyKey,
    body: Body<SuspensionBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "suspendOffer", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .suspend_offer(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(answer::created(&view, None))
}
