//! `POST /lost-codes/confirmations`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{App, limits::Origin, lost_codes::NewCodeView},
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader},
    middleware::current,
    problem::Fault,
    rest::{accounts::visitor, answer, tracking_sessions::TrackingBody},
};

/// Replace the code of the request that a mail was about: once, within an hour. The old one opens nothing any more, nor does what was
/// opened with it.
#[utoipa::path(
    operation_id = "renewCode",
    tag = "requests",
    security(()),
    params(IdempotencyKeyHeader),
    request_body = TrackingBody,
    responses((status = 201, description = "What opens it from now on", body = NewCodeView))
)]
#[post("/lost-codes/confirmations")]
pub(super) async fn renew_code(
    app: Data<App>,
    key: IdempotencyKey,
    origin: Origin,
    body: Body<TrackingBody>,
) -> Result<HttpResponse, Fault> {
    let caller = visitor(current().locale);
    let once = key.bind(&caller, "renewCode", &[&body.digest]);
    let view = app
        .renew_code(&caller, once.as_ref(), &body.value.code, origin)
        .await?;
    Ok(answer::created(&view, None))
}
