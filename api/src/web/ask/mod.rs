//! Asking for help.

use actix_web::web::ServiceConfig;

/// Mounts it.
pub fn mount(_: &mut ServiceConfig) {}
