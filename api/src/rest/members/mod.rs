//! Members of providers and invitations: one file per operation.

mod create_invitation;
mod join_provider;
mod list_invitations;
mod list_members;
mod remove_member;
mod set_member_role;
mod withdraw_invitation;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list_members::list_members)
        .service(create_invitation::create_invitation)
        .service(list_invitations::list_invitations)
        .service(withdraw_invitation::withdraw_invitation)
        .service(join_provider::join_provider)
        .service(set_member_role::set_member_role)
        .service(remove_member::remove_member);
}
