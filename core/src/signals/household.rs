//! What a moderator is shown about a household: counts, each with what was counted. Beside a report about it, and without one where they
//! repeat themselves: then numbers alone, and not who it is. They decide nothing, and there is no other list of households.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Other requests with the same contact from which on it is said: a family asks twice, and somebody helps a neighbour.
pub const MANY_REQUESTS: u32 = 3;

/// How often somebody did not come from which on it is said: once is no pattern.
pub const NO_SHOWS: u32 = 2;

/// How many providers report the same household from which on it is said.
pub const REPORTING_PROVIDERS: u32 = 2;

/// Other requests with the same contact from which on moderators are told without a report. More than beside one: whoever helps others to
/// ask files many, and there is no complaint yet. Of the other two counts it is the same as beside a report.
pub const RAISING_REQUESTS: u32 = 5;

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

impl HouseholdCounts {
    /// Whether moderators are told without a report. `settled` are the numbers at which one of them called it no problem or looked into
    /// it, nought if nobody did: what has not grown since does not come back.
    pub fn stands_out(self, settled: Self) -> bool {
        let grew = |now: u32, least: u32, then: u32| now >= least && now > then;
        grew(self.same_contact, RAISING_REQUESTS, settled.same_contact)
            || grew(self.no_shows, NO_SHOWS, settled.no_shows)
            || grew(self.providers, REPORTING_PROVIDERS, settled.providers)
    }
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
    fn moderators_are_told_at_a_threshold_and_again_only_when_a_number_grew() {
        let counts = |same_contact, no_shows, providers| HouseholdCounts {
            same_contact,
            no_shows,
            providers,
            stopped: false,
        };
        let none = HouseholdCounts::default();
        assert!(
            !counts(RAISING_REQUESTS - 1, NO_SHOWS - 1, REPORTING_PROVIDERS - 1).stands_out(none)
        );
        for one in [
            counts(RAISING_REQUESTS, 0, 0),
            counts(0, NO_SHOWS, 0),
            counts(0, 0, REPORTING_PROVIDERS),
        ] {
            assert!(one.stands_out(none), "{one:?}");
            assert!(!one.stands_out(one), "{one:?}");
        }
        let settled = counts(7, 2, 0);
        assert!(!counts(6, 2, 1).stands_out(settled), "fewer, or below");
        assert!(counts(8, 2, 0).stands_out(settled));
        assert!(counts(7, 3, 0).stands_out(settled));
        assert!(counts(7, 2, 2).stands_out(settled));
        // That another one is stopped is said beside them, and tells nobody by itself.
        let stopped = HouseholdCounts {
            stopped: true,
            ..none
        };
        assert!(!stopped.stands_out(none));
    }

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
