//! What a moderator is shown about a household beside a report about it: counts, each with what was counted. There is no list of
//! households, and no count that makes one: they are read of the one that a report is about (PRODUCT, rules 1 and 7).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Other requests with the same contact from which on it is said: a family asks twice, and somebody helps a neighbour.
pub const MANY_REQUESTS: u32 = 3;

/// How often somebody did not come from which on it is said: once is no pattern.
pub const NO_SHOWS: u32 = 2;

/// How many providers report the same household from which on it is said.
pub const REPORTING_PROVIDERS: u32 = 2;

/// How far back requests are compared, days.
pub const COMPARED_DAYS: i64 = 90;

/// What was counted about a household: over its own request, and those with the same phone or e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HouseholdCounts {
    /// Other requests with its phone or its e-mail address.
    pub same_contact: u32,
    /// How often a provider said that they did not come.
    pub no_shows: u32,
    /// How many providers reported them, without reports that came to nothing.
    pub providers: u32,
    /// Whether another request with the same contact is stopped.
    pub stopped: bool,
}

/// What a moderator should know before deciding about a report. It decides nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "kebab-case", deny_unknown_fields)]
pub enum HouseholdSignal {
    /// The same phone or e-mail address stands behind many requests. It may be a helper's.
    ManyRequests {
        /// How many others within 90 days.
        requests: u32,
    },
    /// Providers said more than once that they did not come.
    NoShows {
        /// How often.
        times: u32,
    },
    /// More than one provider reported them.
    ReportedByProviders {
        /// How many providers.
        providers: u32,
    },
    /// Another request with the same contact is stopped.
    StoppedBefore,
}

/// What the counts say.
pub fn household_signals(counts: HouseholdCounts) -> Vec<HouseholdSignal> {
    let HouseholdCounts {
        same_contact: requests,
        no_shows: times,
        providers,
        stopped,
    } = counts;
    [
        stopped.then_some(HouseholdSignal::StoppedBefore),
        (providers >= REPORTING_PROVIDERS)
            .then_some(HouseholdSignal::ReportedByProviders { providers }),
        (times >= NO_SHOWS).then_some(HouseholdSignal::NoShows { times }),
        (requests >= MANY_REQUESTS).then_some(HouseholdSignal::ManyRequests { requests }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_to_anybody_is_no_signal_and_what_repeats_itself_is() {
        let none = HouseholdCounts::default();
        let everyday = HouseholdCounts {
            same_contact: MANY_REQUESTS - 1,
            no_shows: NO_SHOWS - 1,
            providers: REPORTING_PROVIDERS - 1,
            stopped: false,
        };
        for counts in [none, everyday] {
            assert_eq!(household_signals(counts), []);
        }
        let all = HouseholdCounts {
            same_contact: 3,
            no_shows: 2,
            providers: 2,
            stopped: true,
        };
        assert_eq!(
            household_signals(all),
            [
                HouseholdSignal::StoppedBefore,
                HouseholdSignal::ReportedByProviders { providers: 2 },
                HouseholdSignal::NoShows { times: 2 },
                HouseholdSignal::ManyRequests { requests: 3 },
            ]
        );
        let one = HouseholdCounts {
            no_shows: 5,
            ..none
        };
        assert_eq!(
            household_signals(one),
            [HouseholdSignal::NoShows { times: 5 }]
        );
    }
}
