//! Months as tables: how much of an offer is free on which night.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};

use crate::{app::offers::OfferView, web::frame::Frame};

/// One day of a month.
pub struct Night {
    /// Which; none in the corners of the table.
    pub day: Option<i8>,
    /// Its class.
    pub class: &'static str,
    /// How much is free, as it stands in the table.
    pub text: String,
    /// The same in words, for those who do not see the table.
    pub words: String,
}

/// A month as a table.
pub struct Month {
    /// Its name.
    pub title: String,
    /// Its weeks, Monday first.
    pub weeks: Vec<Vec<Night>>,
}

/// The table of the month that begins on a day; weeks that are over are left out.
pub(super) fn month_of(
    f: &Frame,
    first: Date,
    offer: &OfferView,
    promised: &BTreeMap<Date, u32>,
) -> Month {
    let corner = || Night {
        day: None,
        class: "past",
        text: String::new(),
        words: String::new(),
    };
    let mut weeks = Vec::new();
    let mut week: Vec<Night> = (0..first.weekday().to_monday_zero_offset())
        .map(|_| corner())
        .collect();
    for day in first
        .series(1.day())
        .take_while(|d| d.month() == first.month())
    {
        week.push(night_of(
            f,
            day,
            offer,
            promised.get(&day).copied().unwrap_or(0),
        ));
        if week.len() == 7 {
            let full = std::mem::take(&mut week);
            // Weeks that are over need no room on a phone.
            if day >= f.today {
                weeks.push(full);
            }
        }
    }
    if !week.is_empty() {
        week.resize_with(7, corner);
        weeks.push(week);
    }
    Month {
        title: format!(
            "{} {}",
            f.t(&format!("provider-month-{}", first.month())),
            first.year()
        ),
        weeks,
    }
}

fn night_of(f: &Frame, day: Date, offer: &OfferView, promised: u32) -> Night {
    let number = Some(day.day());
    let open = offer.open.iter().any(|p| p.from() <= day && day < p.to());
    let free = offer.capacity.saturating_sub(promised);
    let (class, text, words) = if day < f.today {
        ("past", String::new(), String::new())
    } else if !open {
        ("shut", "–".to_owned(), f.t("provider-night-closed"))
    } else if free == 0 {
        ("full", "0".to_owned(), f.t("provider-night-full"))
    } else if promised > 0 {
        (
            "part",
            format!("{free}/{}", offer.capacity),
            f.t("provider-night-part"),
        )
    } else {
        ("", free.to_string(), f.t("provider-night-free"))
    };
    let class = match (class, day == f.today) {
        ("shut", true) => "shut today",
        ("full", true) => "full today",
        ("part", true) => "part today",
        ("", true) => "today",
        (class, _) => class,
    };
    Night {
        day: number,
        class,
        text,
        words,
    }
}
