//! All offers of one kind: rows in blocks of 64, and the tree over the blocks.

use hashbrown::HashTable;

use super::{
    planes::{LANES, Layout, TermsRef},
    row::{Calendar, Encoded, FOREVER, Row},
    spot::{Spot, short, unit},
    tongues::Tongues,
    tree::{Below, Node},
};
use crate::{
    id::{OfferId, RevisionId},
    matching::{
        candidate::Candidate,
        terms::{RideTerms, StayTerms, Terms, WorkTerms},
    },
    offer::{Category, ServiceTheme, Speciality},
    request::NeedDetails,
};

/// What is matched with what: a need only ever looks at offers of its own kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Housing,
    Transport,
    Job,
    Medical(Speciality),
    Service(ServiceTheme),
}

impl Kind {
    pub const fn of(terms: &Terms) -> Self {
        match terms {
            Terms::Housing(_) => Self::Housing,
            Terms::Transport(_) => Self::Transport,
            Terms::Job(_) => Self::Job,
            Terms::Medical(speciality) => Self::Medical(*speciality),
            Terms::Service(theme) => Self::Service(*theme),
        }
    }

    /// The kind that a need asks for.
    pub const fn asked(need: &NeedDetails) -> Self {
        match need {
            NeedDetails::Housing {} => Self::Housing,
            NeedDetails::Transport { .. } => Self::Transport,
            NeedDetails::Job { .. } => Self::Job,
            NeedDetails::Medical { speciality } => Self::Medical(*speciality),
            NeedDetails::Service { theme } => Self::Service(*theme),
        }
    }

    pub const fn category(self) -> Category {
        match self {
            Self::Housing => Category::Housing,
            Self::Transport => Category::Transport,
            Self::Job => Category::Job,
            Self::Medical(_) => Category::Medical,
            Self::Service(_) => Category::Service,
        }
    }
}

/// What the category adds, one for each row.
#[derive(Debug, Clone)]
enum Column {
    Stay(Vec<StayTerms>),
    Ride(Vec<RideTerms>),
    Work(Vec<WorkTerms>),
    Plain,
}

/// Heap of an index, in bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bytes {
    /// Rows, ids and terms of the offers that are there: what a scan needs.
    pub records: usize,
    /// Everything, with room that is not used.
    pub all: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Section {
    pub kind: Kind,
    pub layout: Layout,
    pub nodes: Vec<Node>,
    /// Of each block, the lanes in use.
    pub live: Vec<u64>,
    pub(super) planes: Vec<u64>,
    pub(super) rows: Vec<Row>,
    /// Where each offer is; none of rides, which are at several places.
    pub(super) spots: Vec<Spot>,
    pub(super) ids: Vec<(OfferId, RevisionId)>,
    terms: Column,
    pub(super) calendars: Vec<Calendar>,
    spare_calendars: Vec<u32>,
    /// Slots by offer.
    pub(super) slots: HashTable<u32>,
    /// Changes since it was built.
    pub changes: usize,
}

/// A number as a position. Slots and blocks fit: 2^32 offers do not.
pub(super) const fn at(number: u32) -> usize {
    number as usize
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "fewer than 2^32 offers fit into memory"
)]
pub(super) const fn number(position: usize) -> u32 {
    position as u32
}

/// The two halves of a UUID mixed (multiplication folded to 64 bits); versions 4 and 7 have their randomness in both.
fn hash(offer: OfferId) -> u64 {
    let (high, low) = offer.0.as_u64_pair();
    let product = u128::from(high ^ low.rotate_left(32)) * 0x9E37_79B9_7F4A_7C15;
    let folded = (product >> 64) ^ product;
    #[expect(clippy::cast_possible_truncation, reason = "folded on purpose")]
    let hash = folded as u64;
    hash
}

