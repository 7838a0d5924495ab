//! The title of an offer in the language of the page, as far as there is one.

use punte_core::locale::Locale;

use crate::app::public_offers::PublicOfferView;

/// A title and the language that it is in.
#[derive(Clone)]
pub struct Title {
    /// The words.
    pub words: String,
    /// Their language.
    pub language: Locale,
}

impl Title {
    /// Of an offer, for a page of a language.
    pub fn of(offer: &PublicOfferView, locale: Locale) -> Self {
        match offer.translations.get(&locale) {
            Some(translation) if offer.language != locale => Self {
                words: translation.title.clone(),
                language: locale,
            },
            _ => Self {
                words: offer.title.clone(),
                language: offer.language,
            },
        }
    }
}
