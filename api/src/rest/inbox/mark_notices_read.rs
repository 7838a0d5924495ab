//! `POST /inbox/read`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{
        App,
        notices::{ReadBody, UnreadView},
    },
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Mark as read what one was told, up to a line or all of it.
///
/// A line that is somebody else's does not exist: 404. A case worker reads what a household was told and leaves the marks to it.
#[utoipa::path(
    operation_id = "markNoticesRead",
    tag = "inbox",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = ReadBody,
    responses((status = 200, description = "What is left", body = UnreadView))
)]
#[post("/inbox/read")]
pub(super) async fn mark_notices_read(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
    body: Body<ReadBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "markNoticesRead", &[&body.digest]);
    let left = app
        .mark_notices_read(&caller, once.as_ref(), &body.value)
        .await?;
    Ok(answer::ok(&left, None))
}
