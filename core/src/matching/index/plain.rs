//! By looking at every row: what the search is measured against, and the laws that make it exact.

use std::collections::BinaryHeap;

use super::{
    plan::Plan,
    planes::LANES,
    search::Found,
    section::{Section, at},
    tongues::Tongues,
    tree::Below,
};
use crate::matching::{
    order::Order,
    score::{Distances, score},
};

/// The best k so far: the last of them on top.
struct Best {
    k: usize,
    heap: BinaryHeap<(Order, usize)>,
}

impl Best {
    const fn new(k: usize) -> Self {
        Self {
            k,
            heap: BinaryHeap::new(),
        }
    }

    fn offer(&mut self, order: Order, slot: usize) {
        if self.heap.len() < self.k {
            self.heap.push((order, slot));
        } else if let Some(mut last) = self.heap.peek_mut()
            && order < last.0
        {
            *last = (order, slot);
        }
    }

    /// Slots, best first.
    fn slots(self) -> Vec<usize> {
        let sorted = self.heap.into_sorted_vec();
        sorted.into_iter().map(|(_, slot)| slot).collect()
    }
}

/// Where the offer in a slot comes.
fn order(section: &Section, plan: &Plan<'_>, slot: usize, at: Distances) -> Order {
    Order::of(
        plan.query.request,
        section.id(slot),
        plan.other_points(section, slot) + plan.points_at(at),
        at.total_m(),
        section.row(slot).confirmed.into(),
    )
}

/// The same answer as the search's.
pub(super) fn scan(section: &Section, plan: &Plan<'_>, k: usize) -> Found {
    let mut found = Found::default();
    let (mut fits, mut asks) = (Best::new(k), Best::new(k));
    for slot in section.all_slots() {
        let Some(fit) = plan.judge(section, slot) else {
            continue;
        };
        let Some(at) = plan.distances(section, slot) else {
            continue;
        };
        let (list, best) = if fit {
            (&mut found.fits, &mut fits)
        } else {
            (&mut found.asks, &mut asks)
        };
        list.count += 1;
        if k > 0 {
            best.offer(order(section, plan, slot, at), slot);
        }
    }
    found.fits.best = fits.slots();
    found.asks.best = asks.slots();
    found
}

/// The bound laws. Whatever fits below a node is within its reach, is held possible by it, and has no more points than its bound
/// says; no distance lies outside of what a spot says of it; and its points are those of its [`score`]. The first slot of which this is not so, with its node.
pub(super) fn broken_bound(
    section: &Section,
    plan: &Plan<'_>,
    tongues: &Tongues,
) -> Option<(usize, usize)> {
    let counted = plan.counted();
    let mut stack = vec![0];
    while let Some(number) = stack.pop() {
        let node = section.nodes.get(number)?;
        let best = &node.extent.best;
        let given = plan.near_points_at_most(&node.extent) + plan.most_elsewhere(best);
        let reaches = plan.reaches(&node.extent);
        for (block, slots) in section.blocks_below(number) {
            let tastes = plan.tastes(&section.layout, section.planes(block), best);
            for slot in slots {
                if plan.judge(section, slot).is_none() {
                    continue;
                }
                let lane = 1 << (slot % LANES);
                let at = plan.distances(section, slot);
                let told = plan.is_ride() || {
                    let (surely, perhaps) = plan.within(section, block, lane);
                    let square = plan.square_to(section, slot);
                    let chord = square.sqrt();
                    let (least, most) =
                        (plan.near_points_least(chord), plan.near_points_most(chord));
                    let points = at.map_or(least, |at| plan.points_at(at));
                    (surely == 0 || at.is_some())
                        && (perhaps != 0 || at.is_none())
                        && (least..=most).contains(&points)
                        && square <= plan.square_for(points)
                };
                if !told || reaches == Some(true) && at.is_none() {
                    return Some((number, slot));
                }
                let Some(at) = at else { continue };
                let points = order(section, plan, slot, at).points;
                let scored = matches!(node.below, Below::Split { .. })
                    || section
                        .candidate_for(slot, tongues, counted)
                        .is_some_and(|o| score(plan.query, &o, at, plan.weights).points == points);
                let enough = tastes.at_least(points.saturating_sub(given));
                if !scored
                    || reaches.is_none()
                    || !plan.may_fit(best)
                    || points > given + tastes.most(lane)
                    || enough & lane == 0
                {
                    return Some((number, slot));
                }
            }
        }
        if let Below::Split { left, right, .. } = node.below {
            stack.extend([left, right].map(at));
        }
    }
    None
}
