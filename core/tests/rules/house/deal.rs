//! What a household and the provider agree on.

use punte_core::{
    answer::answer_by,
    booking::{MatchAction, MatchState, Side, may_move},
    clock::local_day,
    matching::{Verdict, eligible},
    provider::ProviderStatus,
    request::need_state,
};

use super::{Fault, House, Job, Match};

impl House<'_> {
    pub(super) fn propose(&mut self) -> bool {
        let (now, today) = (self.now, local_day(self.now));
        let state = self.asked.as_ref().map(|asked| asked.state);
        let served = u16::from(state.is_some_and(MatchState::holds));
        let waiting = u32::from(state == Some(MatchState::Proposed));
        let looking = need_state(1, served, waiting).is_looking();
        // The database holds that an offer is not chosen twice for one need.
        let twice = state.is_some_and(|state| !state.is_end());
        let Some(vetting) = self.level_now() else {
            return false;
        };
        if !looking || twice || !self.shown() {
            return false;
        }
        self.candidate.vetting = vetting;
        self.candidate.paused = self.paused;
        (self.query.now, self.query.today) = (now, today);
        // By the day of filing, and by today.
        let household = self.stock.household(self.world.party);
        let minor = self.filed_by_minor || household.is_unaccompanied_minor(today);
        self.query.unaccompanied_minor = minor && !self.has(Fault::MinorForgotten);
        if let Verdict::Excluded(_) = eligible(&self.query, &self.candidate) {
            return false;
        }
        self.asked = Some(Match {
            state: MatchState::Proposed,
            created_at: now,
            answer_by: answer_by(&self.query, &self.candidate.terms, None),
        });
        true
    }

    fn step(&mut self, action: MatchAction, side: Side) -> bool {
        let Some(asked) = &mut self.asked else {
            return false;
        };
        let next = asked.state.after(action, side);
        if let Ok(next) = next {
            asked.state = next;
        }
        next.is_ok()
    }

    pub(super) fn accept(&mut self) -> bool {
        let outlives = self.has(Fault::ProposalOutlivesEdit);
        let stands = self.asked.as_ref().is_some_and(|asked| {
            let since = self.material_since;
            let same = outlives || since.is_none_or(|since| since < asked.created_at);
            same && asked.answer_by > self.now
        });
        stands && self.shown() && self.step(MatchAction::Accept, Side::Provider)
    }

    pub(super) fn decline(&mut self) -> bool {
        self.moves(Side::Provider) && self.step(MatchAction::Decline, Side::Provider)
    }

    pub(super) fn cancel(&mut self, side: Side) -> bool {
        self.moves(side) && self.step(MatchAction::Cancel, side)
    }

    fn moves(&self, side: Side) -> bool {
        may_move(side, self.status == ProviderStatus::Blocked)
    }

    /// What the worker does: what it was told to, and what is overdue.
    pub(super) fn work(&mut self) {
        for job in std::mem::take(&mut self.jobs) {
            let waits = self.asked.as_ref().is_some_and(|asked| {
                matches!(asked.state, MatchState::Suggested | MatchState::Proposed)
            });
            match job {
                Job::OfferGone if !waits => false,
                Job::OfferGone => self.step(MatchAction::Decline, Side::System),
                Job::ProviderBlocked => self.step(MatchAction::StopForSafety, Side::System),
            };
        }
        let now = self.now;
        if self
            .asked
            .as_ref()
            .is_some_and(|asked| asked.state == MatchState::Proposed && asked.answer_by < now)
        {
            self.step(MatchAction::Expire, Side::System);
        }
    }
}
