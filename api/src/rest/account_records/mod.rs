//! Accounts as administrators see them: one file per operation.

mod end_account_sessions;
mod find_account;
mod read_account;
mod set_disabled;
mod set_roles;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(find_account::find_account)
        .service(read_account::read_account)
        .service(set_roles::set_roles)
        .service(set_disabled::set_disabled)
        .service(end_account_sessions::end_account_sessions);
}
