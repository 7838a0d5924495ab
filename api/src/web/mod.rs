//! Pages: askama templates over the use cases, in four languages below `/uk`, `/ro`, `/en`, `/ru`.
//!
//! - what surrounds a page: [`frame`] what every page shows, [`visit`] who looks, [`session`] the cookie, [`form`] what was sent,
//!   [`proof`] what is asked for in between, [`faults`] what is said when something fails, [`assets`] style, icons, script
//! - one folder or file per area, named as in the address; its templates have the same names
//!
//! How to add a page stands in docs/pages.md.

mod about;
mod account;
mod admin;
mod ask;
mod assets;
mod audit;
mod check_in;
mod child_cases;
mod completion;
mod day;
mod desk;
mod errors;
mod faults;
mod feedback;
mod form;
mod frame;
mod guides;
mod helping;
mod home;
mod inbox;
mod languages;
mod mail_form;
mod map;
mod messages;
mod my;
mod offers;
mod offline;
mod place;
mod proof;
mod provider;
mod reference;
mod report;
mod said;
mod session;
mod still_needed;
mod still_offered;
mod stops;
mod titles;
mod unsubscribe;
mod visit;
mod words;

use actix_web::{middleware::from_fn, web, web::ServiceConfig};

pub use faults::{brief, speak_html};

/// The languages, as they begin the address of a page.
pub const LANGUAGES: &str = "/{language:uk|ro|en|ru}";

/// Mounts the pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .configure(assets::mount)
        .configure(reference::mount)
        .service(home::choose_language)
        .service(
            web::scope(LANGUAGES)
                .wrap(from_fn(visit::refuse_foreign))
                .configure(home::mount)
                .configure(account::mount)
                .configure(my::mount)
                .configure(offers::mount)
                .configure(about::mount)
                .configure(report::mount)
                .configure(still_offered::mount)
                .configure(still_needed::mount)
                .configure(check_in::mount)
                .configure(inbox::mount)
                .configure(unsubscribe::mount)
                .configure(guides::mount)
                .configure(offline::mount)
                .configure(desk::mount)
                .configure(admin::mount)
                .configure(audit::mount)
                .configure(child_cases::mount)
                .configure(helping::mount)
                .configure(provider::mount)
                .configure(ask::mount),
        );
}
