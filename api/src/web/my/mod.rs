//! My request: opened with its code, on any phone.

mod card;
mod close;
mod matches;
mod need;
mod offer_view;
mod open;
mod request;
mod titles;
mod why;
mod withdraw;

use actix_web::web::ServiceConfig;

pub use card::{Square, draw, square};

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(open::ask)
        .service(open::answer)
        .service(request::show)
        .service(need::show)
        .service(need::propose)
        .service(why::show)
        .service(matches::show)
        .service(matches::show_contacts)
        .service(matches::cancel_match)
        .service(withdraw::ask)
        .service(withdraw::answer)
        .service(card::show)
        .service(close::answer)
        .service(close::elsewhere);
}
