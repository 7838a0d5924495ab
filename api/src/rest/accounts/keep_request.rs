//! `POST /accounts/me/requests`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{
        App,
        kept_requests::{KeepBody, KeptRequestView},
        limits::Origin,
    },
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Keep one's own request in one's account, by its code, and its PIN where one is set: it is opened from there, too.
///
/// One account keeps it at most. The household is told, and can end it. Not for staff and case workers: these follow the requests of others.
#[utoipa::path(
    operation_id = "keepRequest",
    tag = "accounts",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = KeepBody,
    responses((status = 201, description = "The request", body = KeptRequestView))
)]
#[post("/accounts/me/requests")]
pub(super) async fn keep_request(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
    origin: Origin,
    body: Body<KeepBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "keepRequest", &[&body.digest]);
    let view = app
        .keep_request(&caller, once.as_ref(), origin, body.value)
        .await?;
    Ok(answer::created(&view, None))
}
