//! One offer by core's own functions, put together as the use cases put them: state machines, the policy, how many approve, what an edit
//! does, what a level is and when it lapses, what freezes, what fits, and who is a child.

mod deal;
mod desk;

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    booking::{MatchState, Side},
    danger::{DangerKind, Outcome, Reporter, Verdict, freezes},
    matching::{Candidate, Query},
    offer::{OfferContent, ReviewAction, ReviewState},
    policy::{Access, Action, decide},
    provider::{EvidenceKind, ProviderStatus, VettingLevel, level_for, vetting_lapses_at},
    verification::Decision,
    vetting::supported,
};

use crate::{
    steps::{Person, Step, World},
    stock::{Goods, Stock},
};

/// Something that a house gets wrong: planted, so that it is seen that it would be noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// One moderator is enough for anything.
    OneIsEnough,
    /// A moderator decides on what their own organisation offers.
    InsiderDecides,
    /// An edit of the address is reviewed while the old one stays.
    EditStaysLive,
    /// An approval outlives an edit before the second one.
    VoicesOutliveEdits,
    /// Nothing lapses.
    LapseForgotten,
    /// What was checked once about a provider counts for ever.
    ChecksForEver,
    /// What was checked once about an offer does.
    PapersForEver,
    /// Whoever is vetted at all is vetted for anything.
    LevelForgotten,
    /// A blocked provider is shown.
    BlockForgotten,
    /// A report of danger hides nothing.
    FreezeForgotten,
    /// Decisions are taken back whenever one likes.
    UndoForEver,
    /// A child is matched like anybody.
    MinorForgotten,
    /// A proposal outlives the edit that hid the offer.
    ProposalOutlivesEdit,
    /// What a moderator stopped is shown.
    StopForgotten,
    /// Whoever handed an item on takes it again.
    ComesBack,
}

impl Fault {
    /// All of them.
    pub(crate) const ALL: [Self; 15] = [
        Self::OneIsEnough,
        Self::InsiderDecides,
        Self::EditStaysLive,
        Self::VoicesOutliveEdits,
        Self::LapseForgotten,
        Self::ChecksForEver,
        Self::PapersForEver,
        Self::LevelForgotten,
        Self::BlockForgotten,
        Self::FreezeForgotten,
        Self::UndoForEver,
        Self::MinorForgotten,
        Self::ProposalOutlivesEdit,
        Self::StopForgotten,
        Self::ComesBack,
    ];
}

/// What everybody can compare.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) review: &'static str,
    pub(crate) shown: bool,
    pub(crate) public: bool,
    pub(crate) words: Option<usize>,
    pub(crate) deal: Option<&'static str>,
    pub(crate) contacts: bool,
}

/// A version, by the number of the edit that wrote its words, and of the one that wrote its address.
#[derive(Debug, Clone, Copy, Default)]
struct Version {
    words: usize,
    place: usize,
}

/// How an offer stood before a decision.
#[derive(Clone, Copy)]
struct Before {
    review: ReviewState,
    live: Option<Version>,
    expires_at: Timestamp,
    checks_until: Option<Timestamp>,
}

struct Decided {
    by: Person,
    what: Decision,
    until: Timestamp,
    offer_version: u32,
    before: Before,
    undone: bool,
}

/// The newest item of the queue.
#[derive(Default)]
struct Item {
    open: bool,
    decided: bool,
    claim: Option<(Person, Timestamp)>,
    decisions: Vec<Decided>,
    handed_on: Vec<Person>,
}

struct Match {
    state: MatchState,
    created_at: Timestamp,
    answer_by: Timestamp,
}

enum Job {
    OfferGone,
    ProviderBlocked,
}

/// The offer, its provider and its household.
pub(crate) struct House<'a> {
    stock: &'a Stock,
    goods: &'a Goods,
    world: World,
    fault: Option<Fault>,
    now: Timestamp,
    status: ProviderStatus,
    level: Option<VettingLevel>,
    vetted_until: Option<Timestamp>,
    evidence: Vec<(EvidenceKind, Timestamp)>,
    block: Option<(Person, Option<Verdict>)>,
    freezing: usize,
    other_reports: usize,
    froze_at: Vec<Timestamp>,
    review: ReviewState,
    paused: bool,
    written: usize,
    latest: Version,
    submitted: bool,
    live: Option<Version>,
    expires_at: Timestamp,
    checks_until: Option<Timestamp>,
    material_since: Option<Timestamp>,
    version: u32,
    item: Item,
    /// Something of it waited when it was stopped.
    waited: bool,
    asked: Option<Match>,
    jobs: Vec<Job>,
    candidate: Candidate,
    query: Query,
    /// Who filed the request was a child by then.
    filed_by_minor: bool,
}

