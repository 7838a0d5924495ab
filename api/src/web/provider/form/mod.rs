//! The form of an offer. Its fields are a table for each category, so that reading and showing cannot differ.

mod check;
mod fields;
mod numbers;
mod read;
mod show;
mod stored;
mod wrong;

pub use check::other_errors;
pub use fields::{Field, For, groups};
pub use read::{Reading, name_of, read, without_empty};
pub use show::{Above, FormPage, Look, Showing, Shown, fields_of};
pub use stored::{country_of, places_of, written_of};
pub use wrong::{label_of, lines, settle};
