//! What becomes of matches, told from their history in sentences: who asked, who agreed, what began, how it ended. It has no list
//! of states, and asks core nothing.

/// What is done to a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    Propose,
    Accept,
    Decline,
    Cancel,
    Confirm,
    Start,
    Complete,
    NoShow,
    Expire,
    Stop,
}

impl Deed {
    /// All of them.
    pub(crate) const ALL: [Self; 10] = [
        Self::Propose,
        Self::Accept,
        Self::Decline,
        Self::Cancel,
        Self::Confirm,
        Self::Start,
        Self::Complete,
        Self::NoShow,
        Self::Expire,
        Self::Stop,
    ];
}

/// Who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    Household,
    Provider,
    Moderator,
    Program,
}

impl Who {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [
        Self::Household,
        Self::Provider,
        Self::Moderator,
        Self::Program,
    ];

    fn is_side(self) -> bool {
        matches!(self, Self::Household | Self::Provider)
    }
}

/// One offer, what is needed, and which matches there are between them.
#[derive(Debug, Clone)]
pub(crate) struct World {
    /// Whether it helps so many at a time, so that what took place is free for the next one.
    pub(crate) at_a_time: bool,
    /// How much the offer has.
    pub(crate) capacity: u32,
    /// How much each need is for.
    pub(crate) needs: Vec<u32>,
    /// Of which need each match is, and of how much.
    pub(crate) deals: Vec<(usize, u32)>,
}

/// What can be compared.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Of each match: its state, whether it holds, whether contacts are shown.
    pub(crate) deals: Vec<(&'static str, bool, bool)>,
    /// How much of the offer is taken.
    pub(crate) taken: u32,
    /// Of each need: how much of it is served, and its state.
    pub(crate) needs: Vec<(u32, &'static str)>,
}

/// What happened to a match.
#[derive(Debug, Clone, Copy, Default)]
struct History {
    asked: bool,
    agreed: bool,
    confirmed: bool,
    begun: bool,
    /// By its name.
    ended: Option<&'static str>,
    /// Days since anything was done.
    quiet: u32,
}

impl History {
    /// Whether somebody may do it now, leaving aside whether there is room.
    fn may(&self, deed: Deed, who: Who) -> bool {
        let waits = !self.agreed;
        // Nothing happens to what is over.
        self.ended.is_none()
            && match deed {
                // The household chooses.
                Deed::Propose => !self.asked && who == Who::Household,
                // Whoever is asked says yes, once.
                Deed::Accept => self.asked && waits && who == Who::Provider,
                // No is said before the yes; by a provider only to what they were asked.
                Deed::Decline => {
                    waits && (who == Who::Program || who == Who::Provider && self.asked)
                }
                // Called off is what has not begun; by a provider only what they agreed to.
                Deed::Cancel => {
                    !self.begun && (who == Who::Household || who == Who::Provider && self.agreed)
                }
                // The program counts the words of both sides.
                Deed::Confirm => {
                    self.agreed && !self.confirmed && !self.begun && who == Who::Program
                }
                // The program takes it as begun only where both sides confirmed.
                Deed::Start => {
                    self.agreed
                        && !self.begun
                        && (who.is_side() || who == Who::Program && self.confirmed)
                }
                Deed::Complete => self.begun && (who.is_side() || who == Who::Program),
                Deed::NoShow => self.agreed && who.is_side(),
                // Silence ends what both sides did not confirm and nobody began.
                Deed::Expire => !self.confirmed && !self.begun && who == Who::Program,
                // Danger ends anything.
                Deed::Stop => matches!(who, Who::Moderator | Who::Program),
            }
    }

    fn note(&mut self, deed: Deed) {
        self.quiet = 0;
        match deed {
            Deed::Propose => self.asked = true,
            Deed::Accept => self.agreed = true,
            Deed::Confirm => self.confirmed = true,
            Deed::Start => self.begun = true,
            Deed::Decline => self.ended = Some("declined"),
            Deed::Cancel => self.ended = Some("cancelled"),
            Deed::Complete => self.ended = Some("completed"),
            Deed::NoShow => self.ended = Some("no_show"),
            Deed::Expire => self.ended = Some("expired"),
            Deed::Stop => self.ended = Some("stopped_for_safety"),
        }
    }

    fn name(&self) -> &'static str {
        match self.ended {
            Some(end) => end,
            None if self.begun => "started",
            None if self.confirmed => "confirmed",
            None if self.agreed => "accepted",
            None if self.asked => "proposed",
            None => "suggested",
        }
    }

    /// What was agreed on is taken, and stays so where it took place.
    fn holds(&self) -> bool {
        self.agreed && matches!(self.ended, None | Some("completed"))
    }

    /// Whether it takes of what the offer has.
    fn takes(&self, at_a_time: bool) -> bool {
        self.holds() && !(at_a_time && self.ended.is_some())
    }

    /// Whether somebody still has to say yes.
    fn waits(&self) -> bool {
        !self.agreed && self.ended.is_none()
    }
}

