//! `GET /openapi.yaml`

use std::sync::OnceLock;

use actix_web::{HttpResponse, get};

use crate::{app::AppError, problem::Fault, rest::openapi};

/// Read this description.
#[utoipa::path(
    operation_id = "readDescription",
    tag = "description",
    security(()),
    responses((status = 200, description = "OpenAPI 3.1, as YAML", body = Object, content_type = "application/yaml"))
)]
#[get("/openapi.yaml")]
pub(super) async fn read_description() -> Result<HttpResponse, Fault> {
    static YAML: OnceLock<String> = OnceLock::new();
    let text = match YAML.get() {
        Some(text) => text,
        None => {
            let made = openapi::yaml().map_err(|e| Fault::App(AppError::Internal(Box::new(e))))?;
            YAML.get_or_init(|| made)
        }
    };
    Ok(HttpResponse::Ok()
        .content_type("application/yaml")
        .body(text.as_str()))
}
