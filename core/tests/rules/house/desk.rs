//! Versions, the queue, decisions, and taking them back.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    checklist::{Answers, Checklist, ChecklistItem, RestsOn},
    constraint::Tri,
    offer::{Edit, ReviewAction, ReviewState, edit_effect},
    policy::Action,
    provider::may_hand_in,
    verification::{Decision, LEASE_S, UNDO_S, approvals_required, may_hand_on},
};

use super::{Before, Decided, Fault, House, Item, Job, Version};
use crate::steps::{Change, Person, Say};

const fn decision(say: Say) -> Decision {
    match say {
        Say::Approve => Decision::Approve,
        Say::Changes => Decision::RequestChanges,
        Say::Reject => Decision::Reject,
    }
}

/// Until when an approval that is given now counts, by a checklist with a point that counts for a year and one for as long as the version.
fn checks_until(now: Timestamp) -> Option<Timestamp> {
    let point = |key: &str, valid_days| ChecklistItem {
        key: key.to_owned(),
        required: true,
        evidence: Some(RestsOn::Document),
        valid_days,
        text: BTreeMap::new(),
    };
    let list = Checklist {
        version: 1,
        items: vec![point("papers", Some(365)), point("text", None)],
    };
    let answers: Answers = ["papers", "text"]
        .into_iter()
        .map(|key| (key.to_owned(), Tri::Yes))
        .collect();
    let checks = list.checks(&answers, now).into_iter();
    checks.filter_map(|check| check.expires_at).min()
}

