use std::{cell::OnceCell, cmp::Ordering};

use md5::{Digest, Md5};

use crate::id::{OfferId, RequestId};

/// Where an offer comes in a list; what is less comes first: points descending, distance ascending, later confirmed first (whole
/// seconds), then a keyed hash of request and offer.
#[derive(Debug)]
pub(super) struct Order {
    pub points: u32,
    /// Metres; of a ride, the sum.
    pub total_m: u64,
    /// Seconds since 1970.
    pub confirmed_s: i64,
    request: RequestId,
    offer: OfferId,
    tie: OnceCell<[u8; 16]>,
}

impl Order {
    pub const fn of(
        request: RequestId,
        offer: OfferId,
        points: u32,
        total_m: u64,
        confirmed_s: i64,
    ) -> Self {
        Self {
            points,
            total_m,
            confirmed_s,
            request,
            offer,
            tie: OnceCell::new(),
        }
    }

    /// md5 of both ids as text, which PostgreSQL computes as `md5(request::text || offer::text)`: never the raw id, or the
    /// oldest provider would always win. Only computed where everything else is equal: it costs as much as a dozen comparisons.
    fn tie(&self) -> &[u8; 16] {
        self.tie.get_or_init(|| {
            let mut text = [0; 36];
            let mut digest = Md5::new();
            for id in [self.request.0, self.offer.0] {
                digest.update(id.hyphenated().encode_lower(&mut text).as_bytes());
            }
            digest.finalize().into()
        })
    }
}

impl Ord for Order {
    fn cmp(&self, other: &Self) -> Ordering {
        other
            .points
            .cmp(&self.points)
            .then_with(|| self.total_m.cmp(&other.total_m))
            .then_with(|| other.confirmed_s.cmp(&self.confirmed_s))
            .then_with(|| self.tie().cmp(other.tie()))
    }
}

impl PartialOrd for Order {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Order {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Order {}
