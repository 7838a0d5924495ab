//! In what a hint was found, thing by thing: what a moderator called no problem stays so as long as nothing else is found.

use std::collections::BTreeSet;

use md5::{Digest, Md5};

use super::{Apart, Hint, NEAR_CROSSING_M};

/// Up to how many each one more is a thing of its own.
const COUNTED: u32 = 100;

/// From the farthest to the nearest: what is nearer is more.
const NEARER: [Apart; 4] = [
    Apart::Unknown,
    Apart::SameArea,
    Apart::SameQuarter,
    Apart::SameDoor,
];

impl Hint {
    /// The marks of what it was found in: a digest for each thing, never none. Two hints about an offer have those marks in common that
    /// were found in both, wherever in it: one that has no other mark than an earlier one found nothing more. Of a number each step is
    /// a thing, so that only a larger one finds more.
    pub fn marks(&self) -> BTreeSet<String> {
        let code = self.code();
        let digest = |thing: &String| hex(&format!("{code} {thing}"));
        self.found_in().iter().map(digest).collect()
    }

    fn found_in(&self) -> Vec<String> {
        match self {
            // Twice as far is more.
            Self::FarFromPlace { distance_km } => {
                up_to("doubled", distance_km.checked_ilog2().unwrap_or(0) + 1)
            }
            Self::RepeatedPoint { offer_ids }
            | Self::RepeatedAddress { offer_ids }
            | Self::SameContact { offer_ids } => {
                offer_ids.iter().map(ToString::to_string).collect()
            }
            Self::Alike { offers } => offers
                .iter()
                .flat_map(|other| {
                    let bands = NEARER.into_iter().filter(move |band| *band >= other.apart);
                    bands.map(move |band| format!("{} {}", other.offer_id, band.as_str()))
                })
                .collect(),
            Self::BlockedBefore { by, provider_ids } => provider_ids
                .iter()
                .flat_map(|id| by.iter().map(move |by| format!("{id} {}", by.as_str())))
                .collect(),
            Self::ManyOffers { offers } => up_to("offers", *offers),
            // Nearer is more; how long ago somebody was new does not change.
            Self::NewAtBorder {
                crossing_id,
                distance_km,
                ..
            } => {
                let farthest = (NEAR_CROSSING_M / 1_000).max(*distance_km);
                let within = *distance_km..=farthest;
                within.map(|km| format!("{} {km}", crossing_id.0)).collect()
            }
            Self::GuestsGone {
                never_came,
                left_early,
            } => [
                up_to("never came", *never_came),
                up_to("left early", *left_early),
            ]
            .concat(),
            // Other pay, or another minimum, is something else; that somebody read the law again is not.
            Self::PayBelowMinimum {
                offered_minor,
                minimum_minor,
                currency,
                pay_period,
                hours_per_week,
                country,
                in_force_from,
                known_until,
                ..
            } => {
                let pay = format!(
                    "{offered_minor} {minimum_minor} {currency} {pay_period:?} {hours_per_week} {country} {in_force_from}"
                );
                let later = known_until.map(|day| format!("known until {day}"));
                std::iter::once(pay).chain(later).collect()
            }
            Self::MinimumOutOfDate {
                offered_minor,
                minimum_minor,
                currency,
                pay_period,
                country,
                known_until,
                ..
            } => vec![format!(
                "{offered_minor} {minimum_minor} {currency} {pay_period:?} {country} {known_until}"
            )],
            // Not where in the field they stand: a word before them moves them.
            Self::Wording { wording, quotes } => quotes
                .iter()
                .map(|quote| format!("{} {} {}", wording.as_str(), quote.field, quote.text))
                .collect(),
        }
    }
}

/// The mark of a hint as a whole, 32 hexadecimal digits: the same as long as its marks are.
pub fn mark<'a>(marks: impl IntoIterator<Item = &'a String>) -> String {
    let marks: BTreeSet<&str> = marks.into_iter().map(String::as_str).collect();
    hex(&marks.into_iter().collect::<Vec<_>>().join(" "))
}

fn up_to(what: &str, n: u32) -> Vec<String> {
    (1..=n.min(COUNTED))
        .map(|n| format!("{what} {n}"))
        .collect()
}

