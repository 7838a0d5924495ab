//! What the page of an item says of who has it, and for how long.

use punte_core::verification::{LEASE_S, RENEW_S};

use super::ItemPage;
use crate::{
    app::reviews::Stand,
    web::desk::{queue::lease, waiting::seconds_left},
};

impl ItemPage {
    /// Who has it, in words.
    pub(super) fn lease(&self) -> String {
        match self.it.line.stand {
            Stand::Free => self.f.t("desk-lease-free"),
            stand => lease(&self.f, &stand, self.now),
        }
    }

    /// How long the moderator still has it, seconds.
    pub(super) fn seconds_left(&self) -> i64 {
        match self.it.line.stand {
            Stand::Mine(until) => seconds_left(until, self.now),
            _ => 0,
        }
    }

    /// How long a lease lasts, seconds.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    pub(super) const fn lease_lasts(&self) -> i64 {
        LEASE_S
    }

    /// How often one begins anew, seconds.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    pub(super) const fn lease_renewed(&self) -> i64 {
        RENEW_S
    }

    /// The words of [`ItemPage::lease`] for each number of minutes from none on, for the script that counts them.
    pub(super) fn words_left(&self) -> String {
        let words = (0..=LEASE_S / 60).map(|n| self.f.n("desk-lease-mine", n));
        words.collect::<Vec<_>>().join("|")
    }
}
