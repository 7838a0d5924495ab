//! What families with children wait for.

use punte_core::offer::OfferContent;

use super::ItemPage;
use crate::web::provider::standing::missing_up_to;

impl ItemPage {
    /// Of a private home that does not say no to children: what is missing before families with children are matched to it.
    pub(super) fn families(&self) -> Option<String> {
        let (provider, kind) = (&self.it.detail.provider, self.it.provider_kind);
        let content = OfferContent::parse(self.it.detail.content.clone()).ok()?;
        let least = content.families_vetting(kind)?;
        let own = provider.vetting_level;
        let missing = missing_up_to(least, kind, own, &provider.checks, self.now);
        let names: Vec<String> = missing.iter().map(|level| self.level(level)).collect();
        (!names.is_empty()).then(|| format!("{} {}.", self.f.t("desk-families"), names.join(", ")))
    }
}
