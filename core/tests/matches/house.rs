//! The same matches by core's own functions, with counters that go up and down as those of the database do: by whether a match holds before
//! a step and after it.

use punte_core::{
    booking::{MatchAction, MatchState, Side, may_wait_on},
    offer::Category,
    request::{NeedState, need_state},
};

use crate::model::{Deed, Standing, Who, World};

/// Something that a house gets wrong: planted, so that it is seen that it would be noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// What took place is given back.
    CompletedGivesBack,
    /// Nobody came, and the place stays taken.
    NoShowKeeps,
    /// What silence ended stays taken.
    ExpiryKeeps,
    /// What danger ended stays taken.
    StopKeeps,
    /// Who asks holds already.
    ProposalHolds,
    /// Contacts are shown after the end.
    ContactsOutliveEnd,
    /// Contacts are shown before the yes.
    ContactsBeforeYes,
    /// A household says yes for its provider.
    HouseholdAccepts,
    /// A provider says no to what nobody asked them.
    SuggestionDeclined,
    /// A provider calls off what they did not agree to.
    ProposalCancelled,
    /// Silence ends what both confirmed.
    ConfirmedExpires,
    /// What one side alone stands by is taken as begun.
    UnconfirmedStarts,
    /// What takes place is called off.
    StartedCancelled,
    /// What was called off is agreed on after all.
    EndReopens,
    /// There is always room.
    RoomForgotten,
    /// Who waits for more of a need than is left waits on.
    OthersWaitOn,
    /// What a service did for somebody nobody else can have.
    ServiceKeeps,
    /// Who waits for more of the offer than is left waits on.
    FullWaitsOn,
}

impl Fault {
    /// All of them.
    pub(crate) const ALL: [Self; 18] = [
        Self::CompletedGivesBack,
        Self::NoShowKeeps,
        Self::ExpiryKeeps,
        Self::StopKeeps,
        Self::ProposalHolds,
        Self::ContactsOutliveEnd,
        Self::ContactsBeforeYes,
        Self::HouseholdAccepts,
        Self::SuggestionDeclined,
        Self::ProposalCancelled,
        Self::ConfirmedExpires,
        Self::UnconfirmedStarts,
        Self::StartedCancelled,
        Self::EndReopens,
        Self::RoomForgotten,
        Self::OthersWaitOn,
        Self::ServiceKeeps,
        Self::FullWaitsOn,
    ];
}

/// A match: where it stands, and days since it moved.
#[derive(Clone, Copy)]
struct Deal {
    state: MatchState,
    still: u32,
}

/// All matches of a world.
pub(crate) struct House {
    world: World,
    fault: Option<Fault>,
    deals: Vec<Deal>,
    reserved: u32,
    served: Vec<u32>,
}

impl House {
    /// Where every match is suggested.
    pub(crate) fn new(world: &World, fault: Option<Fault>) -> Self {
        let deal = Deal {
            state: MatchState::Suggested,
            still: 0,
        };
        Self {
            world: world.clone(),
            fault,
            deals: vec![deal; world.deals.len()],
            reserved: 0,
            served: vec![0; world.needs.len()],
        }
    }

    fn holds(&self, state: MatchState) -> bool {
        match (self.fault, state) {
            (Some(Fault::CompletedGivesBack), MatchState::Completed) => false,
            (Some(Fault::NoShowKeeps), MatchState::NoShow)
            | (Some(Fault::ProposalHolds), MatchState::Proposed) => true,
            _ => state.holds(),
        }
    }

    /// Whether it takes of the offer.
    fn takes(&self, state: MatchState) -> bool {
        let category = if self.world.at_a_time {
            Category::Service
        } else {
            Category::Housing
        };
        match (self.fault, state) {
            (Some(Fault::ServiceKeeps), MatchState::Completed) => true,
            // What is planted in what is held is in what is taken.
            _ if self.holds(state) != state.holds() => self.holds(state),
            _ => state.keeps_capacity(category),
        }
    }

    fn shows(&self, state: MatchState) -> bool {
        match (self.fault, state) {
            (Some(Fault::ContactsOutliveEnd), MatchState::Completed)
            | (Some(Fault::ContactsBeforeYes), MatchState::Proposed) => true,
            _ => state.shows_contacts(),
        }
    }

    /// Where a match stands after a step, if there is such a step.
    fn after(&self, state: MatchState, deed: Deed, who: Who) -> Option<MatchState> {
        let wrong = match (self.fault?, state, deed, who) {
            (Fault::HouseholdAccepts, MatchState::Proposed, Deed::Accept, Who::Household)
            | (Fault::EndReopens, MatchState::Cancelled, Deed::Accept, Who::Provider) => {
                MatchState::Accepted
            }
            (Fault::SuggestionDeclined, MatchState::Suggested, Deed::Decline, Who::Provider) => {
                MatchState::Declined
            }
            (Fault::ProposalCancelled, MatchState::Proposed, Deed::Cancel, Who::Provider)
            | (Fault::StartedCancelled, MatchState::Started, Deed::Cancel, Who::Household) => {
                MatchState::Cancelled
            }
            (Fault::ConfirmedExpires, MatchState::Confirmed, Deed::Expire, Who::Program) => {
                MatchState::Expired
            }
            (Fault::UnconfirmedStarts, MatchState::Accepted, Deed::Start, Who::Program) => {
                MatchState::Started
            }
            _ => return None,
        };
        Some(wrong)
    }

