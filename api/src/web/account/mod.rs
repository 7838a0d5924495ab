//! Accounts: signing in, out, up.

mod new;
mod sign_in;
mod sign_out;

use actix_web::web::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(sign_in::ask)
        .service(sign_in::answer)
        .service(sign_out::answer)
        .service(new::ask)
        .service(new::answer);
}
