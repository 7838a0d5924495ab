//! That help is over is the word of both sides: one says it, and the other confirms it or says that it is not so. Silence confirms it,
//! too. What was agreed for nights is held until its last day all the same, unless both sides said themselves that it is over: then the
//! nights that are left are free for others ([`left_on`]). Silence gives no night back, for somebody may be asleep there.

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    booking::Side,
    clock::{day_begins, local_day},
    period::Period,
    silence::WITHOUT_DAYS,
};

/// Days after which what one side said is taken to be so, if the other one says nothing: it was asked by mail, and nothing is lost by it
/// but the other side's contacts, so that a weekend is enough.
pub const CONFIRMED_AFTER_DAYS: i32 = 3;

/// Days after its last one after which help is over that nobody says anything about.
pub const OVER_AFTER_DAYS: i32 = 3;

/// Days for which help goes on that one side said is not over; then it is over by its days, as other help is.
pub const GOES_ON_DAYS: i32 = 14;

/// So many times one side begins to say that the same help is over; each time the other one is asked.
pub const MOST_TIMES: usize = 3;

/// A word of a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OverWord)]
pub enum Word {
    /// It took place, and is over.
    Over,
    /// It is not, though the other side, or one's own, said so.
    NotOver,
}

impl Word {
    /// Its name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::NotOver => "not_over",
        }
    }

    /// The word of a wire name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Over, Self::NotOver]
            .into_iter()
            .find(|w| w.as_str() == name)
    }
}

/// What a side said about whether help is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CompletionWord)]
pub struct Said {
    /// Who.
    pub side: Side,
    /// What.
    pub word: Word,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// The side that says that it is over, and waits for the other one's word.
pub fn said_over(words: &[Said]) -> Option<Side> {
    words
        .last()
        .filter(|said| said.word == Word::Over)
        .map(|said| said.side)
}

/// Whether a side may say that it is over: after the other one always, and of its own accord so many times.
pub fn may_say_over(words: &[Said], side: Side) -> bool {
    match said_over(words) {
        Some(before) => before != side,
        None => {
            let own = |said: &&Said| said.side == side && said.word == Word::Over;
            words.iter().filter(own).count() < MOST_TIMES
        }
    }
}

/// When help is over though nobody says anything more: `stay` are its days, `began` is when it began.
pub fn over_at(stay: Option<Period>, began: Timestamp, words: &[Said]) -> Timestamp {
    let ends = stay.and_then(|stay| day_begins(stay.to()));
    let planned = ends.unwrap_or_else(|| after(began, WITHOUT_DAYS));
    let planned = after(planned, OVER_AFTER_DAYS);
    match words.last() {
        Some(said) if said.word == Word::Over => after(said.at, CONFIRMED_AFTER_DAYS),
        Some(said) => planned.max(after(said.at, GOES_ON_DAYS)),
        None => planned,
    }
}

/// The day of leaving of a stay that both sides said is over, the second one at an instant: the night of that day is still the
/// household's, those from here on are given back. None where nothing is left to give. What was agreed stays as it was.
pub fn left_on(stay: Period, said: Timestamp) -> Option<Date> {
    let leaves = local_day(said).tomorrow().ok()?;
    (stay.from() < leaves && leaves < stay.to()).then_some(leaves)
}

/// So many days after an instant.
pub fn after(at: Timestamp, days: i32) -> Timestamp {
    at.checked_add(SignedDuration::from_hours(24 * i64::from(days)))
        .unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn said(side: Side, word: Word, when: &str) -> Said {
        Said {
            side,
            word,
            at: at(when),
        }
    }

    #[test]
    fn one_word_is_no_end_and_the_other_side_answers_it() {
        let once = [said(Side::Provider, Word::Over, "2027-03-10T10:00:00Z")];
        assert_eq!(said_over(&[]), None);
        assert_eq!(said_over(&once), Some(Side::Provider));
        assert!(!may_say_over(&once, Side::Provider), "not both words");
        assert!(may_say_over(&once, Side::Refugee));
        let denied = [
            once[0],
            said(Side::Refugee, Word::NotOver, "2027-03-10T12:00:00Z"),
        ];
        assert_eq!(said_over(&denied), None);
        assert!(may_say_over(&denied, Side::Provider) && may_say_over(&denied, Side::Refugee));
    }

    #[test]
    fn nobody_is_asked_for_ever() {
        let pair = [
            said(Side::Provider, Word::Over, "2027-03-10T10:00:00Z"),
            said(Side::Refugee, Word::NotOver, "2027-03-10T12:00:00Z"),
        ];
        let words: Vec<Said> = pair.iter().cycle().take(2 * MOST_TIMES).copied().collect();
        assert!(!may_say_over(&words, Side::Provider));
        assert!(may_say_over(&words, Side::Refugee));
        let last = said(Side::Refugee, Word::Over, "2027-03-11T10:00:00Z");
        let words = [words, vec![last]].concat();
        assert!(may_say_over(&words, Side::Provider), "to confirm is free");
    }

    #[test]
    fn silence_ends_help_by_its_days_or_after_a_word_and_not_where_it_was_denied() {
        let stay = Period::new(date(2027, 3, 10), date(2027, 3, 20)).ok();
        let began = at("2027-03-10T10:00:00Z");
        let ends = |words: &[Said]| over_at(stay, began, words);
        // In Chisinau the day begins at 22:00 UTC.
        assert_eq!(ends(&[]), at("2027-03-22T22:00:00Z"));
        assert_eq!(over_at(None, began, &[]), at("2027-03-27T10:00:00Z"));
        let over = said(Side::Refugee, Word::Over, "2027-03-12T10:00:00Z");
        assert_eq!(ends(&[over]), at("2027-03-15T10:00:00Z"));
        // Said when its days are over for long, the other side has as long to answer.
        let late = said(Side::Refugee, Word::Over, "2027-03-22T20:00:00Z");
        assert_eq!(ends(&[late]), at("2027-03-25T20:00:00Z"));
        let early = said(Side::Provider, Word::NotOver, "2027-03-12T12:00:00Z");
        assert_eq!(ends(&[over, early]), at("2027-03-26T12:00:00Z"));
        let soon = said(Side::Provider, Word::NotOver, "2027-03-08T12:00:00Z");
        assert_eq!(ends(&[soon]), ends(&[]), "by its days again");
    }

    #[test]
    fn whoever_leaves_early_keeps_the_night_of_the_day_on_which_both_said_so() {
        let stay = Period::new(date(2027, 3, 10), date(2027, 3, 20)).unwrap();
        let left = |text: &str| left_on(stay, at(text));
        // In Chisinau it is half past eleven at night, and an hour later the next day.
        assert_eq!(left("2027-03-12T21:30:00Z"), Some(date(2027, 3, 13)));
        assert_eq!(left("2027-03-12T22:30:00Z"), Some(date(2027, 3, 14)));
        assert_eq!(left("2027-03-10T10:00:00Z"), Some(date(2027, 3, 11)));
        // The last night is theirs: nothing is left.
        assert_eq!(left("2027-03-18T10:00:00Z"), Some(date(2027, 3, 19)));
        for late in ["2027-03-19T10:00:00Z", "2027-03-22T10:00:00Z"] {
            assert_eq!(left(late), None);
        }
        assert_eq!(left("2027-03-09T10:00:00Z"), None, "before it began");
    }

    #[test]
    fn names_lead_back() {
        for word in [Word::Over, Word::NotOver] {
            assert_eq!(Word::from_name(word.as_str()), Some(word));
        }
    }
}