const EVIDENCE: [EvidenceKind; 4] = [
    EvidenceKind::EmailConfirmed,
    EvidenceKind::IdentityDocument,
    EvidenceKind::CriminalRecord,
    EvidenceKind::Visit,
];

impl<'a> House<'a> {
    /// Nothing happened yet.
    pub(crate) fn new(stock: &'a Stock, world: World, fault: Option<Fault>) -> Self {
        let goods = stock.goods(world.kind);
        let query = stock.query(&world);
        let mut house = Self {
            stock,
            goods,
            world,
            fault,
            now: world.starts,
            status: ProviderStatus::Unvetted,
            level: None,
            vetted_until: None,
            evidence: Vec::new(),
            block: None,
            freezing: 0,
            other_reports: 0,
            froze_at: Vec::new(),
            review: ReviewState::Draft,
            paused: false,
            written: 0,
            latest: Version::default(),
            submitted: false,
            live: None,
            expires_at: world.starts,
            checks_until: None,
            material_since: None,
            version: 1,
            item: Item::default(),
            waited: false,
            asked: None,
            jobs: Vec::new(),
            candidate: goods.candidate.clone(),
            filed_by_minor: query.unaccompanied_minor,
            query,
        };
        if let Ok(level) = usize::try_from(world.seen) {
            for rung in level.min(1)..=level {
                house.record(rung);
            }
        }
        house
    }

    /// Does what is asked; false if it is refused.
    pub(crate) fn take(&mut self, step: Step) -> bool {
        match step {
            Step::Wait(seconds) => {
                self.now += SignedDuration::from_secs(seconds);
                true
            }
            Step::Vet(who, level) => {
                let may = self.may(who, Action::VetProvider);
                if may {
                    self.record(usize::from(level));
                }
                may
            }
            Step::Submit => self.submit(),
            Step::Edit(change) => self.edit(change),
            Step::Claim(who) => self.claim(who),
            Step::Release(who) => self.release(who),
            Step::Decide(who, say) => self.decide(who, say),
            Step::Undo(who) => self.undo(who),
            Step::Escalate(who) => self.escalate(who),
            Step::Suspend(who) => self.suspend(who),
            Step::Reinstate(who) => self.reinstate(who),
            Step::Block(who) => self.block(who),
            Step::Verdict(who, lift) => self.review_block(who, lift),
            Step::Report(danger) => self.report(danger),
            Step::Close(who) => self.close(who),
            Step::Pause => self.set_paused(true),
            Step::Resume => self.set_paused(false),
            Step::Confirm => self.confirm(),
            Step::Withdraw => self.withdraw(),
            Step::Propose => self.propose(),
            Step::Accept => self.accept(),
            Step::Decline => self.decline(),
            Step::TakeBack => self.cancel(Side::Refugee),
            Step::CallOff => self.cancel(Side::Provider),
            Step::Work => {
                self.work();
                true
            }
        }
    }

    /// How it stands.
    pub(crate) fn standing(&self) -> Standing {
        let state = self.asked.as_ref().map(|asked| asked.state);
        let blocked = self.status == ProviderStatus::Blocked;
        let frozen = self.freezing > 0;
        // To the provider.
        let contacts = |state: MatchState| {
            state.contacts_open(blocked, state.contacts_wait(Side::Provider, frozen, false))
        };
        Standing {
            review: self.review.as_str(),
            shown: self.shown(),
            public: self.shown() && !self.paused && !self.content().for_minors,
            words: self.live.map(|live| live.words),
            deal: state.map(MatchState::as_str),
            contacts: state.is_some_and(contacts),
        }
    }

    fn has(&self, fault: Fault) -> bool {
        self.fault == Some(fault)
    }