    /// Whether the offer has so much left. The need has: whoever waits for more of it than is left is ended by the yes to another.
    fn has_room(&self, quantity: u32) -> bool {
        self.fault == Some(Fault::RoomForgotten) || self.reserved + quantity <= self.world.capacity
    }

    /// Does it, if it may be done.
    pub(crate) fn take(&mut self, deal: usize, deed: Deed, who: Who) -> bool {
        let (need, quantity) = self.world.deals[deal];
        let before = self.deals[deal].state;
        let next = self
            .after(before, deed, who)
            .or_else(|| before.after(action(deed), side(who)).ok());
        let Some(next) = next else {
            return false;
        };
        let (held, holds) = (self.holds(before), self.holds(next));
        let (took, takes) = (self.takes(before), self.takes(next));
        if takes && !took && !self.has_room(quantity) {
            return false;
        }
        self.deals[deal] = Deal {
            state: next,
            still: 0,
        };
        let keeps = match next {
            MatchState::Expired => self.fault == Some(Fault::ExpiryKeeps),
            MatchState::StoppedForSafety => self.fault == Some(Fault::StopKeeps),
            _ => false,
        };
        if takes && !took {
            self.reserved += quantity;
        } else if took && !takes && !keeps {
            self.reserved -= quantity;
        }
        if holds && !held {
            self.served[need] += quantity;
        } else if held && !holds && !keeps {
            self.served[need] -= quantity;
        }
        if deed == Deed::Accept && self.fault != Some(Fault::OthersWaitOn) {
            let open = self.world.needs[need].saturating_sub(self.served[need]);
            for other in 0..self.deals.len() {
                let (of, wanted) = self.world.deals[other];
                let ends = of == need && !may_wait_on(wanted, open);
                if ends && is_waiting(self.deals[other].state) {
                    self.take(other, Deed::Decline, Who::Program);
                }
            }
        }
        true
    }

    /// A day goes by, and the program does what is due.
    pub(crate) fn sleep(&mut self) {
        let free = self.world.capacity.saturating_sub(self.reserved);
        for deal in 0..self.deals.len() {
            let told = self.fault != Some(Fault::FullWaitsOn)
                && is_waiting(self.deals[deal].state)
                && !may_wait_on(self.world.deals[deal].1, free);
            if told {
                self.take(deal, Deed::Decline, Who::Program);
            }
        }
        for deal in 0..self.deals.len() {
            self.deals[deal].still += 1;
            let Deal { state, still } = self.deals[deal];
            let (patience, deed) = match state {
                MatchState::Suggested | MatchState::Proposed => (2, Deed::Expire),
                MatchState::Accepted => (3, Deed::Expire),
                MatchState::Confirmed => (3, Deed::Start),
                MatchState::Started => (3, Deed::Complete),
                _ => continue,
            };
            if still >= patience {
                self.take(deal, deed, Who::Program);
            }
        }
    }

    /// As it stands.
    pub(crate) fn standing(&self) -> Standing {
        let deal = |deal: &Deal| {
            let state = deal.state;
            (state.as_str(), self.holds(state), self.shows(state))
        };
        let need = |(need, served): (usize, &u32)| {
            let deals = self.deals.iter().zip(&self.world.deals);
            let waiting = deals.filter(|(deal, (of, _))| *of == need && is_waiting(deal.state));
            let small = |number: u32| u16::try_from(number).unwrap();
            let waiting = u32::try_from(waiting.count()).unwrap();
            let state: NeedState =
                need_state(small(self.world.needs[need]), small(*served), waiting);
            (*served, state.as_str())
        };
        Standing {
            deals: self.deals.iter().map(deal).collect(),
            taken: self.reserved,
            needs: self.served.iter().enumerate().map(need).collect(),
        }
    }
}

/// Whether somebody still has to say yes.
fn is_waiting(state: MatchState) -> bool {
    matches!(state, MatchState::Suggested | MatchState::Proposed)
}

fn action(deed: Deed) -> MatchAction {
    match deed {
        Deed::Propose => MatchAction::Propose,
        Deed::Accept => MatchAction::Accept,
        Deed::Decline => MatchAction::Decline,
        Deed::Cancel => MatchAction::Cancel,
        Deed::Confirm => MatchAction::Confirm,
        Deed::Start => MatchAction::Start,
        Deed::Complete => MatchAction::Complete,
        Deed::NoShow => MatchAction::ReportNoShow,
        Deed::Expire => MatchAction::Expire,
        Deed::Stop => MatchAction::StopForSafety,
    }
}

fn side(who: Who) -> Side {
    match who {
        Who::Household => Side::Refugee,
        Who::Provider => Side::Provider,
        Who::Moderator => Side::Moderator,
        Who::Program => Side::System,
    }
}
