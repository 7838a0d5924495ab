//! Partner applications and their keys: one file per operation.

mod create_partner;
mod issue_key;
mod list_partners;
mod list_provider_partners;
mod read_partner;
mod revoke_key;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list_partners::list_partners)
        .service(create_partner::create_partner)
        .service(read_partner::read_partner)
        .service(list_provider_partners::list_provider_partners)
        .service(issue_key::issue_key)
        .service(revoke_key::revoke_key);
}
