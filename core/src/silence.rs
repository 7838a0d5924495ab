//! What silence makes of an agreement: beds and seats are not held for ever because nobody says whether the help began.

use jiff::{Timestamp, ToSpan as _, civil::Date};

use crate::{
    booking::{MatchAction, MatchState},
    clock::instant_of,
};

/// Days after which an agreement that not both sides confirmed is given up, if nobody says that the help began: enough for whoever
/// comes a day or two late or forgets to say so, and little beside a stay that nobody came to.
pub const GIVEN_UP_AFTER_DAYS: i32 = 3;

/// Days after which an agreement that both sides confirmed is taken to have begun: they meant it, so people are there and are asked
/// how they are, from the next day on. That nobody came can still be said.
pub const BEGUN_AFTER_DAYS: i32 = 1;

/// The same days for help that has none: two weeks, after which such help is taken to be over, too.
pub const WITHOUT_DAYS: i32 = 14;

/// So many days before an agreement is given up both sides are asked whether the help began,
const ASKED_BEFORE_DAYS: i32 = 2;
/// at this hour: nobody is woken.
const ASKED_AT_HOUR: i8 = 9;

/// So many days before its first one whoever has not confirmed what was agreed is asked to, at the same hour: early enough for the other
/// side to look for somebody else.
const CONFIRMED_BEFORE_DAYS: i32 = 2;

/// How silence moves a match in a state, and after how many days.
const fn patience(state: MatchState) -> Option<(MatchAction, i32)> {
    match state {
        MatchState::Accepted => Some((MatchAction::Expire, GIVEN_UP_AFTER_DAYS)),
        MatchState::Confirmed => Some((MatchAction::Start, BEGUN_AFTER_DAYS)),
        _ => None,
    }
}

/// The day from which days are counted, and how many: never before the match came to its state (`since`).
fn counted(by: Option<Date>, since: Date, days: i32) -> (Date, i32) {
    by.map_or((since, WITHOUT_DAYS), |by| (by.max(since), days))
}

/// What silence makes of a match today: `by` is the latest day of its [`crate::beginning::Beginning`], `since` that on which it came to
/// its state.
pub fn silent_step(
    state: MatchState,
    by: Option<Date>,
    since: Date,
    today: Date,
) -> Option<MatchAction> {
    let (action, days) = patience(state)?;
    let (from, days) = counted(by, since, days);
    let due = from.checked_add(days.days()).ok()?;
    (due <= today).then_some(action)
}

/// The latest day to count from for which [`silent_step`] moves a match today: of help with days, and of help without.
pub fn silent_since(state: MatchState, today: Date) -> Option<(Date, Date)> {
    let (_, days) = patience(state)?;
    let before = |days: i32| today.checked_sub(days.days()).ok();
    Some((before(days)?, before(WITHOUT_DAYS)?))
}

/// When both sides are asked whether help began that was agreed on a day.
pub fn asked_at(by: Option<Date>, agreed: Date) -> Option<Timestamp> {
    let (from, days) = counted(by, agreed, GIVEN_UP_AFTER_DAYS);
    let day = from.checked_add((days - ASKED_BEFORE_DAYS).days()).ok()?;
    instant_of(day.at(ASKED_AT_HOUR, 0, 0, 0))
}

/// When whoever has not confirmed is asked whether it stays as agreed: `first` is the first day of its
/// [`crate::beginning::Beginning`]. Never of help without days, and never of what was agreed later than that: both have just said yes.
pub fn confirm_at(first: Option<Date>, agreed: Timestamp) -> Option<Timestamp> {
    let day = first?.checked_sub(CONFIRMED_BEFORE_DAYS.days()).ok()?;
    instant_of(day.at(ASKED_AT_HOUR, 0, 0, 0)).filter(|at| *at > agreed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_nobody_confirmed_is_given_up_and_what_both_did_has_begun() {
        let (by, since) = (Some(date(2027, 3, 10)), date(2027, 3, 1));
        for (state, action, first) in [
            (MatchState::Accepted, MatchAction::Expire, 13),
            (MatchState::Confirmed, MatchAction::Start, 11),
        ] {
            let step = |day| silent_step(state, by, since, date(2027, 3, day));
            assert_eq!(step(first - 1), None);
            assert_eq!(step(first), Some(action));
            // Nobody is late on the day on which they agree.
            let late = silent_step(state, by, date(2027, 3, 12), date(2027, 3, 12));
            assert_eq!(late, None);
            let without = |day| silent_step(state, None, since, date(2027, 3, day));
            assert_eq!((without(14), without(15)), (None, Some(action)));
            // The database looks for no others.
            let limits = silent_since(state, date(2027, 3, first));
            assert_eq!(limits.map(|l| l.0), Some(date(2027, 3, 10)));
            let limits = silent_since(state, date(2027, 3, 15));
            assert_eq!(limits.map(|l| l.1), Some(since));
        }
        for state in MatchState::ALL {
            let moved = silent_step(state, by, since, date(2028, 1, 1));
            let has_one = matches!(state, MatchState::Accepted | MatchState::Confirmed);
            assert_eq!(moved.is_some(), has_one, "{state:?}");
            assert_eq!(silent_since(state, since).is_some(), has_one);
        }
    }

    #[test]
    fn both_are_asked_two_days_before_it_is_given_up() {
        let at = |text: &str| text.parse::<Timestamp>().ok();
        let agreed = date(2027, 3, 1);
        let asked = asked_at(Some(date(2027, 3, 10)), agreed);
        assert_eq!(asked, at("2027-03-11T07:00:00Z"), "in Chisinau at nine");
        assert_eq!(asked_at(None, agreed), at("2027-03-13T07:00:00Z"));
    }

    #[test]
    fn whoever_has_not_confirmed_is_asked_two_days_before_unless_it_was_agreed_since() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let first = Some(date(2027, 3, 10));
        let asked = at("2027-03-08T07:00:00Z");
        for (agreed, expected) in [
            ("2027-01-01T08:00:00Z", Some(asked)),
            ("2027-03-08T06:59:59Z", Some(asked)),
            ("2027-03-08T07:00:00Z", None),
            ("2027-03-09T20:00:00Z", None),
        ] {
            assert_eq!(confirm_at(first, at(agreed)), expected, "{agreed}");
        }
        assert_eq!(confirm_at(None, at("2027-01-01T08:00:00Z")), None);
    }
}
