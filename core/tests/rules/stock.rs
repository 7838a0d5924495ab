//! What every house is made of, parsed once: contents, addresses, households, needs, people.

use jiff::{Timestamp, ToSpan as _, civil::Date};
use punte_core::{
    id::{AccountId, OfferId, ProviderId, RequestId, RevisionId},
    matching::{Candidate, Query},
    offer::{OfferContent, OfferDraft, OfferPrivate, OfferPrivateDraft},
    policy::{Action, Actor, Roles, Subject},
    provider::ProviderKind,
    request::{Household, HouseholdDraft, Need, NeedDraft},
    sign_in::Factor,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    common,
    steps::{Kind, Party, Person, World, day_of, first_night},
};

/// More edits than a sequence has.
const VERSIONS: usize = 64;

/// Whose the offer is.
const PROVIDER: ProviderId = ProviderId(Uuid::from_u128(11));
const REQUEST: RequestId = RequestId(Uuid::from_u128(12));

/// What is offered, in every version.
pub(crate) struct Goods {
    pub(crate) by: ProviderKind,
    pub(crate) texts: Vec<OfferContent>,
    pub(crate) privates: Vec<OfferPrivate>,
    pub(crate) candidate: Candidate,
    /// The need of each party for it.
    queries: Vec<Query>,
}

/// All of it.
pub(crate) struct Stock {
    goods: Vec<Goods>,
    households: Vec<Household>,
    /// As whom people act: where the third moderator is somebody else, and where they belong to the provider.
    actors: [Vec<Actor>; 2],
    /// When every world begins.
    pub(crate) starts: Timestamp,
}

impl Stock {
    /// For worlds that begin now.
    pub(crate) fn new() -> Self {
        let starts = common::now();
        let households: Vec<Household> = Party::ALL
            .into_iter()
            .map(|party| household(party, day_of(starts)))
            .collect();
        Self {
            goods: Kind::ALL
                .into_iter()
                .map(|kind| goods(kind, starts, &households))
                .collect(),
            households,
            actors: [false, true].map(|insider| {
                let people = Person::ALL.into_iter();
                people.map(|who| actor(who, insider)).collect()
            }),
            starts,
        }
    }

    pub(crate) fn goods(&self, kind: Kind) -> &Goods {
        &self.goods[kind as usize]
    }

    pub(crate) fn household(&self, party: Party) -> &Household {
        &self.households[party as usize]
    }

    pub(crate) fn query(&self, world: &World) -> Query {
        self.goods(world.kind).queries[world.party as usize].clone()
    }

    /// As whom somebody acts in a world.
    pub(crate) fn actor(&self, world: &World, who: Person) -> &Actor {
        &self.actors[usize::from(world.insider)][who as usize]
    }

    /// What an action is about in these worlds.
    pub(crate) const fn subject(action: Action) -> Subject {
        match action {
            Action::WorkQueue => Subject::Anything,
            _ => Subject::Of(PROVIDER),
        }
    }
}

fn actor(who: Person, insider: bool) -> Actor {
    let belongs = who == Person::Author || (insider && who == Person::Third);
    let roles = Roles {
        moderator: who != Person::Author,
        ..Roles::default()
    };
    let member_of = if belongs { vec![PROVIDER] } else { Vec::new() };
    Actor::Account {
        id: AccountId(Uuid::from_u128(100 + who as u128)),
        roles,
        member_of,
        has_left: Vec::new(),
        administers: Vec::new(),
        helps_for: Vec::new(),
        session: None,
        factor: Factor::Fresh,
    }
}

fn household(party: Party, today: Date) -> Household {
    let born = |from: i16, to: i16| json!({ "from": today.year() - from, "to": today.year() - to });
    let draft = match party {
        Party::Adult => json!({ "women": 1, "oldest_born": born(40, 19) }),
        Party::Family => json!({ "women": 1, "children": [5] }),
        Party::Child => json!({ "children": [16] }),
        Party::Youth => json!({ "women": 1, "oldest_born": born(30, 18) }),
    };
    let draft: HouseholdDraft = serde_json::from_value(draft).unwrap();
    Household::parse(draft, today).unwrap()
}

fn goods(kind: Kind, starts: Timestamp, households: &[Household]) -> Goods {
    let (category, details, by) = match kind {
        Kind::Advice | Kind::ForMinors => {
            ("service", common::details("service"), ProviderKind::Ngo)
        }
        Kind::Shelter => ("housing", common::details("housing"), ProviderKind::Ngo),
        Kind::Work => ("job", common::details("job"), ProviderKind::Volunteer),
        Kind::Home => (
            "housing",
            common::details("housing"),
            ProviderKind::Volunteer,
        ),
    };
    let text = |number: usize| {
        let title = format!("Help, version {number}");
        content(kind, &details, &title, day_of(starts), by)
    };
    let texts: Vec<OfferContent> = (0..VERSIONS).map(text).collect();
    let address = |number: usize| {
        let draft = OfferPrivateDraft {
            address: Some(format!("strada Alta {number}")),
            ..OfferPrivateDraft::default()
        };
        OfferPrivate::parse(draft, texts[0].category()).unwrap()
    };
    let (offer, revision) = (OfferId(Uuid::from_u128(1)), RevisionId(Uuid::from_u128(2)));
    let candidate = Candidate::new(offer, revision, &texts[0], by, common::centre(), starts);
    Goods {
        by,
        privates: (0..VERSIONS).map(address).collect(),
        candidate,
        queries: households
            .iter()
            .map(|household| query(category, starts, household))
            .collect(),
        texts,
    }
}

fn content(
    kind: Kind,
    details: &Value,
    title: &str,
    today: Date,
    by: ProviderKind,
) -> OfferContent {
    let mut draft = json!({
        "title": title, "description": "Somebody helps.", "language": "en", "place_id": 1, "capacity": 4, "details": details,
        "private_home": kind == Kind::Home, "for_minors": kind == Kind::ForMinors,
    });
    if kind.is_stay() {
        draft["availability"] = json!([{ "from": today, "to": today + 200.days() }]);
    }
    let draft: OfferDraft = serde_json::from_value(draft).unwrap();
    OfferContent::parse_for(draft, by).unwrap()
}

/// What a household needs of a category: for beds, the three nights of its world.
fn query(category: &str, starts: Timestamp, household: &Household) -> Query {
    let today = day_of(starts);
    let mut need = json!({ "place_id": 1, "quantity": 1, "details": common::need(category) });
    if category == "housing" {
        let first = first_night(starts);
        need["dates"] = json!({ "from": first, "to": first + 3.days() });
        need["quantity"] = household.size().into();
    }
    let need: NeedDraft = serde_json::from_value(need).unwrap();
    let need = Need::parse(need, today).unwrap();
    assert!(need.unfit_for(household).is_none());
    let (quantity, origin) = (need.quantity.into(), common::centre());
    Query::new(
        REQUEST, household, &need, quantity, origin, None, starts, today,
    )
}
