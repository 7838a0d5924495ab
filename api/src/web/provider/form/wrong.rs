//! What is wrong, at the fields that the form has.

use punte_core::{error::FieldError, offer::Category};

use super::{fields::groups, show::ShownGroup};
use crate::{
    texts::known,
    web::{errors::Errors, form::Line, frame::Frame},
};

/// Errors at the fields that the form has: those of a part go to the field that holds it, those of no field to the top.
pub fn settle(errors: Vec<FieldError>, groups: &[ShownGroup]) -> Vec<FieldError> {
    let shown: Vec<&str> = groups
        .iter()
        .flat_map(|g| g.rows.iter().flatten())
        .map(|s| s.at.as_str())
        .collect();
    let holds = |at: &str, pointer: &str| {
        pointer
            .strip_prefix(at)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut settled: Vec<FieldError> = Vec::new();
    for mut error in errors {
        // The place of a ride is its first stop.
        if error.pointer == "/content/place_id" && !shown.contains(&"/content/place_id") {
            "/content/details/stops/0".clone_into(&mut error.pointer);
        }
        let own = shown
            .iter()
            .filter(|at| holds(at, &error.pointer))
            .max_by_key(|at| at.len())
            // An error of a whole list stands at its first field.
            .or_else(|| shown.iter().find(|at| holds(&error.pointer, at)));
        error.pointer = own.map_or_else(String::new, |at| (*at).to_owned());
        if !settled.iter().any(|e| e.pointer == error.pointer) {
            settled.push(error);
        }
    }
    settled.sort_by_key(|e| shown.iter().position(|at| *at == e.pointer));
    settled
}

/// The lines of the summary.
pub fn lines(f: &Frame, errors: &Errors, groups: &[ShownGroup]) -> Vec<Line> {
    errors
        .0
        .iter()
        .map(|error| Line {
            anchor: errors.anchor(error),
            label: groups
                .iter()
                .flat_map(|g| g.rows.iter().flatten())
                .find(|s| s.at == error.pointer)
                .map(|s| s.label.clone())
                .unwrap_or_default(),
            text: f.error(error),
        })
        .collect()
}

/// The words of a field by its pointer, for what the moderators name.
pub fn label_of(f: &Frame, category: Category, pointer: &str) -> Option<String> {
    groups(category)
        .iter()
        .flat_map(|g| g.fields)
        .find(|field| field.at == pointer && known(f.locale, field.label))
        .map(|field| f.t(field.label))
}
