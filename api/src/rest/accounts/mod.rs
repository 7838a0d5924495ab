//! Accounts: one file per operation.

mod create_account;
mod read_own_account;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(create_account::create_account)
        .service(read_own_account::read_own_account);
}
