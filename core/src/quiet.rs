//! When nobody is written to: at night, unless it cannot wait for the morning.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    clock::{instant_of, local_day, local_time},
    error::FieldError,
    request::Urgency,
};

/// So much of the time to answer has to be left in the morning, or a proposal is told of at night.
const LEFT_IN_THE_MORNING: SignedDuration = SignedDuration::from_hours(4);

/// The hours of a local day in which nothing is sent that can wait: from the beginning of one to the beginning of another, over
/// midnight where the second is the smaller one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// The hour with which they begin.
    #[schema(minimum = 0, maximum = 23, example = 22)]
    pub from: u8,
    /// The hour with which they are over.
    #[schema(minimum = 0, maximum = 23, example = 7)]
    pub to: u8,
}

impl Default for QuietHours {
    fn default() -> Self {
        Self { from: 22, to: 7 }
    }
}

impl QuietHours {
    /// Those of whoever chose none.
    pub fn usual() -> Option<Self> {
        Some(Self::default())
    }

    /// What is wrong with them, with pointers below them.
    pub fn check(self) -> Vec<FieldError> {
        let mut errors: Vec<FieldError> = [("/from", self.from), ("/to", self.to)]
            .into_iter()
            .filter(|(_, hour)| *hour > 23)
            .map(|(pointer, _)| FieldError::range(pointer, 0, 23))
            .collect();
        if errors.is_empty() && self.from == self.to {
            errors.push(FieldError::new("/to", "same-hour"));
        }
        errors
    }

    /// The first instant from `at` on that does not lie in them.
    pub fn next_allowed(self, at: Timestamp) -> Timestamp {
        // An hour that clocks repeat or skip must not take anything back in time.
        self.end_of(at).map_or(at, |end| end.max(at))
    }

    /// When those are over that an instant lies in; `None` if it lies in none.
    fn end_of(self, at: Timestamp) -> Option<Timestamp> {
        let local = local_time(at);
        let hour = u8::try_from(local.hour()).ok()?;
        let quiet = if self.from > self.to {
            hour >= self.from || hour < self.to
        } else {
            (self.from..self.to).contains(&hour)
        };
        if !quiet {
            return None;
        }
        let day = if hour < self.to {
            local.date()
        } else {
            local.date().tomorrow().ok()?
        };
        self.end_on(day)
    }

    /// The next morning: the first instant after `at` with which they are over, whether they hold until then or not.
    pub fn next_end(self, at: Timestamp) -> Timestamp {
        let day = local_time(at).date();
        let mut ends = [Some(day), day.tomorrow().ok()]
            .into_iter()
            .flatten()
            .filter_map(|day| self.end_on(day));
        ends.find(|end| *end > at).unwrap_or(at)
    }

    fn end_on(self, day: Date) -> Option<Timestamp> {
        let end = Time::new(i8::try_from(self.to).ok()?, 0, 0, 0).ok()?;
        instant_of(day.to_datetime(end))
    }
}

/// How long what is said can wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Haste {
    /// It cannot.
    Now,
    /// For the morning, unless the help that it is about is for today ([`Pressing`]).
    Today,
    /// For the morning.
    Morning,
}

/// What something that is said is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// A danger, what was stopped for safety, a child who is alone.
    Safety,
    /// How somebody signs in, and who can open what is theirs.
    Access,
    /// What they sent a moment ago has arrived.
    Receipt,
    /// A proposal, an answer to it, a change of what was agreed, a message between its two sides or about an offer that nobody has chosen.
    Agreement,
    /// An offer that fits a need.
    Find,
    /// How something stands: an offer, a question, a request that is followed, help that is over.
    Standing,
}

impl Matter {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Safety,
        Self::Access,
        Self::Receipt,
        Self::Agreement,
        Self::Find,
        Self::Standing,
    ];

    /// How long it can wait: the one table of what is urgent.
    pub const fn haste(self) -> Haste {
        match self {
            Self::Safety | Self::Access | Self::Receipt => Haste::Now,
            Self::Agreement | Self::Find => Haste::Today,
            Self::Standing => Haste::Morning,
        }
    }
}

