//! Cases of children who ask for help alone: one file per operation.

mod close_child_case;
mod list_child_cases;
mod note_child_case;
mod open_child_contact;
mod read_child_case;
mod take_child_case;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list_child_cases::list_child_cases)
        .service(read_child_case::read_child_case)
        .service(take_child_case::take_child_case)
        .service(note_child_case::note_child_case)
        .service(open_child_contact::open_child_contact)
        .service(close_child_case::close_child_case);
}