impl Section {
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            layout: Layout::of(kind.category()),
            nodes: Vec::new(),
            live: Vec::new(),
            planes: Vec::new(),
            rows: Vec::new(),
            spots: Vec::new(),
            ids: Vec::new(),
            terms: match kind {
                Kind::Housing => Column::Stay(Vec::new()),
                Kind::Transport => Column::Ride(Vec::new()),
                Kind::Job => Column::Work(Vec::new()),
                Kind::Medical(_) | Kind::Service(_) => Column::Plain,
            },
            calendars: Vec::new(),
            spare_calendars: Vec::new(),
            slots: HashTable::new(),
            changes: 0,
        }
    }

    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Removes an offer; whether it was there. O(1): the tree stays as wide as it was.
    pub fn remove(&mut self, offer: OfferId) -> bool {
        let ids = &self.ids;
        let Ok(entry) = self
            .slots
            .find_entry(hash(offer), |slot| ids[at(*slot)].0 == offer)
        else {
            return false;
        };
        let (slot, _) = entry.remove();
        let slot = at(slot);
        self.live[slot / LANES] &= !(1 << (slot % LANES));
        let calendar = self.rows[slot].calendar;
        if calendar > 0 {
            self.calendars[at(calendar - 1)] = Calendar::default();
            self.spare_calendars.push(calendar);
        }
        self.clear_terms(slot);
        self.changes += 1;
        true
    }

    /// Where an offer is.
    pub fn find(&self, offer: OfferId) -> Option<usize> {
        self.slots
            .find(hash(offer), |slot| self.ids[at(*slot)].0 == offer)
            .map(|slot| at(*slot))
    }

    /// Slots in use, in the order of their blocks.
    pub fn all_slots(&self) -> impl Iterator<Item = usize> + '_ {
        (0..number(self.live.len())).flat_map(|block| self.slots_of(block))
    }

    pub(super) fn slots_of(&self, block: u32) -> impl Iterator<Item = usize> + use<> {
        lanes(self.live[at(block)]).map(move |lane| at(block) * LANES + lane)
    }

    /// Blocks below a node, with their slots in use.
    pub fn blocks_below(&self, node: usize) -> Vec<(usize, Vec<usize>)> {
        let (mut stack, mut blocks) = (vec![node], Vec::new());
        while let Some(node) = stack.pop() {
            match self.nodes[node].below {
                Below::Split { left, right, .. } => stack.extend([at(left), at(right)]),
                Below::Block(block) => blocks.push((at(block), self.slots_of(block).collect())),
            }
        }
        blocks
    }

    pub fn row(&self, slot: usize) -> &Row {
        &self.rows[slot]
    }

    /// The rows of a block.
    pub fn planes(&self, block: usize) -> &[u64] {
        &self.planes[block * self.layout.width..(block + 1) * self.layout.width]
    }

    pub fn id(&self, slot: usize) -> OfferId {
        self.ids[slot].0
    }

    pub fn calendar(&self, row: &Row) -> Option<&Calendar> {
        let number = row.calendar.checked_sub(1)?;
        self.calendars.get(at(number))
    }

    pub fn terms(&self, slot: usize) -> TermsRef<'_> {
        match &self.terms {
            Column::Stay(terms) => TermsRef::Stay(terms[slot]),
            Column::Ride(terms) => TermsRef::Ride(&terms[slot]),
            Column::Work(terms) => TermsRef::Work(&terms[slot]),
            Column::Plain => TermsRef::Plain(match self.kind {
                Kind::Service(theme) => Some(theme),
                _ => None,
            }),
        }
    }

    pub(super) fn terms_of(&self, slot: usize) -> Terms {
        match (&self.terms, self.kind) {
            (Column::Stay(terms), _) => Terms::Housing(terms[slot]),
            (Column::Ride(terms), _) => Terms::Transport(terms[slot].clone()),
            (Column::Work(terms), _) => Terms::Job(terms[slot].clone()),
            (Column::Plain, Kind::Medical(speciality)) => Terms::Medical(speciality),
            (Column::Plain, Kind::Service(theme)) => Terms::Service(theme),
            // A section of the other kinds has a column.
            (Column::Plain, _) => Terms::Service(ServiceTheme::DonationPoint),
        }
    }

    /// The offer in a slot, as far as rules, score and order can tell.
    pub fn candidate(&self, slot: usize, tongues: &Tongues) -> Option<Candidate> {
        self.candidate_for(slot, tongues, (0, FOREVER))
    }

    /// The same, as far as what is promised on some days can tell.
    pub fn candidate_for(
        &self,
        slot: usize,
        tongues: &Tongues,
        counted: (u16, u16),
    ) -> Option<Candidate> {
        let row = &self.rows[slot];
        row.decode(
            self.ids[slot],
            self.calendar(row),
            self.terms_of(slot),
            tongues,
            counted,
        )
    }

    pub fn bytes(&self) -> Bytes {
        let side: usize = self.calendars.iter().map(Calendar::bytes).sum();
        let (each, room, own) = match &self.terms {
            Column::Stay(terms) => (size_of::<StayTerms>(), terms.capacity(), 0),
            Column::Ride(terms) => {
                let own = |t: &RideTerms| size_of_val(&*t.stops) + size_of_val(&*t.free_seats);
                let own: usize = terms.iter().map(own).sum();
                (size_of::<RideTerms>(), terms.capacity(), own)
            }
            Column::Work(terms) => {
                let needs: usize = terms
                    .iter()
                    .map(|t| size_of_val(&*t.languages_needed))
                    .sum();
                (size_of::<WorkTerms>(), terms.capacity(), needs)
            }
            Column::Plain => (0, 0, 0),
        };
        let id = size_of::<(OfferId, RevisionId)>();
        Bytes {
            records: self.len() * (size_of::<Row>() + id + each) + own + side,
            all: self.rows.capacity() * size_of::<Row>()
                + self.ids.capacity() * id
                + room * each
                + own
                + side
                + self.spots.capacity() * size_of::<Spot>()
                + self.planes.capacity() * 8
                + self.live.capacity() * 8
                + self.nodes.capacity() * size_of::<Node>()
                + (self.calendars.capacity() - self.calendars.len()) * size_of::<Calendar>()
                + self.spare_calendars.capacity() * 4
                // Four bytes and one of control for each bucket.
                + (self.slots.capacity() * 8 / 7).next_power_of_two() * 5,
        }
    }

    /// Exactly the room for so many blocks and offers.
    pub(super) fn reserve(&mut self, blocks: usize, offers: usize) {
        let slots = blocks * LANES;
        self.nodes.reserve_exact((2 * blocks).saturating_sub(1));
        self.live.reserve_exact(blocks);
        self.planes.reserve_exact(blocks * self.layout.width);
        self.rows.reserve_exact(slots);
        if self.kind != Kind::Transport {
            self.spots.reserve_exact(slots);
        }
        self.ids.reserve_exact(slots);
        match &mut self.terms {
            Column::Stay(terms) => terms.reserve_exact(slots),
            Column::Ride(terms) => terms.reserve_exact(slots),
            Column::Work(terms) => terms.reserve_exact(slots),
            Column::Plain => {}
        }
        self.slots.reserve(offers, |_| 0);
    }

    pub(super) fn add_block(&mut self) -> u32 {
        let blocks = self.live.len() + 1;
        let slots = blocks * LANES;
        let nil = (OfferId(uuid::Uuid::nil()), RevisionId(uuid::Uuid::nil()));
        lengthen(&mut self.live, blocks, || 0);
        lengthen(&mut self.planes, blocks * self.layout.width, || 0);
        lengthen(&mut self.rows, slots, || Row::VACANT);
        if self.kind != Kind::Transport {
            lengthen(&mut self.spots, slots, Spot::default);
        }
        lengthen(&mut self.ids, slots, || nil);
        match &mut self.terms {
            Column::Stay(terms) => lengthen(terms, slots, StayTerms::default),
            Column::Ride(terms) => lengthen(terms, slots, RideTerms::default),
            Column::Work(terms) => lengthen(terms, slots, WorkTerms::default),
            Column::Plain => {}
        }
        number(self.live.len() - 1)
    }

    pub(super) fn put(&mut self, slot: usize, offer: Candidate, encoded: Encoded) {
        let Encoded { mut row, calendar } = encoded;
        if let Some(calendar) = calendar {
            row.calendar = if let Some(spare) = self.spare_calendars.pop() {
                self.calendars[at(spare - 1)] = calendar;
                spare
            } else {
                self.calendars.push(calendar);
                number(self.calendars.len())
            };
        }
        if let Some(spot) = self.spots.get_mut(slot) {
            *spot = short(unit(row.point));
        }
        self.rows[slot] = row;
        self.ids[slot] = (offer.offer, offer.revision);
        match (&mut self.terms, offer.terms) {
            (Column::Stay(column), Terms::Housing(terms)) => column[slot] = terms,
            (Column::Ride(column), Terms::Transport(terms)) => column[slot] = terms,
            (Column::Work(column), Terms::Job(terms)) => column[slot] = terms,
            _ => {}
        }
        self.write_lane(slot);
        let ids = &self.ids;
        self.slots
            .insert_unique(hash(offer.offer), number(slot), |slot| {
                hash(ids[at(*slot)].0)
            });
    }

    pub(super) fn move_slot(&mut self, from: usize, to: usize) {
        self.rows[to] = self.rows[from];
        if self.kind != Kind::Transport {
            self.spots[to] = self.spots[from];
        }
        self.ids[to] = self.ids[from];
        match &mut self.terms {
            Column::Stay(column) => column.swap(from, to),
            Column::Ride(column) => column.swap(from, to),
            Column::Work(column) => column.swap(from, to),
            Column::Plain => {}
        }
        let offer = self.ids[to].0;
        if let Some(slot) = self.slots.find_mut(hash(offer), |slot| at(*slot) == from) {
            *slot = number(to);
        }
        self.live[from / LANES] &= !(1 << (from % LANES));
        self.write_lane(to);
    }

    fn write_lane(&mut self, slot: usize) {
        let (block, lane) = (slot / LANES, slot % LANES);
        let row = self.rows[slot];
        // The planes are taken out for a moment, so that they can be written beside what they are made of.
        let mut planes = std::mem::take(&mut self.planes);
        let words = &mut planes[block * self.layout.width..(block + 1) * self.layout.width];
        self.layout
            .write(words, lane, &row, self.calendar(&row), self.terms(slot));
        self.planes = planes;
        self.live[block] |= 1 << lane;
    }

    fn clear_terms(&mut self, slot: usize) {
        match &mut self.terms {
            Column::Stay(column) => column[slot] = StayTerms::default(),
            Column::Ride(column) => column[slot] = RideTerms::default(),
            Column::Work(column) => column[slot] = WorkTerms::default(),
            Column::Plain => {}
        }
    }
}

/// Makes a list longer; room for an eighth more is taken at a time, not for as much again.
fn lengthen<T>(list: &mut Vec<T>, to: usize, filler: impl FnMut() -> T) {
    if to > list.capacity() {
        list.reserve_exact((to - list.len()).max(list.len() / 8));
    }
    list.resize_with(to, filler);
}

/// The numbers of the bits of a word, in order.
pub(super) fn lanes(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lane = at(word.trailing_zeros());
        (word != 0).then(|| {
            word &= word - 1;
            lane
        })
    })
}
