//! Accounts: signing in, out, up; the second factor; what is one's own.

mod address;
mod code;
mod data;
mod factor;
mod kept;
mod link;
mod new;
mod own;
mod reset;
mod sign_in;
mod sign_out;
mod step_up;

use actix_web::web::ServiceConfig;

pub(super) use sign_in::{Asked, own_path, with_next};
pub(super) use step_up::StepUpPage;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(sign_in::ask)
        .service(sign_in::answer)
        .service(code::ask)
        .service(code::answer)
        .service(step_up::ask)
        .service(step_up::answer)
        .service(factor::show)
        .service(factor::begin)
        .service(factor::confirm)
        .service(factor::renew)
        .service(own::show)
        .service(own::end)
        .service(own::change)
        .service(own::choose)
        .service(kept::show)
        .service(kept::keep)
        .service(kept::open)
        .service(kept::drop_one)
        .service(sign_out::answer)
        .service(new::ask)
        .service(new::answer)
        .service(new::ask_code)
        .service(new::confirm)
        .service(reset::ask)
        .service(reset::answer)
        .service(reset::ask_code)
        .service(reset::change)
        .service(address::ask)
        .service(address::ask_code)
        .service(address::confirm)
        .service(data::show)
        .service(data::export)
        .service(data::erase);
}
