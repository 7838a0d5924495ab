//! Case workers: who follows the request of a household that agreed to it, for an organisation that was checked; what comes first,
//! and until when somebody looks again.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    clock::day_begins,
    offer::Category,
    provider::ProviderKind,
    request::{FunctionalNeeds, Household, Urgency},
};

/// Days of waiting after which a case comes one tier earlier: nobody waits behind newer ones for ever.
pub const PROMOTED_AFTER_DAYS: i64 = 7;

/// Hours after the last look within which somebody looks again, by tier. An aim of ours, as long as an operator has not set another.
const fn due_h(tier: u8) -> i64 {
    match tier {
        0 => 4,
        1 => 24,
        _ => 72,
    }
}

/// Most cases that one account follows.
pub const CASES_AT_MOST: i64 = 100;

/// Most characters of what whoever follows a case calls it.
pub const LABEL_CHARACTERS: u64 = 80;

/// Most characters of a note.
pub const NOTE_CHARACTERS: u64 = 2_000;

/// Hours for which a code that lets a case worker in works.
pub const CODE_H: i64 = 24;

/// Whether an organisation of this kind follows requests: not companies, which look for people to employ, and nobody alone.
pub const fn follows_requests(kind: ProviderKind) -> bool {
    matches!(kind, ProviderKind::Ngo | ProviderKind::Authority)
}

macro_rules! named {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $wire:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$of])* $variant,)+ }

        impl $name {
            /// All of them.
            pub const ALL: [Self; [$($wire),+].len()] = [$(Self::$variant),+];

            /// Its name on the wire and in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $wire,)+ }
            }

            /// What a wire name means.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.as_str() == name)
            }
        }
    )+};
}

named! {
    /// How a household agreed that somebody follows its request.
    CaseConsent {
        /// They said so, face to face.
        Spoken = "spoken",
        /// They signed for it.
        Written = "written",
        /// They said so on the phone.
        ByPhone = "by_phone",
    }

    /// How a case came to whoever follows it.
    CaseSource {
        /// The household showed its own code, or it was filed for it.
        ShownCode = "shown_code",
        /// The household made a code for it.
        Invited = "invited",
        /// Another case worker handed it over.
        HandedOver = "handed_over",
        /// An administrator of the organisation gave it to them.
        Reassigned = "reassigned",
    }

    /// Why a case ended.
    CaseEnd {
        /// They have what they asked for.
        Served = "served",
        /// They went on somewhere else.
        MovedOn = "moved_on",
        /// Nobody could be reached.
        Unreachable = "unreachable",
        /// They do not want it any more.
        ConsentWithdrawn = "consent_withdrawn",
        /// Whoever followed it left the organisation.
        MemberLeft = "member_left",
        /// The request ended.
        RequestEnded = "request_ended",
        /// A child is alone: child protection looks after it, and nobody else.
        ChildAlone = "child_alone",
    }

    /// Why a case comes before others.
    TierReason {
        /// They need a bed today.
        NoRoof = "no_roof",
        /// A child under two.
        Infant = "infant",
        /// Somebody needs something to get around, to hear, to see, or dialysis.
        Disability = "disability",
        /// One grown-up with children.
        SingleParent = "single_parent",
        /// Somebody of 65 or older.
        Older = "older",
        /// They have waited for weeks.
        Waiting = "waiting",
    }
}

impl CaseEnd {
    /// Those that whoever follows a case says.
    pub const SAID: [Self; 4] = [
        Self::Served,
        Self::MovedOn,
        Self::Unreachable,
        Self::ConsentWithdrawn,
    ];
}

/// How soon somebody comes, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// 0 comes first, 2 last.
    pub number: u8,
    /// Why not last.
    pub reasons: Vec<TierReason>,
}

/// The tier of a household with these open needs that has waited for so many days: 0 without a roof tonight; 1 with infants,
/// a disability, a single parent or older people; 2 the rest; one earlier for each [`PROMOTED_AFTER_DAYS`]. Nothing open: 2.
pub fn tier(household: &Household, open: &[(Category, Urgency)], waited_days: i64) -> Tier {
    let mut reasons = Vec::new();
    if open.is_empty() {
        return Tier { number: 2, reasons };
    }
    let no_roof = open.contains(&(Category::Housing, Urgency::Today));
    let alone_with_children = household.adults() == 1 && !household.children.is_empty();
    for (holds, reason) in [
        (no_roof, TierReason::NoRoof),
        (
            household.children.iter().any(|age| *age < 2),
            TierReason::Infant,
        ),
        (
            // A bed for a baby is none: the baby counts.
            household.functional
                != FunctionalNeeds {
                    cot: household.functional.cot,
                    ..FunctionalNeeds::default()
                },
            TierReason::Disability,
        ),
        (alone_with_children, TierReason::SingleParent),
        (household.older_people > 0, TierReason::Older),
    ] {
        if holds {
            reasons.push(reason);
        }
    }
    let base: u8 = match reasons.first() {
        Some(TierReason::NoRoof) => 0,
        Some(_) => 1,
        None => 2,
    };
    let earlier = u8::try_from(waited_days.max(0) / PROMOTED_AFTER_DAYS).unwrap_or(u8::MAX);
    if earlier > 0 && base > 0 {
        reasons.push(TierReason::Waiting);
    }
    Tier {
        number: base.saturating_sub(earlier),
        reasons,
    }
}

