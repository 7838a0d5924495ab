//! Work in the background that was given up: one file per operation.

mod list_dead_jobs;
mod retry_dead_job;
mod retry_dead_jobs;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// How much was put back.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetriedView {
    /// So many jobs are tried again.
    pub jobs: usize,
}

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list_dead_jobs::list_dead_jobs)
        .service(retry_dead_jobs::retry_dead_jobs)
        .service(retry_dead_job::retry_dead_job);
}