fn hex(text: &str) -> String {
    format!("{:032x}", u128::from_be_bytes(Md5::digest(text).into()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::*;
    use crate::{
        id::{OfferId, PlaceId, ProviderId},
        offer::PayPeriod,
        signals::{AlikeOffer, KnownBy, Quote, Wording},
    };

    fn offers(ids: &[u128]) -> Vec<OfferId> {
        let id = |n: &u128| OfferId(uuid::Uuid::from_u128(*n));
        ids.iter().map(id).collect()
    }

    fn contact(ids: &[u128]) -> Hint {
        Hint::SameContact {
            offer_ids: offers(ids),
        }
    }

    fn quoted(quotes: &[(&str, u32, &str)]) -> Hint {
        Hint::Wording {
            wording: Wording::Documents,
            quotes: quotes
                .iter()
                .map(|(field, start, text)| Quote {
                    field: (*field).to_owned(),
                    start: *start,
                    length: 9,
                    text: (*text).to_owned(),
                })
                .collect(),
        }
    }

    fn alike(apart: Apart) -> Hint {
        let offer_id = OfferId(uuid::Uuid::from_u128(1));
        Hint::Alike {
            offers: vec![AlikeOffer { offer_id, apart }],
        }
    }

    fn known(by: &[KnownBy], from: &[u128]) -> Hint {
        let id = |n: &u128| ProviderId(uuid::Uuid::from_u128(*n));
        Hint::BlockedBefore {
            by: by.to_vec(),
            provider_ids: from.iter().map(id).collect(),
        }
    }

    const fn border(distance_km: u32, provider_since: Date) -> Hint {
        Hint::NewAtBorder {
            provider_since,
            crossing_id: PlaceId(-3),
            distance_km,
        }
    }

    const fn gone(never_came: u32, left_early: u32) -> Hint {
        Hint::GuestsGone {
            never_came,
            left_early,
        }
    }

    const fn far(distance_km: u32) -> Hint {
        Hint::FarFromPlace { distance_km }
    }

    fn paid(offered_minor: i64, read_on: Date, known_until: Option<Date>) -> Hint {
        Hint::PayBelowMinimum {
            offered_minor,
            minimum_minor: 630_000,
            currency: "MDL".to_owned(),
            pay_period: PayPeriod::Month,
            hours_per_week: 40,
            country: "MD".to_owned(),
            law: "HG 771".to_owned(),
            in_force_from: date(2026, 1, 1),
            read_on: Some(read_on),
            known_until,
        }
    }

    /// Whether what was found first, once called no problem, settles what is found now.
    fn settles(first: &Hint, now: &Hint) -> bool {
        !now.marks().is_empty() && now.marks().is_subset(&first.marks())
    }

    #[test]
    fn the_same_found_elsewhere_or_in_less_is_settled_and_anything_more_is_not() {
        let read = date(2026, 11, 28);
        let same_or_less = [
            (contact(&[1, 2]), contact(&[2, 1])),
            (contact(&[1, 2]), contact(&[2])),
            (
                quoted(&[("/title", 3, "pașaport"), ("/description", 0, "acte")]),
                quoted(&[("/title", 40, "pașaport")]),
            ),
            (alike(Apart::SameDoor), alike(Apart::SameArea)),
            (alike(Apart::SameDoor), alike(Apart::Unknown)),
            (
                known(&[KnownBy::Phone, KnownBy::Member], &[1, 2]),
                known(&[KnownBy::Member], &[2]),
            ),
            (border(1, read), border(12, read)),
            (gone(2, 1), gone(1, 1)),
            (gone(COUNTED, 0), gone(COUNTED + 1, 0)),
            (far(60), far(27)),
            (
                paid(600_000, read, Some(read)),
                paid(600_000, date(2027, 1, 1), None),
            ),
        ];
        for (first, now) in same_or_less {
            assert!(settles(&first, &now), "{first:?} and {now:?}");
        }
        let more = [
            (contact(&[1, 2]), contact(&[2, 3])),
            (
                quoted(&[("/title", 3, "pașaport")]),
                quoted(&[("/description", 3, "pașaport")]),
            ),
            (
                quoted(&[("/title", 3, "pașaport")]),
                quoted(&[("/title", 3, "pașapoarte")]),
            ),
            (alike(Apart::SameArea), alike(Apart::SameDoor)),
            (alike(Apart::Unknown), alike(Apart::SameArea)),
            (
                known(&[KnownBy::Phone], &[1]),
                known(&[KnownBy::Phone], &[2]),
            ),
            (
                known(&[KnownBy::Phone], &[1]),
                known(&[KnownBy::Phone, KnownBy::Member], &[1]),
            ),
            (border(12, read), border(1, read)),
            (gone(2, 1), gone(2, 2)),
            (gone(2, 1), gone(3, 0)),
            (far(27), far(60)),
            (paid(600_000, read, None), paid(500_000, read, None)),
            (paid(600_000, read, None), paid(600_000, read, Some(read))),
            // The same offer, for another reason.
            (
                contact(&[1]),
                Hint::RepeatedPoint {
                    offer_ids: offers(&[1]),
                },
            ),
        ];
        for (first, now) in more {
            assert!(!settles(&first, &now), "{first:?} and {now:?}");
        }
    }

    #[test]
    fn a_mark_of_the_whole_is_of_all_that_it_was_found_in() {
        let of = |hint: &Hint| mark(&hint.marks());
        assert_eq!(of(&contact(&[1, 2])), of(&contact(&[2, 1])));
        assert_ne!(of(&contact(&[1, 2])), of(&contact(&[1])));
        let digits = of(&far(27));
        assert!(digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
    }
}
