//! The administrators' area: what visitors said about pages, the guides, accounts, the work in the background,
//! how the installation is set up and how it stands.

mod accounts;
mod background;
mod counts;
mod edit;
mod guides;
mod health;
mod help_line;
mod partners;
mod remark;
mod remarks;
mod settings;
mod text;

use actix_web::web::{Path, ServiceConfig};
use punte_core::locale::Locale;

use crate::{
    app::{AppError, guide_texts::TextName},
    problem::Fault,
};

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(remarks::show)
        .service(counts::show)
        .service(remark::show)
        .service(remark::answer)
        .service(guides::show)
        .service(guides::history)
        .service(text::show)
        .service(text::answer)
        .service(edit::show)
        .service(edit::answer)
        .service(accounts::ask)
        .service(accounts::find)
        .service(accounts::show)
        .service(accounts::answer)
        .service(partners::list)
        .service(partners::create)
        .service(partners::show)
        .service(partners::answer)
        .service(background::show)
        .service(background::answer)
        .service(settings::show)
        .service(settings::answer)
        .service(help_line::new)
        .service(help_line::create)
        .service(help_line::show)
        .service(help_line::answer)
        .service(health::show);
}

/// The version of a guide that an address names: the page's language, the theme, the text's language, its number.
fn text_name(path: &Path<(String, String, String, String)>) -> Result<TextName, Fault> {
    let (_, theme, language, version) = &**path;
    let nowhere = Fault::App(AppError::NotFound);
    match (Locale::from_tag(language), version.parse()) {
        (Some(known), Ok(version)) if known.as_str() == language => Ok(TextName {
            theme: theme.clone(),
            language: known,
            version,
        }),
        _ => Err(nowhere),
    }
}

/// Below the language of the page.
fn address(name: &TextName) -> String {
    let (theme, language, version) = (&name.theme, name.language.as_str(), name.version);
    format!("/admin/guides/{theme}/{language}/{version}")
}
