//! How a section comes to be and takes newcomers in: the tree over its blocks.

use std::cmp::Ordering;

use super::{
    planes::LANES,
    row::{Encoded, Row},
    section::{Kind, Section, at, number},
    spot::{short, unit},
    tree::{Below, Extent, Key, Node, widest_axis},
};
use crate::matching::{candidate::Candidate, terms::Terms};

/// How full a new block is: room for newcomers before it has to be split.
const FILL: usize = 56;

/// In the keys of places, how far apart the best and the worst of a number that is no place lie, in earth radii (1.3 km):
/// blocks wider than that are split on space, narrower ones on what tells their offers apart.
const APART: f32 = 2e-4;

impl Section {
    /// O(n log n): halves by the widest axis until a block is full enough.
    pub fn build(kind: Kind, offers: Vec<(Candidate, Encoded)>) -> Self {
        let mut section = Self::new(kind);
        let blocks = offers.len().div_ceil(FILL);
        section.reserve(blocks, offers.len());
        let mut order: Vec<(Key, u32)> = offers
            .iter()
            .zip(0..)
            .map(|((offer, encoded), number)| (key(&encoded.row, &offer.terms), number))
            .collect();
        let mut offers: Vec<Option<(Candidate, Encoded)>> = offers.into_iter().map(Some).collect();
        if !order.is_empty() {
            section.grow(&mut order, &mut offers);
        }
        section.calendars.shrink_to_fit();
        section
    }

    fn grow(
        &mut self,
        order: &mut [(Key, u32)],
        offers: &mut [Option<(Candidate, Encoded)>],
    ) -> (u32, Extent) {
        let node = number(self.nodes.len());
        if order.len() <= FILL {
            let block = self.add_block();
            self.nodes.push(Node {
                extent: Extent::NOTHING,
                below: Below::Block(block),
            });
            // What is published as one point lies side by side: its distance is measured once.
            order.sort_unstable_by(|(a, _), (b, _)| a.partial_cmp(b).unwrap_or(Ordering::Equal));
            let mut extent = Extent::NOTHING;
            for (lane, (_, from)) in order.iter().enumerate() {
                if let Some((offer, encoded)) = offers[at(*from)].take() {
                    extent.join(&extent_of(&encoded.row, &offer.terms));
                    self.put(at(block) * LANES + lane, offer, encoded);
                }
            }
            self.nodes[at(node)].extent = extent;
            return (node, extent);
        }
        let axis = widest_axis(order.iter().map(|(key, _)| *key));
        let half = order.len().div_ceil(FILL) / 2 * FILL;
        order.select_nth_unstable_by(half, |a, b| a.0[axis].total_cmp(&b.0[axis]));
        let split = order[half].0[axis];
        self.nodes.push(Node {
            extent: Extent::NOTHING,
            below: Below::Block(u32::MAX),
        });
        let (low, high) = order.split_at_mut(half);
        let (left, mut extent) = self.grow(low, offers);
        let (right, other) = self.grow(high, offers);
        extent.join(&other);
        self.nodes[at(node)] = Node {
            extent,
            below: split_at(axis, split, left, right),
        };
        (node, extent)
    }

    /// O(log n), and a block's worth of moving when its block is full.
    pub fn insert(&mut self, offer: Candidate, encoded: Encoded) {
        self.changes += 1;
        let key = key(&encoded.row, &offer.terms);
        let extent = extent_of(&encoded.row, &offer.terms);
        if self.nodes.is_empty() {
            let block = self.add_block();
            self.nodes.push(Node {
                extent: Extent::NOTHING,
                below: Below::Block(block),
            });
        }
        let mut node = 0;
        loop {
            self.nodes[node].extent.join(&extent);
            match self.nodes[node].below {
                Below::Split {
                    axis,
                    at: split,
                    left,
                    right,
                } => {
                    let next = if key[usize::from(axis)] < split {
                        left
                    } else {
                        right
                    };
                    node = at(next);
                }
                Below::Block(block) => {
                    let free = (!self.live[at(block)]).trailing_zeros();
                    if free < u64::BITS {
                        self.put(at(block) * LANES + at(free), offer, encoded);
                        return;
                    }
                    self.split_block(node, block);
                }
            }
        }
    }

    /// Moves the upper half of a full block into a new one.
    fn split_block(&mut self, node: usize, block: u32) {
        let first = at(block) * LANES;
        let mut order: Vec<(Key, usize)> = (first..first + LANES)
            .map(|slot| (key(&self.rows[slot], &self.terms_of(slot)), slot))
            .collect();
        let axis = widest_axis(order.iter().map(|(key, _)| *key));
        order.sort_by(|a, b| a.0[axis].total_cmp(&b.0[axis]));
        let new = self.add_block();
        for (lane, (_, slot)) in order[LANES / 2..].iter().enumerate() {
            self.move_slot(*slot, at(new) * LANES + lane);
        }
        let split = order[LANES / 2].0[axis];
        let [left, right] = [block, new].map(|block| {
            let mut extent = Extent::NOTHING;
            for slot in self.slots_of(block) {
                extent.join(&extent_of(&self.rows[slot], &self.terms_of(slot)));
            }
            self.nodes.push(Node {
                extent,
                below: Below::Block(block),
            });
            number(self.nodes.len() - 1)
        });
        self.nodes[node].below = split_at(axis, split, left, right);
    }
}

fn split_at(axis: usize, at: f32, left: u32, right: u32) -> Below {
    Below::Split {
        axis: u8::try_from(axis).unwrap_or(0),
        at,
        left,
        right,
    }
}

/// What offers are sorted by: where they are, and where that is the same, which points they can get. A ride: where it begins
/// and where it ends.
fn key(row: &Row, terms: &Terms) -> Key {
    if let Terms::Transport(ride) = terms {
        let ends = [ride.stops.first(), ride.stops.last()]
            .map(|stop| short(stop.map_or([0.0; 3], |p| unit(*p))));
        return [
            ends[0][0], ends[0][1], ends[0][2], ends[1][0], ends[1][1], ends[1][2],
        ];
    }
    let [x, y, z] = short(unit(row.point));
    // The two most spoken languages, the room, the age of the confirmation over two months.
    let spoken = f32::from(u8::from(row.languages & 1 == 0)) * 0.6
        + f32::from(u8::from(row.languages & 2 == 0)) * 0.4;
    #[expect(clippy::cast_precision_loss, reason = "keys only sort")]
    let age = row.confirmed as f32 / 5_200_000.0;
    [
        x,
        y,
        z,
        APART * spoken,
        APART * f32::from(row.free.max(row.capacity).min(12)) / 12.0,
        APART * age,
    ]
}

fn extent_of(row: &Row, terms: &Terms) -> Extent {
    match terms {
        Terms::Transport(ride) => Extent::of_ride(row, &ride.stops, ride.detour_m),
        _ => Extent::of_place(row),
    }
}
