//! A plan, run over a section: which offers fit, how many, and the best of them.

use std::collections::BinaryHeap;

use super::{
    Work,
    plan::{Plan, keep},
    planes::LANES,
    section::{Section, lanes},
    tree::{Below, Node},
};
use crate::{
    matching::{order::Order, score::Distances},
    place::GeoPoint,
};

/// What a section answers: slots, best first, and how many there are in all.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub fits: List,
    pub asks: List,
}

/// One of the two lists.
#[derive(Debug, Default)]
pub(super) struct List {
    pub best: Vec<usize>,
    pub count: usize,
}

/// A block with offers for a list, and what they can get at most.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    bound: u32,
    /// Of it, for the distances.
    near: u32,
    node: u32,
    lanes: u64,
}

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

    /// Points below which nothing gets in any more. What equals them may: the distance decides.
    fn least(&self) -> u32 {
        match self.heap.peek() {
            Some((last, _)) if self.heap.len() >= self.k => last.points,
            _ => 0,
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

/// Measures distances, and remembers the last: many offers are published as one point.
#[derive(Default)]
struct Tape {
    last: Option<(GeoPoint, Option<Distances>)>,
}

impl Tape {
    fn measure(
        &mut self,
        section: &Section,
        plan: &Plan<'_>,
        slot: usize,
        work: &mut Work,
    ) -> Option<Distances> {
        let point = section.row(slot).point;
        match self.last {
            Some((last, distances)) if last == point && !plan.is_ride() => distances,
            _ => {
                work.measured += 1;
                let distances = plan.distances(section, slot);
                self.last = Some((point, distances));
                distances
            }
        }
    }
}

/// Blocks within reach: their lanes that fit and that must be asked first, counted; those with room for one of the k best,
/// best first, until nothing that is left can get in.
pub(super) fn search(section: &Section, plan: &Plan<'_>, k: usize, work: &mut Work) -> Found {
    let mut found = Found::default();
    let (mut fits, mut asks) = (Vec::new(), Vec::new());
    let mut stack: Vec<(u32, bool)> = Vec::with_capacity(64);
    if !section.nodes.is_empty() {
        stack.push((0, false));
    }
    while let Some((number, inside)) = stack.pop() {
        work.nodes += 1;
        let node = &section.nodes[number as usize];
        let best = &node.extent.best;
        if !plan.may_fit(best) {
            continue;
        }
        let reach_m = plan.reach_m(best.detour_m);
        let mut near_m = 0.0;
        let mut inside = inside;
        if !inside {
            near_m = node.extent.near.least_m(plan.origin);
            if near_m > reach_m {
                continue;
            }
            inside = !plan.is_ride() && node.extent.near.lies_within(plan.origin, reach_m);
        }
        let mut drop_m = 0.0;
        if plan.is_ride() {
            drop_m = node.extent.drop.least_m(plan.destination);
            if drop_m > reach_m {
                continue;
            }
        }
        match node.below {
            Below::Split { left, right, .. } => stack.extend([(left, inside), (right, inside)]),
            Below::Block(block) => {
                let (fit, ask) = block_lanes(section, plan, block as usize, inside, work);
                found.fits.count += fit.count_ones() as usize;
                found.asks.count += ask.count_ones() as usize;
                if k > 0 && fit | ask != 0 {
                    if inside {
                        near_m = node.extent.near.least_m(plan.origin);
                    }
                    let near = plan.near_points(near_m, drop_m);
                    let tastes = plan.tastes(&section.layout, section.planes(block as usize), best);
                    let elsewhere = near + plan.most_elsewhere(best);
                    for (lanes, hits) in [(fit, &mut fits), (ask, &mut asks)] {
                        if lanes != 0 {
                            hits.push(Hit {
                                bound: elsewhere + tastes.most(lanes),
                                near,
                                node: number,
                                lanes,
                            });
                        }
                    }
                }
            }
        }
    }
    found.fits.best = best_of(section, plan, fits, k, work);
    found.asks.best = best_of(section, plan, asks, k, work);
    found
}

/// Lanes of a block that fit and that must be asked first, the distance included.
fn block_lanes(
    section: &Section,
    plan: &Plan<'_>,
    block: usize,
    inside: bool,
    work: &mut Work,
) -> (u64, u64) {
    let live = section.live[block];
    if live == 0 {
        return (0, 0);
    }
    work.blocks += 1;
    let planes = section.planes(block);
    let (fit, ask) = plan.masks(&section.layout, planes, live);
    let mut all = fit | ask;
    if all == 0 {
        return (0, 0);
    }
    let slot = |lane: usize| block * LANES + lane;
    let unsure = all & plan.look_closer(planes);
    if unsure != 0 {
        work.tested += unsure.count_ones();
        all &= !unsure | keep(unsure, |lane| plan.holds(section, slot(lane)));
    }
    if !inside && !plan.is_ride() {
        work.tested += all.count_ones();
        let mut tape = Tape::default();
        all = keep(all, |lane| {
            tape.measure(section, plan, slot(lane), work).is_some()
        });
    }
    (fit & all, ask & all)
}

fn best_of(
    section: &Section,
    plan: &Plan<'_>,
    hits: Vec<Hit>,
    k: usize,
    work: &mut Work,
) -> Vec<usize> {
    let mut best = Best::new(k);
    let mut hits = BinaryHeap::from(hits);
    while let Some(hit) = hits.pop() {
        let least = best.least();
        // Never `<=`: what equals the last may be nearer.
        if hit.bound < least {
            break;
        }
        let node: &Node = &section.nodes[hit.node as usize];
        let Below::Block(block) = node.below else {
            continue;
        };
        let mut wanted = hit.lanes;
        let given = hit.near + plan.most_elsewhere(&node.extent.best);
        if least > given {
            let tastes = plan.tastes(
                &section.layout,
                section.planes(block as usize),
                &node.extent.best,
            );
            wanted &= tastes.at_least(least - given);
        }
        let mut tape = Tape::default();
        for lane in lanes(wanted) {
            work.tested += 1;
            let slot = block as usize * LANES + lane;
            let others = plan.other_points(section, slot);
            if others + hit.near < best.least() {
                continue;
            }
            let Some(at) = tape.measure(section, plan, slot, work) else {
                continue;
            };
            best.offer(order(section, plan, slot, others, at), slot);
        }
    }
    best.slots()
}

/// Where the offer in a slot comes, with so many points for everything but the distances.
fn order(section: &Section, plan: &Plan<'_>, slot: usize, others: u32, at: Distances) -> Order {
    let near = plan.near_points(f64::from(at.near_m), f64::from(at.drop_off_m.unwrap_or(0)));
    Order::of(
        plan.query.request,
        section.id(slot),
        others + near,
        at.total_m(),
        section.row(slot).confirmed.into(),
    )
}

/// The same answer by looking at every row: what the search is measured against.
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
            let others = plan.other_points(section, slot);
            best.offer(order(section, plan, slot, others, at), slot);
        }
    }
    found.fits.best = fits.slots();
    found.asks.best = asks.slots();
    found
}