/// Until when somebody looks again: the end of the day that they chose, or so many hours after the last look, or after something
/// happened that they have not seen.
pub fn due_at(
    tier: u8,
    seen_at: Timestamp,
    moved_at: Option<Timestamp>,
    follow_up_on: Option<jiff::civil::Date>,
) -> Timestamp {
    let since = moved_at.filter(|moved| *moved > seen_at);
    let by_tier = since.unwrap_or(seen_at) + SignedDuration::from_hours(due_h(tier));
    let chosen = follow_up_on
        .and_then(|day| day.tomorrow().ok())
        .and_then(day_begins);
    match (chosen, since) {
        // What happened since does not wait for the day that was chosen before.
        (Some(chosen), Some(_)) => chosen.min(by_tier),
        (Some(chosen), None) => chosen,
        (None, _) => by_tier,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::HouseholdDraft;
    use jiff::civil::date;

    fn household(change: impl FnOnce(&mut HouseholdDraft)) -> Household {
        let mut draft = HouseholdDraft {
            women: 2,
            ..Default::default()
        };
        change(&mut draft);
        Household::parse(draft, date(2026, 11, 22)).unwrap()
    }

    #[test]
    fn the_tier_is_that_of_the_table() {
        let bed_today = [(Category::Housing, Urgency::Today)];
        let bed_later = [(Category::Housing, Urgency::Days)];
        let ride_today = [(Category::Transport, Urgency::Today)];
        let plain = household(|_| ());
        for (who, open, days, number, reasons) in [
            (&plain, &bed_today[..], 0, 0, vec![TierReason::NoRoof]),
            (&plain, &ride_today[..], 0, 2, vec![]),
            (&plain, &bed_later[..], 6, 2, vec![]),
            (&plain, &bed_later[..], 7, 1, vec![TierReason::Waiting]),
            (&plain, &bed_later[..], 14, 0, vec![TierReason::Waiting]),
            (&plain, &bed_later[..], 4_000, 0, vec![TierReason::Waiting]),
            (
                &household(|h| h.children = vec![1]),
                &bed_later[..],
                0,
                1,
                vec![TierReason::Infant],
            ),
            (
                &household(|h| (h.children, h.functional.cot) = (vec![2], true)),
                &bed_later[..],
                0,
                2,
                vec![],
            ),
            (
                &household(|h| (h.women, h.children) = (1, vec![9])),
                &bed_later[..],
                7,
                0,
                vec![TierReason::SingleParent, TierReason::Waiting],
            ),
            (
                &household(|h| h.functional.hearing = true),
                &bed_today[..],
                30,
                0,
                vec![TierReason::NoRoof, TierReason::Disability],
            ),
            (
                &household(|h| h.older_people = 1),
                &ride_today[..],
                0,
                1,
                vec![TierReason::Older],
            ),
            (&household(|h| h.older_people = 1), &[][..], 30, 2, vec![]),
        ] {
            assert_eq!(tier(who, open, days), Tier { number, reasons });
        }
    }

    #[test]
    fn the_day_that_was_chosen_counts_unless_something_happened_since() {
        let at = |text: &str| -> Timestamp { text.parse().unwrap() };
        let seen = at("2026-11-22T10:00:00Z");
        let chosen = Some(date(2026, 11, 30));
        for (tier, moved, day, expected) in [
            (0, None, None, "2026-11-22T14:00:00Z"),
            (1, None, None, "2026-11-23T10:00:00Z"),
            (2, None, None, "2026-11-25T10:00:00Z"),
            // Midnight in Bucharest.
            (0, None, chosen, "2026-11-30T22:00:00Z"),
            (
                0,
                Some("2026-11-22T12:00:00Z"),
                chosen,
                "2026-11-22T16:00:00Z",
            ),
            (
                0,
                Some("2026-11-22T09:00:00Z"),
                None,
                "2026-11-22T14:00:00Z",
            ),
        ] {
            let due = due_at(tier, seen, moved.map(at), day);
            assert_eq!(due, at(expected), "{tier} {moved:?} {day:?}");
        }
    }

    #[test]
    fn names_lead_back_and_are_those_of_the_wire() {
        for one in CaseConsent::ALL {
            assert_eq!(CaseConsent::from_name(one.as_str()), Some(one));
            assert_eq!(serde_json::to_value(one).unwrap(), one.as_str());
        }
        for one in CaseEnd::ALL {
            assert_eq!(CaseEnd::from_name(one.as_str()), Some(one));
            assert_eq!(serde_json::to_value(one).unwrap(), one.as_str());
        }
        for one in CaseSource::ALL {
            assert_eq!(CaseSource::from_name(one.as_str()), Some(one));
            assert_eq!(serde_json::to_value(one).unwrap(), one.as_str());
        }
        for one in TierReason::ALL {
            assert_eq!(TierReason::from_name(one.as_str()), Some(one));
            assert_eq!(serde_json::to_value(one).unwrap(), one.as_str());
        }
    }
}
