//! What the audit log says of stays, line by line, and what must be true after each of them.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::Value;

use super::{BEDS, Home, Stay};

/// A line of the log: what was done, to what, with what.
pub(super) type Line = (String, String, Value);

/// From which night on a stay that is over is given back, by its line; nothing where it holds its nights to the end.
pub(super) fn given_back(data: &Value) -> Option<Date> {
    data["left_on"].as_str().map(|day| day.parse().unwrap())
}

/// What the log says, from its beginning.
#[derive(Default)]
pub(super) struct Replayed {
    /// Beds held at its end, by shelter and night.
    pub(super) held: BTreeMap<(usize, Date), i64>,
    /// Stays that were accepted, by shelter.
    pub(super) sold: [usize; 2],
    /// Stays that a block took from who had been accepted, by shelter.
    pub(super) freed: [usize; 2],
    /// Stays that were ever accepted.
    pub(super) accepted: BTreeSet<String>,
    /// Where each stay that it speaks of stands at its end.
    pub(super) stands: BTreeMap<String, String>,
    /// Beds that each shelter has at its end.
    pub(super) beds: [i64; 2],
}

impl Replayed {
    /// Whether there is room for a stay on each of its nights.
    pub(super) fn fits(&self, stay: &Stay) -> bool {
        stay.nights().all(|day| {
            let held = self.held.get(&(stay.home, day)).copied();
            held.unwrap_or_default() + stay.beds <= self.beds[stay.home]
        })
    }

    /// Takes the beds of a stay.
    pub(super) fn take(&mut self, stay: &Stay) {
        for day in stay.nights() {
            *self.held.entry((stay.home, day)).or_default() += stay.beds;
        }
    }
}

/// Replays the log in its order.
pub(super) fn replay(lines: &[Line], stays: &[Stay], homes: &[Home; 2]) -> Replayed {
    let by_id: BTreeMap<&str, &Stay> = stays.iter().map(|s| (s.id.as_str(), s)).collect();
    let home_of = |id: &str| {
        homes
            .iter()
            .position(|h| h.offer == id || h.provider.id == id)
            .unwrap()
    };
    let mut told = Replayed::default();
    let mut holding: BTreeMap<&str, bool> = BTreeMap::new();
    let (mut beds, mut blocked) = ([BEDS; 2], [false; 2]);
    for (action, id, data) in lines {
        match action.as_str() {
            "offer_availability_set" => {
                let home = home_of(id);
                beds[home] = data["capacity"].as_i64().unwrap();
                let nights = told.held.iter().filter(|((of, _), _)| *of == home);
                let most = nights.map(|(_, beds)| *beds).max().unwrap_or_default();
                let left = beds[home];
                assert!(most <= left, "{most} are held and {left} are left");
                continue;
            }
            "provider_blocked" => {
                blocked[home_of(id)] = true;
                continue;
            }
            "block_reviewed" => {
                assert_eq!(data["verdict"], "lifted");
                blocked[home_of(id)] = false;
                continue;
            }
            _ => {}
        }
        let stay = by_id[id.as_str()];
        let home = stay.home;
        let takes = action == "match_accepted";
        let stopped = data["state"] == "stopped_for_safety";
        assert!(!(takes && blocked[home]), "sold by who is blocked: {id}");
        assert!(!stopped || blocked[home], "stopped without a block: {id}");
        let before = holding.insert(stay.id.as_str(), takes);
        assert!(!takes || before.is_none(), "accepted twice: {id}");
        let state = if takes {
            told.accepted.insert(id.clone());
            "accepted"
        } else {
            data["state"].as_str().unwrap()
        };
        told.stands.insert(id.clone(), state.to_owned());
        if !takes && before != Some(true) {
            continue;
        }
        told.sold[home] += usize::from(takes);
        told.freed[home] += usize::from(stopped);
        for day in stay.nights() {
            let night = told.held.entry((home, day)).or_default();
            *night += if takes { stay.beds } else { -stay.beds };
            assert!((0..=beds[home]).contains(night), "{day}: {night}");
        }
    }
    told.held.retain(|_, beds| *beds != 0);
    told.beds = beds;
    told
}
