//! How long something waits, lasts or is late, in words.

use jiff::{SignedDuration, Timestamp};

use crate::web::frame::Frame;

/// Minutes up to two hours, hours up to two days, then days: `desk-<stem>-hours` with a count.
fn in_words(f: &Frame, stem: &str, length: SignedDuration) -> String {
    let minutes = length.as_mins().max(0);
    let (unit, n) = match minutes {
        0..120 => ("minutes", minutes),
        120..2880 => ("hours", minutes / 60),
        _ => ("days", minutes / 1440),
    };
    f.n(&format!("desk-{stem}-{unit}"), n)
}

/// How long something has waited.
pub fn age(f: &Frame, since: Timestamp, now: Timestamp) -> String {
    let waited = now.duration_since(since);
    if waited.as_mins() < 1 {
        return f.t("desk-age-now");
    }
    in_words(f, "age", waited)
}

/// How long there is until we meant to decide, or how late it is; and whether it is late.
pub fn due(f: &Frame, due_at: Timestamp, now: Timestamp) -> (String, bool) {
    let left = due_at.duration_since(now);
    if left.is_negative() {
        (in_words(f, "late", left.abs()), true)
    } else {
        (in_words(f, "due", left), false)
    }
}

/// Minutes left of a lease, a begun one counted whole.
pub fn minutes_left(until: Timestamp, now: Timestamp) -> i64 {
    let seconds = until.duration_since(now).as_secs().max(0);
    (seconds + 59) / 60
}

/// Seconds left of something, a begun one counted whole.
pub fn seconds_left(until: Timestamp, now: Timestamp) -> i64 {
    (until.duration_since(now).as_millis() + 999)
        .try_into()
        .unwrap_or(0_i64)
        .max(0)
        / 1000
}
