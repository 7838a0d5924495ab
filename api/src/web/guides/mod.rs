//! Guides: the list, one guide, and what people say about it.

mod list;
pub mod markdown;
mod one;
mod remark;

use actix_web::web::ServiceConfig;

/// Mounts them.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(list::list)
        .service(one::read)
        .service(remark::feedback)
        .service(remark::suggestion);
}

/// The icon of a theme.
pub fn icon(theme: &str) -> &'static str {
    match theme {
        "arrival-and-documents" => "documents",
        "housing" => "housing",
        "health" => "medical",
        "work" => "job",
        "school" => "education",
        "transport" => "transport",
        "pets" => "dog",
        "safety" => "shield",
        _ => "info",
    }
}
