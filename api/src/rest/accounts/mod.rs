//! Accounts: one file per operation.

mod begin_second_factor;
mod confirm_second_factor;
mod create_account;
mod create_recovery_codes;
mod read_own_account;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(create_account::create_account)
        .service(read_own_account::read_own_account)
        .service(begin_second_factor::begin_second_factor)
        .service(confirm_second_factor::confirm_second_factor)
        .service(create_recovery_codes::create_recovery_codes);
}