/// All matches of a world.
pub(crate) struct Model {
    world: World,
    deals: Vec<History>,
}

impl Model {
    /// Where nobody did anything yet.
    pub(crate) fn new(world: &World) -> Self {
        Self {
            world: world.clone(),
            deals: vec![History::default(); world.deals.len()],
        }
    }

    /// How much is agreed of the matches that are picked.
    fn sum(&self, of: impl Fn(&History, usize) -> bool) -> u32 {
        let deals = self.deals.iter().zip(&self.world.deals);
        deals
            .filter(|(history, (need, _))| of(history, *need))
            .map(|(_, (_, quantity))| *quantity)
            .sum()
    }

    /// How much a need is served.
    fn served(&self, need: usize) -> u32 {
        self.sum(|history, of| history.holds() && of == need)
    }

    /// How much of the offer is taken.
    fn taken(&self) -> u32 {
        self.sum(|history, _| history.takes(self.world.at_a_time))
    }

    /// Whether somebody may do it now.
    pub(crate) fn may(&self, deal: usize, deed: Deed, who: Who) -> bool {
        let (need, quantity) = self.world.deals[deal];
        let fits = self.taken() + quantity <= self.world.capacity
            && self.served(need) + quantity <= self.world.needs[need];
        self.deals[deal].may(deed, who) && (deed != Deed::Accept || fits)
    }

    /// Does it, if it may be done. Who still waits for more of a need than is left now is told no.
    pub(crate) fn take(&mut self, deal: usize, deed: Deed, who: Who) -> bool {
        if !self.may(deal, deed, who) {
            return false;
        }
        self.deals[deal].note(deed);
        let (need, _) = self.world.deals[deal];
        if deed == Deed::Accept {
            let left = self.world.needs[need] - self.served(need);
            for (history, (of, wanted)) in self.deals.iter_mut().zip(&self.world.deals) {
                if *of == need && history.waits() && *wanted > left {
                    history.note(Deed::Decline);
                }
            }
        }
        true
    }

    /// A day goes by. Who waits for more than the offer has left is told no. Who is asked has two days, then silence is a no; three days
    /// after a yes it is over unless both sides confirmed, and then it began; three days after that it is done.
    pub(crate) fn sleep(&mut self) {
        let left = self.world.capacity - self.taken();
        for (history, (_, wanted)) in self.deals.iter_mut().zip(&self.world.deals) {
            if history.waits() && *wanted > left {
                history.note(Deed::Decline);
            }
        }
        for deal in 0..self.deals.len() {
            self.deals[deal].quiet += 1;
            let history = self.deals[deal];
            let (patience, deed) = match history {
                History { begun: true, .. } => (3, Deed::Complete),
                History {
                    confirmed: true, ..
                } => (3, Deed::Start),
                History { agreed: true, .. } => (3, Deed::Expire),
                _ => (2, Deed::Expire),
            };
            if history.quiet >= patience {
                self.take(deal, deed, Who::Program);
            }
        }
    }

    /// As it stands.
    pub(crate) fn standing(&self) -> Standing {
        let deal = |history: &History| {
            let shown = history.agreed && history.ended.is_none();
            (history.name(), history.holds(), shown)
        };
        let need = |(need, quantity): (usize, &u32)| {
            let served = self.served(need);
            let deals = self.deals.iter().zip(&self.world.deals);
            let waits = deals.filter(|(history, (of, _))| *of == need && history.waits());
            let state = if served == *quantity {
                "served"
            } else if served > 0 {
                "partly_served"
            } else if waits.count() > 0 {
                "proposed"
            } else {
                "open"
            };
            (served, state)
        };
        Standing {
            deals: self.deals.iter().map(deal).collect(),
            taken: self.taken(),
            needs: self.world.needs.iter().enumerate().map(need).collect(),
        }
    }
}
