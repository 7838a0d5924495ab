use jiff::{Timestamp, civil::Date};

use crate::{
    constraint::{Criterion, Feature},
    id::RequestId,
    locale::Language,
    offer::Category,
    period::Period,
    place::GeoPoint,
    request::{Household, Nearness, Need, NeedDetails, PetSpecies, Urgency, may_part},
};

/// The people and animals that come, as far as the engine may know them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// Adult women.
    pub women: u16,
    /// Adult men.
    pub men: u16,
    /// Adults who say neither.
    pub other_adults: u16,
    /// Ages of the children.
    pub children: Vec<u8>,
    /// Dogs, cats, others.
    pub dogs: u16,
    /// Cats.
    pub cats: u16,
    /// Other animals.
    pub other_pets: u16,
}

impl Party {
    /// Number of people.
    pub fn people(&self) -> u32 {
        self.adults()
            .saturating_add(u32::try_from(self.children.len()).unwrap_or(u32::MAX))
    }

    /// Number of adults.
    pub fn adults(&self) -> u32 {
        u32::from(self.women) + u32::from(self.men) + u32::from(self.other_adults)
    }

    /// How many animals of each kind, and the fact that an offer states about that kind.
    pub const fn animals(&self) -> [(u16, Feature); 3] {
        [
            (self.dogs, Feature::Dogs),
            (self.cats, Feature::Cats),
            (self.other_pets, Feature::OtherPets),
        ]
    }

    /// Number of animals.
    pub fn pets(&self) -> u16 {
        self.dogs
            .saturating_add(self.cats)
            .saturating_add(self.other_pets)
    }
}

/// One need, ready to be matched: points resolved, time fixed.
#[derive(Debug, Clone)]
pub struct Query {
    /// The request; its id salts the ties.
    pub request: RequestId,
    /// Nobody in the household is surely of age: nothing is ever matched.
    pub unaccompanied_minor: bool,
    /// Who comes.
    pub party: Party,
    /// Languages they speak, best first.
    pub languages: Vec<Language>,
    /// Near where; for a ride, from where.
    pub origin: GeoPoint,
    /// Where it is measured from, if not from the origin, around which the radius stays. A ride has its two ends.
    pub anchor: Option<GeoPoint>,
    /// For a ride, where to.
    pub destination: Option<GeoPoint>,
    /// Nothing beyond so many metres.
    pub radius_m: u32,
    /// How much distance counts.
    pub nearness: Nearness,
    /// When.
    pub dates: Option<Period>,
    /// Units still needed: beds, seats, openings, places, people.
    pub quantity: u32,
    /// The smallest number of units that helps: all of them unless the group may be split.
    pub least_quantity: u32,
    /// Whether the group may be split over several offers.
    pub splits: bool,
    /// Parts of the group that are settled already.
    pub settled_parts: u32,
    /// The countries that it names, ISO 3166-1: of its place, and of where a ride goes. None where nobody asks in which country offers lie.
    pub countries: Vec<String>,
    /// Musts and wishes.
    pub criteria: Vec<Criterion>,
    /// How soon.
    pub urgency: Urgency,
    /// What the category adds.
    pub details: NeedDetails,
    /// The present instant.
    pub now: Timestamp,
    /// The present local day.
    pub today: Date,
}

impl Query {
    /// From a stored need. `open` is what is not yet promised of its quantity.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a different fact, and named at the one call"
    )]
    pub fn new(
        request: RequestId,
        household: &Household,
        need: &Need,
        open: u32,
        origin: GeoPoint,
        destination: Option<GeoPoint>,
        now: Timestamp,
        today: Date,
    ) -> Self {
        let splits = need.may_part(household, 0);
        Self {
            request,
            unaccompanied_minor: household.is_unaccompanied_minor(today),
            party: Party {
                women: household.women.into(),
                men: household.men.into(),
                other_adults: household.other_adults.into(),
                children: household.children.clone(),
                dogs: household.pets_of(PetSpecies::Dog),
                cats: household.pets_of(PetSpecies::Cat),
                other_pets: household.pets_of(PetSpecies::Other),
            },
            languages: household.languages.clone(),
            origin,
            anchor: None,
            destination,
            radius_m: need.radius_m,
            nearness: need.nearness,
            dates: need.dates,
            quantity: open,
            least_quantity: if splits { 1 } else { open },
            splits,
            settled_parts: 0,
            countries: Vec::new(),
            criteria: need.criteria.clone(),
            urgency: need.urgency,
            details: need.details.clone(),
            now,
            today,
        }
    }

    /// Says how many parts of the group are settled: whoever is left stays together where there is no adult for one part more.
    pub fn settle_parts(&mut self, settled: u32) {
        self.settled_parts = settled;
        if self.splits && !self.may_part() {
            self.splits = false;
            self.least_quantity = self.quantity;
        }
    }

    /// Whether whoever is left may go to several offers, if they wish: no child is left without an adult.
    pub fn may_part(&self) -> bool {
        let party = &self.party;
        may_part(
            self.category(),
            party.adults(),
            party.children.len(),
            self.settled_parts,
        )
    }

    /// How many people come to one place: the whole party, or as many as ask for beds if the group may be split, or was.
    pub fn guests(&self) -> u32 {
        if self.splits || self.settled_parts > 0 {
            self.least_quantity
        } else {
            self.party.people().max(self.least_quantity)
        }
    }

    /// Its category.
    pub const fn category(&self) -> Category {
        self.details.category()
    }
}
