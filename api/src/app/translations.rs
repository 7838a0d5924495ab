//! Titles and descriptions of offers in other languages: what providers wrote themselves, and what moderators add.

use std::collections::BTreeMap;

use punte_core::{
    error::field_errors,
    id::OfferId,
    locale::Locale,
    offer::Translation,
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate as _;

use super::{
    App, AppError, Caller, Once, Result, known, public_offers::PublicOfferView, remarks::myself,
};
use crate::{
    auth::keys::{hex, sha256},
    storage::{
        offer_translations::{self, TranslationRow},
        offers,
    },
};

/// Which person translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TranslatedBy {
    /// The provider.
    Provider,
    /// A moderator.
    Moderator,
}

/// Title and description in another language, translated by a person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TranslationView {
    /// Title.
    pub title: String,
    /// Description; empty where a provider translated only the title.
    pub description: String,
    /// By whom.
    pub by: TranslatedBy,
}

impl TranslationView {
    fn new(words: Translation, by: TranslatedBy) -> Self {
        Self {
            title: words.title,
            description: words.description,
            by,
        }
    }
}

/// The digest of an offer's own words, by which a translation is held to them.
pub fn digest(title: &str, description: &str) -> String {
    hex(&sha256(&[title.as_bytes(), b"\0", description.as_bytes()]))
}

/// All translations of an offer: the provider's own, and where there is none a moderator's, while it was made of the words that stand there.
pub(super) fn of_offer(
    own: BTreeMap<Locale, Translation>,
    added: &[TranslationRow],
    offer: OfferId,
    (title, description, language): (&str, &str, Locale),
) -> BTreeMap<Locale, TranslationView> {
    let mut all: BTreeMap<Locale, TranslationView> = own
        .into_iter()
        .map(|(l, words)| (l, TranslationView::new(words, TranslatedBy::Provider)))
        .collect();
    let theirs: Vec<&TranslationRow> = added
        .iter()
        .filter(|row| row.offer == offer && row.language != language)
        .collect();
    if !theirs.is_empty() {
        let words = digest(title, description);
        for row in theirs.into_iter().filter(|row| row.of_words == words) {
            all.entry(row.language).or_insert_with(|| {
                TranslationView::new(row.words.clone(), TranslatedBy::Moderator)
            });
        }
    }
    all
}

impl App {
    /// An offer that the caller may translate into a language, as anybody sees it.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] unless it is visible, written in another language, and not translated by its provider.
    pub async fn read_to_translate(
        &self,
        caller: &Caller,
        offer: OfferId,
        language: Locale,
    ) -> Result<PublicOfferView> {
        let db = &mut *self.read().await?;
        let row = known(caller, offers::find(db, offer).await?)?;
        Self::allow(caller, Action::TranslateOffer, Subject::Of(row.provider))?;
        let found = self.public_offers_of(db, caller, &[offer.0]).await?.pop();
        let by_provider = |v: &PublicOfferView| {
            v.translations
                .get(&language)
                .is_some_and(|t| t.by == TranslatedBy::Provider)
        };
        found
            .filter(|v| v.language != language && !by_provider(v))
            .ok_or(AppError::NotFound)
    }

    /// Keeps a moderator's translation of the words that they saw, by their [`digest`].
    ///
    /// # Errors
    ///
    /// [`AppError::Invalid`] at its field, [`AppError::Stale`] if the provider wrote other words meanwhile.
    pub async fn translate_offer(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        offer: OfferId,
        language: Locale,
        seen: &str,
        words: &Translation,
    ) -> Result<()> {
        let now = self.read_to_translate(caller, offer, language).await?;
        let errors = field_errors(words.validate());
        if !errors.is_empty() {
            return Err(errors.into());
        }
        let of_words = digest(&now.title, &now.description);
        if of_words != seen {
            return Err(AppError::Stale);
        }
        let me = myself(caller)?;
        let row = TranslationRow {
            offer,
            language,
            words: words.clone(),
            of_words,
        };
        self.write_once(once, async |db| {
            offer_translations::upsert(db, &row, me, self.now()).await?;
            let data = json!({ "language": language.as_str() });
            self.audit(db, caller, "offer_translated", "offer", offer.0, data)
                .await
        })
        .await
    }

    /// Takes a moderator's translation away.
    pub async fn drop_translation(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        offer: OfferId,
        language: Locale,
    ) -> Result<()> {
        self.read_to_translate(caller, offer, language).await?;
        self.write_once(once, async |db| {
            if !offer_translations::delete(db, offer, language).await? {
                return Err(AppError::NotFound);
            }
            let data = json!({ "language": language.as_str() });
            self.audit(
                db,
                caller,
                "offer_translation_dropped",
                "offer",
                offer.0,
                data,
            )
            .await
        })
        .await
    }
}
