//! Blocks and reports; what a household and the provider agree on; what the worker does about it.

use jiff::SignedDuration;

use super::{
    super::steps::{Kind, Party, Person, begins, first_night},
    Agreed, Block, Deal, Errand, Model, Why,
};

/// For so long a proposal waits for an answer,
const PATIENCE: SignedDuration = SignedDuration::from_hours(48);
/// and for so long at least, however late in the evening.
const LEAST: SignedDuration = SignedDuration::from_hours(4);

impl Model {
    pub(super) fn block(&mut self, who: Person) -> Result<(), Why> {
        self.outside(who)?;
        // A second one finds it done.
        if self.block.is_none() {
            self.block = Some(Block {
                by: who,
                upheld: false,
            });
            self.errands.push(Errand::Stop);
        }
        Ok(())
    }

    pub(super) fn verdict(&mut self, who: Person, lift: bool) -> Result<(), Why> {
        self.outside(who)?;
        let block = self.block.as_mut().ok_or(Why::NothingThere)?;
        if block.upheld {
            return Err(Why::Said);
        }
        if block.by == who {
            return Err(Why::Own);
        }
        block.upheld = !lift;
        if lift {
            self.block = None;
        }
        Ok(())
    }

    /// "Danger now" hides at once, unless strangers hid five within the hour.
    pub(super) fn report(&mut self, danger: bool) {
        let hour_ago = self.now - SignedDuration::from_hours(1);
        let lately = self.hid.iter().filter(|at| **at > hour_ago).count();
        if danger && lately < 5 {
            self.hid.push(self.now);
            self.reports.0 += 1;
        } else {
            self.reports.1 += 1;
        }
    }

    pub(super) fn close(&mut self, who: Person) -> Result<(), Why> {
        self.outside(who)?;
        match &mut self.reports {
            (0, 0) => return Err(Why::NothingThere),
            (0, others) => *others -= 1,
            (hide, _) => *hide -= 1,
        }
        Ok(())
    }

    pub(super) fn propose(&mut self) -> Result<(), Why> {
        if matches!(self.world.party, Party::Child | Party::Youth) {
            return Err(Why::Minor);
        }
        if self.is_agreed(Agreed::Proposed) || self.is_agreed(Agreed::Accepted) {
            return Err(Why::Taken);
        }
        if !self.shown() {
            return Err(Why::Hidden);
        }
        if self.world.kind == Kind::ForMinors {
            return Err(Why::ForMinors);
        }
        if self.paused {
            return Err(Why::Paused);
        }
        let mut answer_by = self.now + PATIENCE;
        if self.world.kind.is_stay() {
            let arrival = first_night(self.world.starts);
            if begins(arrival.tomorrow().unwrap()) <= self.now {
                return Err(Why::Unfit);
            }
            // In time for the day of arrival, if it has not begun; nobody is asked for an answer within minutes.
            if begins(arrival) > self.now {
                answer_by = answer_by.min(begins(arrival).max(self.now + LEAST));
            }
        }
        let visited = self.standing.is_some_and(|(level, _)| level == 3);
        if self.world.kind == Kind::Home && self.world.party == Party::Family && !visited {
            return Err(Why::Unfit);
        }
        self.deal = Some(Deal {
            agreed: Agreed::Proposed,
            at: self.now,
            answer_by,
        });
        Ok(())
    }

    pub(super) fn accept(&mut self) -> Result<(), Why> {
        let (now, shown) = (self.now, self.shown());
        let deal = self.deal.as_mut().ok_or(Why::NothingThere)?;
        if deal.agreed != Agreed::Proposed {
            return Err(Why::State);
        }
        if !shown {
            return Err(Why::Hidden);
        }
        if self.hidden_at.is_some_and(|hidden| hidden >= deal.at) {
            return Err(Why::Changed);
        }
        if now >= deal.answer_by {
            return Err(Why::Late);
        }
        deal.agreed = Agreed::Accepted;
        Ok(())
    }

    /// Whether the provider may say anything of what the household chose.
    pub(super) fn not_blocked(&self) -> Result<(), Why> {
        if self.deal.is_some() && self.block.is_some() {
            return Err(Why::Blocked);
        }
        Ok(())
    }

    pub(super) fn end(&mut self, from: &[Agreed], to: Agreed) -> Result<(), Why> {
        let deal = self.deal.as_mut().ok_or(Why::NothingThere)?;
        if !from.contains(&deal.agreed) {
            return Err(Why::State);
        }
        deal.agreed = to;
        Ok(())
    }

    /// What waits for an answer ends when the offer is gone, whatever is not over when the provider is blocked, silence when it is late.
    pub(super) fn work(&mut self) {
        let errands = std::mem::take(&mut self.errands);
        let Some(deal) = &mut self.deal else { return };
        for errand in errands {
            deal.agreed = match (errand, deal.agreed) {
                (Errand::Gone, Agreed::Proposed) => Agreed::Declined,
                (Errand::Stop, Agreed::Proposed | Agreed::Accepted) => Agreed::Stopped,
                (_, agreed) => agreed,
            };
        }
        if deal.agreed == Agreed::Proposed && deal.answer_by < self.now {
            deal.agreed = Agreed::Expired;
        }
    }
}
