//! `POST /dead-jobs/retry`

use actix_web::{HttpResponse, post, web::Data};

use super::RetriedView;
use crate::{
    app::{App, background::JobStep},
    extract::{IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Try again all that was given up, the oldest first.
///
/// For administrators. At most 500 at a time: `jobs` says how many it was.
#[utoipa::path(
    operation_id = "retryDeadJobs",
    tag = "administration",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    responses((status = 200, description = "They are tried again", body = RetriedView))
)]
#[post("/dead-jobs/retry")]
pub(super) async fn retry_dead_jobs(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "retryDeadJobs", &[]);
    let jobs = app
        .step_jobs(&caller, once.as_ref(), JobStep::RetryAll)
        .await?;
    Ok(answer::ok(&RetriedView { jobs }, None))
}
