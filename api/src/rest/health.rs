//! Whether the process lives, and whether it can serve.

use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::{HttpResponse, get, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{App, engine::IndexView},
    problem::Fault,
    rest::answer,
};

/// Set when the process begins to stop: readiness says no at once.
#[derive(Default)]
pub struct Stopping(pub AtomicBool);

/// How it is.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HealthView {
    /// `ok`.
    #[schema(pattern = "^ok$", example = "ok")]
    pub status: String,
}

/// How it is, and where its index stands.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadinessView {
    /// `ok`.
    #[schema(pattern = "^ok$", example = "ok")]
    pub status: String,
    /// Where the index of this process stands; absent while it loads (rankings are answered all the same).
    pub index: Option<IndexView>,
}

fn fine() -> HttpResponse {
    answer::ok(
        &HealthView {
            status: "ok".to_owned(),
        },
        None,
    )
}

/// Say that the process lives.
#[utoipa::path(
    operation_id = "readLiveness",
    tag = "health",
    security(()),
    responses((status = 200, description = "It lives", body = HealthView))
)]
#[get("/healthz")]
pub async fn read_liveness() -> HttpResponse {
    fine()
}

/// Say whether it can serve: the database answers, and it is not stopping.
#[utoipa::path(
    operation_id = "readReadiness",
    tag = "health",
    security(()),
    responses((status = 200, description = "It can serve", body = ReadinessView))
)]
#[get("/readyz")]
pub async fn read_readiness(
    app: Data<App>,
    stopping: Data<Stopping>,
) -> Result<HttpResponse, Fault> {
    if stopping.0.load(Ordering::Relaxed) {
        return Err(Fault::App(crate::app::AppError::Overloaded));
    }
    app.check_database().await?;
    Ok(answer::ok(
        &ReadinessView {
            status: "ok".to_owned(),
            index: app.index_view(),
        },
        None,
    ))
}
