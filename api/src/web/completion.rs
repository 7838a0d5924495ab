//! What was said about whether help is over, in words to one of its sides.

use punte_core::booking::Side;

use super::frame::Frame;
use crate::app::matches::MatchView;

impl Frame {
    /// What waits for an answer, or what the other side answered; nothing if nothing was said.
    pub fn over(&self, m: &MatchView, side: Side) -> Option<String> {
        let other = match side {
            Side::Refugee => Side::Provider,
            Side::Provider | Side::Moderator | Side::System => Side::Refugee,
        };
        let until = m.over_at.map(|at| self.time_at(&at)).unwrap_or_default();
        if m.is_said_over_by(other) {
            Some(self.w("after-over-asked", "date", until))
        } else if m.is_said_over_by(side) {
            Some(self.w("after-over-said", "date", until))
        } else if m.is_denied_by(other) {
            Some(self.t("after-over-denied"))
        } else {
            None
        }
    }
}
