//! Which offers may be among the best k, as long as it is only known between which points each of them is.

use std::{cmp::Reverse, collections::BinaryHeap};

/// Room that is made at once: enough for most answers.
const ROOM: usize = 64;

/// Offers that may still be among the best k.
pub(super) struct Sieve {
    k: usize,
    /// Points below which nothing gets in any more: k offers have as many at least. What equals them may: the distance decides.
    pub least: u32,
    /// The k highest of what offers have at least, the lowest on top.
    floor: BinaryHeap<Reverse<u32>>,
    /// Points at most, and slot.
    kept: Vec<(u32, u32)>,
}

impl Sieve {
    pub fn new(k: usize) -> Self {
        Self {
            k,
            least: 0,
            floor: BinaryHeap::with_capacity(k.min(ROOM)),
            kept: Vec::with_capacity(ROOM),
        }
    }

    /// Puts in a slot that has at least and at most so many points.
    pub fn put(&mut self, least: u32, most: u32, slot: u32) {
        // Never `<=`: what equals the last may be nearer.
        if most < self.least {
            return;
        }
        self.kept.push((most, slot));
        if self.floor.len() < self.k {
            self.floor.push(Reverse(least));
        } else if let Some(mut lowest) = self.floor.peek_mut()
            && least > lowest.0
        {
            *lowest = Reverse(least);
        }
        if let Some(lowest) = self.floor.peek()
            && self.floor.len() >= self.k
        {
            self.least = lowest.0;
        }
    }

    /// Slots that are left: the best k, and what cannot be told from the last of them.
    pub fn left(self) -> impl Iterator<Item = u32> {
        let least = self.least;
        self.kept
            .into_iter()
            .filter(move |(most, _)| *most >= least)
            .map(|(_, slot)| slot)
    }
}
