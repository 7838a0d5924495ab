//! A plan, run over a section: which offers fit, how many, and the best of them.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    Work,
    plan::{Plan, keep},
    planes::LANES,
    section::{Section, at, lanes, number},
    sieve::Sieve,
    tree::Below,
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

/// Blocks for which room is made at once.
const ROOM: usize = 128;

/// A block with offers for a list, and what they can get at most.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    bound: u32,
    /// Of it, for the distances.
    near: u32,
    /// Of it, for what is not told lane by lane: the distances and [`Plan::most_elsewhere`].
    given: u32,
    node: u32,
    block: u32,
    lanes: u64,
}

/// Blocks within reach: their lanes that fit and that must be asked first, counted; those with room for one of the k best,
/// best first, until nothing that is left can get in.
pub(super) fn search(section: &Section, plan: &Plan<'_>, k: usize, work: &mut Work) -> Found {
    let mut found = Found::default();
    let (mut fits, mut asks) = (Vec::with_capacity(ROOM), Vec::with_capacity(ROOM));
    let mut stack: Vec<(u32, bool)> = Vec::with_capacity(64);
    if !section.nodes.is_empty() {
        stack.push((0, false));
    }
    while let Some((node_at, inside)) = stack.pop() {
        work.nodes += 1;
        let node = &section.nodes[at(node_at)];
        let best = &node.extent.best;
        if !plan.may_fit(best) {
            continue;
        }
        let Some(inside) = (if inside {
            Some(true)
        } else {
            plan.reaches(&node.extent)
        }) else {
            continue;
        };
        match node.below {
            Below::Split { left, right, .. } => stack.extend([(left, inside), (right, inside)]),
            Below::Block(block) => {
                let (fit, ask) = block_lanes(section, plan, at(block), inside, work);
                found.fits.count += fit.count_ones() as usize;
                found.asks.count += ask.count_ones() as usize;
                if k > 0 && fit | ask != 0 {
                    let near = plan.near_points_at_most(&node.extent);
                    let given = near + plan.most_elsewhere(best);
                    let tastes = plan.tastes(&section.layout, section.planes(at(block)), best);
                    for (lanes, hits) in [(fit, &mut fits), (ask, &mut asks)] {
                        if lanes != 0 {
                            hits.push(Hit {
                                bound: given + tastes.most(lanes),
                                near,
                                given,
                                node: node_at,
                                block,
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
    if !inside && !plan.is_ride() {
        let (surely, perhaps) = plan.within(section, block, all);
        let unsure = perhaps & !surely;
        work.measured += unsure.count_ones();
        all = surely | keep(unsure, |lane| plan.distances(section, slot(lane)).is_some());
    }
    let unsure = all & plan.look_closer(&section.layout, planes);
    if unsure != 0 {
        work.tested += unsure.count_ones();
        all &= !unsure | keep(unsure, |lane| plan.holds(section, slot(lane)));
    }
    (fit & all, ask & all)
}

/// Slots of the best k, best first, and of what only the keyed hash tells from the last of them.
fn best_of(
    section: &Section,
    plan: &Plan<'_>,
    hits: Vec<Hit>,
    k: usize,
    work: &mut Work,
) -> Vec<usize> {
    let mut sieve = Sieve::new(k);
    let mut hits = BinaryHeap::from(hits);
    while let Some(hit) = hits.pop() {
        // Never `<=`: what equals the last may be nearer.
        if hit.bound < sieve.least {
            break;
        }
        let mut wanted = hit.lanes;
        if sieve.least > hit.given {
            let planes = section.planes(at(hit.block));
            let best = &section.nodes[at(hit.node)].extent.best;
            let tastes = plan.tastes(&section.layout, planes, best);
            wanted &= tastes.at_least(sieve.least - hit.given);
        }
        let needed = sieve.least.saturating_sub(hit.bound - hit.near);
        let near_enough = plan.square_for(needed);
        for lane in lanes(wanted) {
            let slot = at(hit.block) * LANES + lane;
            if plan.is_ride() {
                work.measured += 1;
                if let Some(at) = plan.distances(section, slot) {
                    work.tested += 1;
                    let points = plan.other_points(section, slot) + plan.points_at(at);
                    sieve.put(points, points, number(slot));
                }
                continue;
            }
            let square = plan.square_to(section, slot);
            if square > near_enough {
                continue;
            }
            work.tested += 1;
            let (chord, others) = (square.sqrt(), plan.other_points(section, slot));
            let most = others + plan.near_points_most(chord);
            if most >= sieve.least {
                let least = others + plan.near_points_least(chord);
                sieve.put(least, most, number(slot));
            }
        }
    }
    // A few more than k cannot be told from the last.
    let mut best = Vec::with_capacity(k.min(ROOM) * 3 / 2);
    best.extend(sieve.left().filter_map(|slot| {
        work.measured += 1;
        let distances = plan.distances(section, at(slot))?;
        let points = plan.other_points(section, at(slot)) + plan.points_at(distances);
        let confirmed = section.row(at(slot)).confirmed;
        // As in `Order`, but for the hash.
        let key = (Reverse(points), distances.total_m(), Reverse(confirmed));
        Some((key, slot))
    }));
    best.sort_unstable();
    let last = best.get(k.saturating_sub(1)).map(|(key, _)| *key);
    best.into_iter()
        .take_while(|(key, _)| last.is_none_or(|last| *key <= last))
        .map(|(_, slot)| at(slot))
        .collect()
}
