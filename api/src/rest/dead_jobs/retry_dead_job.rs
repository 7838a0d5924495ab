//! `POST /dead-jobs/{id}/retry`

use actix_web::{HttpResponse, post, web::Data};
use uuid::Uuid;

use super::RetriedView;
use crate::{
    app::{App, background::JobStep},
    extract::{IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Try again what was given up.
///
/// For administrators. What somebody else put back or set aside meanwhile is not found.
#[utoipa::path(
    operation_id = "retryDeadJob",
    tag = "administration",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    responses((status = 200, description = "It is tried again", body = RetriedView))
)]
#[post("/dead-jobs/{id}/retry")]
pub(super) async fn retry_dead_job(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<Uuid>,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "retryDeadJob", &[id.as_bytes()]);
    let jobs = app
        .step_jobs(&caller, once.as_ref(), JobStep::Retry(id))
        .await?;
    Ok(answer::ok(&RetriedView { jobs }, None))
}