    /// What a version says: what matters here is the same in all of them.
    fn content(&self) -> &'a OfferContent {
        &self.goods.texts[self.latest.words]
    }

    fn may(&self, who: Person, action: Action) -> bool {
        let actor = self.stock.actor(&self.world, who);
        let insiders_too = self.has(Fault::InsiderDecides) && action == Action::DecideReview;
        let action = if insiders_too {
            Action::WorkQueue
        } else {
            action
        };
        decide(actor, action, Stock::subject(action)) == Access::Allow
    }

    /// "Approved, unexpired, provider in good standing", from the parts that are in core; put together it is the view `visible_offer`.
    fn shown(&self) -> bool {
        let unexpired = self.expires_at > self.now || self.has(Fault::LapseForgotten);
        let unfrozen = self.freezing == 0 || self.has(Fault::FreezeForgotten);
        let checked = self.checks_until.is_none_or(|until| until > self.now)
            || self.has(Fault::PapersForEver);
        let stopped = self.review == ReviewState::Suspended;
        (self.review == ReviewState::Approved || stopped && self.has(Fault::StopForgotten))
            && unexpired
            && unfrozen
            && checked
            && self.is_vetted_enough()
    }

    /// What an approval asks of its provider, and so does every look.
    fn is_vetted_enough(&self) -> bool {
        let good = self.status == ProviderStatus::Vetted
            || (self.block.is_some() && self.has(Fault::BlockForgotten));
        let lasts = self.vetted_until.is_some_and(|until| until > self.now)
            || self.has(Fault::ChecksForEver);
        let least = self.content().least_vetting(self.goods.by);
        let enough = self.level_now() >= Some(least) || self.has(Fault::LevelForgotten);
        good && lasts && enough && self.level.is_some()
    }

    fn level_now(&self) -> Option<VettingLevel> {
        level_for(self.goods.by, self.level, None, self.now)
    }

    /// Standing and level follow from all evidence that counts.
    fn record(&mut self, level: usize) {
        let now = self.now;
        self.evidence
            .push((EVIDENCE[level], vetting_lapses_at(now)));
        (self.level, self.vetted_until) = supported(self.goods.by, &self.evidence, now).unzip();
        if self.status != ProviderStatus::Blocked {
            self.status = ProviderStatus::Vetted;
        }
    }

    fn block(&mut self, who: Person) -> bool {
        if !self.may(who, Action::BlockProvider) {
            return false;
        }
        if self.block.is_none() {
            self.block = Some((who, None));
            self.status = ProviderStatus::Blocked;
            self.jobs.push(Job::ProviderBlocked);
        }
        true
    }

    fn review_block(&mut self, who: Person, lift: bool) -> bool {
        let Some((by, None)) = self.block else {
            return false;
        };
        if !self.may(who, Action::BlockProvider) || by == who {
            return false;
        }
        if !lift {
            self.block = Some((by, Some(Verdict::Upheld)));
            return true;
        }
        self.block = None;
        self.status = match (self.level, self.vetted_until) {
            (Some(_), Some(until)) if until > self.now => ProviderStatus::Vetted,
            (Some(_), _) => ProviderStatus::Lapsed,
            (None, _) => ProviderStatus::Unvetted,
        };
        true
    }

    fn report(&mut self, danger: bool) -> bool {
        let hour_ago = self.now - SignedDuration::from_hours(1);
        let lately = self.froze_at.iter().filter(|at| **at > hour_ago).count();
        let kind = if danger {
            DangerKind::DangerNow
        } else {
            DangerKind::SomethingWrong
        };
        let lately = i64::try_from(lately).unwrap();
        if freezes(kind, Reporter::Visitor, false, lately) {
            self.froze_at.push(self.now);
            self.freezing += 1;
        } else {
            self.other_reports += 1;
        }
        true
    }

    fn close(&mut self, who: Person) -> bool {
        let outcome = Outcome::NothingFound.may_follow(Reporter::Visitor);
        if !self.may(who, Action::TriageReport) || !outcome {
            return false;
        }
        let left = if self.freezing > 0 {
            &mut self.freezing
        } else {
            &mut self.other_reports
        };
        let there = *left > 0;
        *left = left.saturating_sub(1);
        there
    }

    fn set_paused(&mut self, paused: bool) -> bool {
        let over = matches!(
            self.review,
            ReviewState::Rejected | ReviewState::Suspended | ReviewState::Withdrawn
        );
        if !over {
            self.paused = paused;
            self.version += 1;
        }
        !over
    }

    fn confirm(&mut self) -> bool {
        if self.review.after(ReviewAction::Reconfirm).is_err() || self.live.is_none() {
            return false;
        }
        self.review = ReviewState::Approved;
        self.expires_at = self.lapses_at();
        self.version += 1;
        true
    }

    fn lapses_at(&self) -> Timestamp {
        let days = self.content().category().lapses_after_days();
        self.now + SignedDuration::from_hours(i64::from(days) * 24)
    }
}
