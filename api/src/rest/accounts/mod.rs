//! Accounts: one file per operation.

mod begin_second_factor;
mod change_password;
mod confirm_second_factor;
mod create_account;
mod create_recovery_codes;
mod end_other_sessions;
mod end_own_session;
mod erase_account;
mod export_account;
mod list_own_sessions;
mod read_own_account;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(create_account::create_account)
        .service(read_own_account::read_own_account)
        .service(begin_second_factor::begin_second_factor)
        .service(confirm_second_factor::confirm_second_factor)
        .service(create_recovery_codes::create_recovery_codes)
        .service(list_own_sessions::list_own_sessions)
        .service(end_own_session::end_own_session)
        .service(end_other_sessions::end_other_sessions)
        .service(change_password::change_password)
        .service(export_account::export_account)
        .service(erase_account::erase_account);
}
