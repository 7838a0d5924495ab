//! What the page of an item says of private fields that were opened: what they hold, and what they held in the version that people see.

use punte_core::offer::OfferPrivateDraft;

use super::ItemPage;
use crate::web::desk::changes::{Change, replaced};

/// The private fields by their names, with what they hold; empty if nothing.
fn held(private: &OfferPrivateDraft) -> [(&'static str, String); 5] {
    let text = |field: Option<&String>| field.cloned().unwrap_or_default();
    let point = private
        .point
        .map(|point| format!("{}, {}", point.lat(), point.lon()));
    [
        ("address", text(private.address.as_ref())),
        ("point", point.unwrap_or_default()),
        ("driver", text(private.driver.as_ref())),
        ("plate", text(private.plate.as_ref())),
        ("licence_number", text(private.licence_number.as_ref())),
    ]
}

impl ItemPage {
    /// Whether there is anything private to open: what is filled in, or was.
    pub(super) fn has_private(&self) -> bool {
        !self.it.private_given.is_empty() || !self.it.private_changed.is_empty()
    }

    /// What was opened and differs: was and now.
    pub(super) fn private_changes(&self) -> Vec<Change> {
        let Some(opened) = &self.private else {
            return Vec::new();
        };
        let Some(live) = &opened.live_private else {
            return Vec::new();
        };
        let pairs = held(live).into_iter().zip(held(&opened.private));
        pairs
            .filter(|((_, was), (_, now))| was != now)
            .map(|((name, was), (_, now))| replaced(self.f.tt("desk-private", name), &was, &now))
            .collect()
    }

    /// No names of private fields: those that were opened are told with what they hold.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    pub(super) const fn unnamed(&self) -> Vec<&'static str> {
        Vec::new()
    }
}
