//! The form of an offer. Its fields are a table for each category, so that reading and showing cannot differ.

mod fields;
mod read;
mod show;

pub use fields::Field;
pub use read::{Reading, name_of, other_errors, read, without_empty};
pub use show::{
    Above, FormPage, Look, Showing, Shown, fields_of, label_of, lines, places_of, settle,
    written_of,
};
