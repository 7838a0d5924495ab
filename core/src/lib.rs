//! Punte's domain: what is true of providers, offers, requests and matches, whoever asks.
//!
//! Pure: no I/O, no clock and no randomness of its own. Time and randomness are arguments.
//! Every rule is written here once; the database refuses what it forbids as well.

pub mod aftercare;
pub mod answer;
pub mod beginning;
pub mod booking;
pub mod bundle;
pub mod case_work;
pub mod check_in;
pub mod checklist;
pub mod child_case;
pub mod clock;
pub mod completion;
pub mod constraint;
pub mod contact;
pub mod danger;
pub mod error;
pub mod event;
pub mod guide;
pub mod help_line;
pub mod id;
pub mod import;
pub mod inquiry;
pub mod locale;
pub mod mail_kind;
pub mod matching;
pub mod message;
pub mod move_on;
pub mod offer;
pub mod period;
pub mod place;
pub mod policy;
pub mod provider;
pub mod quiet;
pub mod reliability;
pub mod request;
pub mod rights;
pub mod sensitive;
pub mod sign_in;
pub mod signals;
pub mod silence;
pub mod sms;
mod tagged;
pub mod verification;
pub mod vetting;
pub mod written;