impl House<'_> {
    pub(super) fn submit(&mut self) -> bool {
        let Ok(review) = self.review.after(ReviewAction::Submit) else {
            return false;
        };
        let private = &self.goods.privates[self.latest.place];
        let missing = private.missing_for_review(self.content().category());
        if self.submitted || may_hand_in(1).is_err() || !missing.is_empty() {
            return false;
        }
        self.review = review;
        self.open_item();
        self.version += 1;
        true
    }

    fn open_item(&mut self) {
        self.submitted = true;
        let former = std::mem::take(&mut self.item);
        self.item.open = true;
        if self.has(Fault::VoicesOutliveEdits) {
            self.item.decisions = former.decisions;
        }
    }

    pub(super) fn edit(&mut self, change: Change) -> bool {
        let mut next = self.latest;
        match change {
            Change::Words => next.words = self.written + 1,
            Change::Place => next.place = self.written + 1,
        }
        match self.review {
            ReviewState::Draft | ReviewState::ChangesRequested => self.submitted = false,
            ReviewState::Submitted | ReviewState::InReview => {
                let waiting = self.review.after(ReviewAction::Release);
                self.review = waiting.unwrap_or(self.review);
                self.open_item();
            }
            ReviewState::Approved | ReviewState::Expired => match self.effect_of(next) {
                Edit::None => panic!("every edit of a sequence changes something"),
                Edit::StaysLive => self.open_item(),
                Edit::HidesAtOnce => {
                    self.review = self.review.after(ReviewAction::HidingEdit).unwrap();
                    self.material_since = Some(self.now);
                    self.jobs.push(Job::OfferGone);
                    self.open_item();
                }
            },
            ReviewState::Rejected | ReviewState::Suspended | ReviewState::Withdrawn => {
                return false;
            }
        }
        self.latest = next;
        self.written += 1;
        self.version += 1;
        true
    }

    /// Of an edit of what is live.
    fn effect_of(&self, next: Version) -> Edit {
        let live = self.live.unwrap();
        let effect = edit_effect(
            &self.goods.texts[live.words],
            &self.goods.privates[live.place],
            &self.goods.texts[next.words],
            &self.goods.privates[next.place],
        );
        if self.has(Fault::EditStaysLive) {
            effect.min(Edit::StaysLive)
        } else {
            effect
        }
    }

    pub(super) fn claim(&mut self, who: Person) -> bool {
        let now = self.now;
        let others = |(by, until): (Person, Timestamp)| by != who && until > now;
        if !self.may(who, Action::WorkQueue)
            || !self.may(who, Action::DecideReview)
            || !self.item.open
            || self.item.claim.is_some_and(others)
            || self.has_handed_on(who)
            || self.has_decided(who)
        {
            return false;
        }
        self.item.claim = Some((who, now + SignedDuration::from_secs(LEASE_S)));
        self.move_in_review(ReviewAction::Claim);
        true
    }

    pub(super) fn release(&mut self, who: Person) -> bool {
        let own = self.item.claim.is_some_and(|(by, _)| by == who);
        if !self.may(who, Action::WorkQueue) || !self.item.open || !own {
            return false;
        }
        self.item.claim = None;
        self.move_in_review(ReviewAction::Release);
        true
    }

    fn has_decided(&self, who: Person) -> bool {
        let mut decisions = self.item.decisions.iter();
        decisions.any(|decided| decided.by == who && !decided.undone)
    }

    /// One whose approved version stays live is not touched.
    fn move_in_review(&mut self, action: ReviewAction) {
        if let Ok(next) = self.review.after(action) {
            self.review = next;
            self.version += 1;
        }
    }

    pub(super) fn decide(&mut self, who: Person, say: Say) -> bool {
        let (what, now) = (decision(say), self.now);
        let own = |(by, until): (Person, Timestamp)| by == who && until > now;
        if !self.may(who, Action::WorkQueue)
            || !self.may(who, Action::DecideReview)
            || !self.item.open
            || self.has_handed_on(who)
            || !self.item.claim.is_some_and(own)
            || (what == Decision::Approve && !self.is_vetted_enough())
        {
            return false;
        }
        let before = Before {
            review: self.review,
            live: self.live,
            expires_at: self.expires_at,
            checks_until: self.checks_until,
        };
        let approvals = self.approvals() + 1;
        let required = approvals_required(self.content(), self.goods.by);
        let enough = approvals >= usize::from(required) || self.has(Fault::OneIsEnough);
        let closes = what != Decision::Approve || enough;
        self.item.claim = None;
        if closes {
            (self.item.open, self.item.decided) = (false, true);
            // An edit that is refused leaves the approved version as it is; one that is approved takes its place.
            if self.review != ReviewState::Approved {
                self.review = self.review.after(what.action()).unwrap();
                self.version += 1;
            }
            if what == Decision::Approve {
                self.live = Some(self.latest);
                self.expires_at = self.lapses_at();
                self.checks_until = checks_until(now);
                self.version += 1;
            }
        } else {
            self.move_in_review(ReviewAction::Release);
        }
        self.item.decisions.push(Decided {
            by: who,
            what,
            until: now + SignedDuration::from_secs(UNDO_S),
            offer_version: self.version,
            before,
            undone: false,
        });
        true
    }

    fn approvals(&self) -> usize {
        let standing = |d: &&Decided| d.what == Decision::Approve && !d.undone;
        self.item.decisions.iter().filter(standing).count()
    }

    fn has_handed_on(&self, who: Person) -> bool {
        self.item.handed_on.contains(&who) && !self.has(Fault::ComesBack)
    }

    pub(super) fn escalate(&mut self, who: Person) -> bool {
        let now = self.now;
        let own = |(by, until): (Person, Timestamp)| by == who && until > now;
        if !self.may(who, Action::WorkQueue)
            || !self.may(who, Action::DecideReview)
            || !self.item.open
            || self.has_handed_on(who)
            || !self.item.claim.is_some_and(own)
        {
            return false;
        }
        let others = Person::ALL.into_iter().filter(|other| {
            *other != who
                && self.may(*other, Action::DecideReview)
                && !self.item.handed_on.contains(other)
                && !self.has_decided(*other)
        });
        let number = |n: usize| u32::try_from(n).unwrap();
        let (left, approved) = (number(others.count()), number(self.approvals()));
        let required = approvals_required(self.content(), self.goods.by);
        if may_hand_on(left, required.into(), approved).is_err() {
            return false;
        }
        self.item.handed_on.push(who);
        self.item.claim = None;
        self.move_in_review(ReviewAction::Release);
        true
    }

    pub(super) fn suspend(&mut self, who: Person) -> bool {
        if !self.may(who, Action::SuspendOffer) {
            return false;
        }
        if self.review == ReviewState::Suspended {
            return true;
        }
        let Ok(review) = self.review.after(ReviewAction::Suspend) else {
            return false;
        };
        self.review = review;
        self.version += 1;
        self.waited = self.item.open;
        (self.item.open, self.item.claim) = (false, None);
        self.jobs.push(Job::OfferGone);
        true
    }

    pub(super) fn reinstate(&mut self, who: Person) -> bool {
        if !self.may(who, Action::SuspendOffer) {
            return false;
        }
        if self.review == ReviewState::Suspended {
            self.review = self.review.after(ReviewAction::Reinstate).unwrap();
            self.version += 1;
            self.item.open = std::mem::take(&mut self.waited);
        }
        true
    }

    pub(super) fn undo(&mut self, who: Person) -> bool {
        let (now, for_ever) = (self.now, self.has(Fault::UndoForEver));
        let mut decisions = self.item.decisions.iter();
        let found =
            decisions.rposition(|d| d.by == who && !d.undone && (d.until > now || for_ever));
        let Some(found) = found.filter(|_| self.may(who, Action::WorkQueue)) else {
            return false;
        };
        let (what, before, offer_version) = {
            let decided = &self.item.decisions[found];
            (decided.what, decided.before, decided.offer_version)
        };
        let lease = Some((who, now + SignedDuration::from_secs(LEASE_S)));
        if self.item.open {
            if self.item.claim.is_none_or(|(_, until)| until <= now) {
                self.item.claim = lease;
                self.move_in_review(ReviewAction::Claim);
            }
        } else if self.item.decided && self.is_last(found) && self.version == offer_version {
            let back = before.review == self.review
                || self.review.after(ReviewAction::Undo) == Ok(before.review);
            assert!(back, "{:?} to {:?}", self.review, before.review);
            (self.review, self.live) = (before.review, before.live);
            self.expires_at = before.expires_at;
            self.checks_until = before.checks_until;
            self.version += 1;
            self.item = Item {
                open: true,
                decided: false,
                claim: lease,
                decisions: std::mem::take(&mut self.item.decisions),
                handed_on: std::mem::take(&mut self.item.handed_on),
            };
            if what == Decision::Approve && before.review != ReviewState::Approved {
                self.jobs.push(Job::OfferGone);
            }
        } else {
            return false;
        }
        self.item.decisions[found].undone = true;
        true
    }

    /// Whether it closed the item: nobody spoke after it.
    fn is_last(&self, found: usize) -> bool {
        let after = &self.item.decisions[found + 1..];
        after.iter().all(|later| later.undone)
    }

    pub(super) fn withdraw(&mut self) -> bool {
        let Ok(review) = self.review.after(ReviewAction::Withdraw) else {
            return false;
        };
        self.review = review;
        self.version += 1;
        if self.item.open {
            (self.item.open, self.item.claim) = (false, None);
        }
        self.jobs.push(Job::OfferGone);
        true
    }
}