/// The bound law: whatever fits below a node is within its reach, is held possible by it, and has no more points than its bound
/// says. The first slot that is not, with its node.
pub(super) fn broken_bound(section: &Section, plan: &Plan<'_>) -> Option<(usize, usize)> {
    let mut stack = vec![0];
    while let Some(number) = stack.pop() {
        let node = section.nodes.get(number)?;
        let best = &node.extent.best;
        let near_m = node.extent.near.least_m(plan.origin);
        let drop_m = if plan.is_ride() {
            node.extent.drop.least_m(plan.destination)
        } else {
            0.0
        };
        let elsewhere = plan.near_points(near_m, drop_m) + plan.most_elsewhere(best);
        let reach_m = plan.reach_m(best.detour_m);
        let farthest = near_m.max(drop_m) <= reach_m;
        let inside = !plan.is_ride() && node.extent.near.lies_within(plan.origin, reach_m);
        for (block, slots) in section.blocks_below(number) {
            let tastes = plan.tastes(&section.layout, section.planes(block), best);
            for slot in slots {
                if plan.judge(section, slot).is_none() {
                    continue;
                }
                let at = plan.distances(section, slot);
                if inside && at.is_none() {
                    return Some((number, slot));
                }
                let Some(at) = at else { continue };
                let others = plan.other_points(section, slot);
                let points = order(section, plan, slot, others, at).points;
                let bound = elsewhere + tastes.most(1 << (slot % LANES));
                let enough = tastes.at_least(points.saturating_sub(elsewhere));
                if !farthest
                    || !plan.may_fit(best)
                    || points > bound
                    || enough >> (slot % LANES) & 1 == 0
                {
                    return Some((number, slot));
                }
            }
        }
        if let Below::Split { left, right, .. } = node.below {
            stack.extend([left as usize, right as usize]);
        }
    }
    None
}
