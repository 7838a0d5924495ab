//! Verified offers, for anybody: the search with its map, and one offer; moderators translate it.

mod asked;
mod card;
pub(super) mod details;
mod moving;
mod one;
mod place;
mod search;
mod translate;

use actix_web::web::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(search::search)
        .service(one::read)
        .service(translate::show)
        .service(translate::answer)
        .service(moving::map);
}