/// What tells whether help is for today.
#[derive(Debug, Clone, Copy)]
pub struct Pressing {
    /// How soon it is needed.
    pub urgency: Urgency,
    /// Its first day, if it has one.
    pub begins: Option<Date>,
    /// When silence ends the proposal, if one waits.
    pub answer_by: Option<Timestamp>,
}

impl Pressing {
    /// That of several needs at once: the morning is too late for all as soon as it is for one. None of none.
    pub fn of_all(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().reduce(|one, other| Self {
            urgency: if other.urgency == Urgency::Today {
                other.urgency
            } else {
                one.urgency
            },
            begins: [one.begins, other.begins].into_iter().flatten().min(),
            answer_by: [one.answer_by, other.answer_by].into_iter().flatten().min(),
        })
    }

    /// Whether the morning would be too late for what is said at an instant: the need is for today, the help begins by then (or did since
    /// the day before), or hardly any time to answer would be left.
    pub fn is_before(self, morning: Timestamp, at: Timestamp) -> bool {
        let day = local_day(at);
        let since = day.yesterday().unwrap_or(day);
        self.urgency == Urgency::Today
            || self
                .begins
                .is_some_and(|begins| (since..=local_day(morning)).contains(&begins))
            || self
                .answer_by
                .is_some_and(|by| by < morning + LEFT_IN_THE_MORNING)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn what_lies_in_quiet_hours_waits_for_their_end_and_nothing_else_does() {
        let night = QuietHours::default();
        let noon = QuietHours { from: 12, to: 14 };
        // Chisinau is two hours ahead of UTC in winter, three in summer.
        for (quiet, written, sent) in [
            (night, "2027-03-01T19:59:59Z", "2027-03-01T19:59:59Z"),
            (night, "2027-03-01T20:00:00Z", "2027-03-02T05:00:00Z"),
            (night, "2027-03-01T22:30:00Z", "2027-03-02T05:00:00Z"),
            (night, "2027-03-02T04:59:59Z", "2027-03-02T05:00:00Z"),
            (night, "2027-03-02T05:00:00Z", "2027-03-02T05:00:00Z"),
            (noon, "2027-03-01T09:59:59Z", "2027-03-01T09:59:59Z"),
            (noon, "2027-03-01T10:00:00Z", "2027-03-01T12:00:00Z"),
            (noon, "2027-03-01T11:59:59Z", "2027-03-01T12:00:00Z"),
            (noon, "2027-03-01T12:00:00Z", "2027-03-01T12:00:00Z"),
            // The night in which summer begins is an hour shorter, the one in which it ends an hour longer.
            (night, "2027-03-27T20:00:00Z", "2027-03-28T04:00:00Z"),
            (night, "2027-10-30T19:00:00Z", "2027-10-31T05:00:00Z"),
        ] {
            assert_eq!(
                quiet.next_allowed(at(written)),
                at(sent),
                "{quiet:?} {written}"
            );
        }
    }

    #[test]
    fn the_next_morning_is_never_now() {
        let night = QuietHours::default();
        for (now, morning) in [
            ("2027-03-01T04:59:59Z", "2027-03-01T05:00:00Z"),
            ("2027-03-01T05:00:00Z", "2027-03-02T05:00:00Z"),
            ("2027-03-01T12:00:00Z", "2027-03-02T05:00:00Z"),
            ("2027-03-01T22:30:00Z", "2027-03-02T05:00:00Z"),
            ("2027-03-27T12:00:00Z", "2027-03-28T04:00:00Z"),
        ] {
            assert_eq!(night.next_end(at(now)), at(morning), "{now}");
        }
    }

    #[test]
    fn nothing_is_ever_sent_before_it_was_written_and_what_is_allowed_stays_so() {
        let begin = at("2027-10-30T00:00:00Z");
        for from in 0..24 {
            for to in (0..24).filter(|to| *to != from) {
                let quiet = QuietHours { from, to };
                assert_eq!(quiet.check(), []);
                for quarter in 0..200 {
                    let written = begin + SignedDuration::from_mins(15 * quarter);
                    let sent = quiet.next_allowed(written);
                    assert!(sent >= written, "{quiet:?} {written}");
                    assert!(sent < written + SignedDuration::from_hours(25));
                    if sent > written {
                        assert_eq!(u8::try_from(local_time(sent).hour()).unwrap(), to);
                    }
                }
            }
        }
    }

    #[test]
    fn hours_that_no_day_has_and_hours_that_are_the_same_are_refused() {
        let wrong = |from, to| -> Vec<String> {
            let errors = QuietHours { from, to }.check().into_iter();
            errors
                .map(|e| format!("{} {}", e.pointer, e.code))
                .collect()
        };
        assert_eq!(wrong(0, 23), [""; 0]);
        assert_eq!(wrong(24, 7), ["/from out-of-range"]);
        assert_eq!(wrong(24, 255), ["/from out-of-range", "/to out-of-range"]);
        assert_eq!(wrong(7, 7), ["/to same-hour"]);
    }

    #[test]
    fn safety_and_access_never_wait_and_what_only_tells_how_things_stand_does() {
        let table = Matter::ALL.map(Matter::haste);
        assert_eq!(
            table,
            [
                Haste::Now,
                Haste::Now,
                Haste::Now,
                Haste::Today,
                Haste::Today,
                Haste::Morning
            ]
        );
    }

    #[test]
    fn what_is_for_today_or_over_by_the_morning_presses() {
        let (written, morning) = (at("2027-03-01T21:00:00Z"), at("2027-03-02T05:00:00Z"));
        let calm = Pressing {
            urgency: Urgency::Days,
            begins: None,
            answer_by: None,
        };
        let presses = |pressing: Pressing| pressing.is_before(morning, written);
        assert!(!presses(calm));
        assert!(presses(Pressing {
            urgency: Urgency::Today,
            ..calm
        }));
        for (day, expected) in [
            (date(2027, 2, 27), false),
            (date(2027, 2, 28), true),
            (date(2027, 3, 1), true),
            (date(2027, 3, 2), true),
            (date(2027, 3, 3), false),
        ] {
            let begins = Some(day);
            assert_eq!(presses(Pressing { begins, ..calm }), expected, "{day}");
        }
        for (by, expected) in [
            ("2027-03-01T22:00:00Z", true),
            ("2027-03-02T08:59:59Z", true),
            ("2027-03-02T09:00:00Z", false),
        ] {
            let answer_by = Some(at(by));
            assert_eq!(presses(Pressing { answer_by, ..calm }), expected, "{by}");
        }
    }

    #[test]
    fn of_several_needs_one_that_presses_is_enough() {
        let (written, morning) = (at("2027-03-01T21:00:00Z"), at("2027-03-02T05:00:00Z"));
        let calm = Pressing {
            urgency: Urgency::Weeks,
            begins: Some(date(2027, 3, 20)),
            answer_by: None,
        };
        let today = Pressing {
            urgency: Urgency::Today,
            begins: None,
            ..calm
        };
        let tonight = Pressing {
            begins: Some(date(2027, 3, 1)),
            ..calm
        };
        let presses = |all: &[Pressing]| {
            let all = Pressing::of_all(all.iter().copied());
            all.is_some_and(|all| all.is_before(morning, written))
        };
        assert!(!presses(&[]));
        assert!(!presses(&[calm, calm]));
        for one in [today, tonight] {
            assert!(presses(&[one, calm]) && presses(&[calm, one]), "{one:?}");
        }
    }
}
