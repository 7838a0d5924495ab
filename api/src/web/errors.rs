//! What is wrong with a form that was sent, by its fields.

use askama::filters::Safe;
use punte_core::error::FieldError;

/// Errors of a form, by field: for the summary on top, and beside the field.
#[derive(Debug, Default)]
pub struct Errors(pub Vec<FieldError>);

impl Errors {
    /// Whether something is wrong. What is only asked back is not.
    pub fn any(&self) -> bool {
        self.0.iter().any(|e| !is_question(e))
    }

    /// Whether something is asked back, and nothing is wrong.
    pub fn asks(&self) -> bool {
        !self.any() && !self.0.is_empty()
    }

    /// The id of the field that an error is about.
    pub fn anchor(&self, error: &FieldError) -> String {
        self.id(&error.pointer)
    }

    /// The id of the field of a pointer: `/needs/0/dates` is `needs-0-dates`, the whole is the page's main part.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    pub fn id(&self, pointer: &str) -> String {
        let id = pointer.trim_start_matches('/').replace(['/', '_'], "-");
        if id.is_empty() { "main".to_owned() } else { id }
    }

    /// What is wrong with the whole, and with no field of it.
    pub fn whole(&self) -> Option<&FieldError> {
        self.0.iter().find(|e| e.pointer.is_empty())
    }

    /// Whether something is wrong with the field of a pointer.
    pub fn has(&self, pointer: &str) -> bool {
        self.at(pointer).is_some()
    }

    /// What a field is described by: its hint and its error, as they are there.
    pub fn described(&self, pointer: &str, hint: &str) -> Safe<String> {
        let id = self.id(pointer);
        let mut by = Vec::new();
        if !hint.is_empty() {
            by.push(format!("{id}-h"));
        }
        if self.has(pointer) {
            by.push(format!("{id}-e"));
        }
        Safe(if by.is_empty() {
            String::new()
        } else {
            format!(" aria-describedby=\"{}\"", by.join(" "))
        })
    }

    /// What is wrong with the field of a pointer, or with an item of the list that is written in it. What has a name below it is a field of
    /// its own: `/dates/from` is not `/dates`.
    pub fn at(&self, pointer: &str) -> Option<&FieldError> {
        let is_item = |rest: &str| {
            let item = rest.strip_prefix('/').and_then(|r| r.split('/').next());
            item.is_some_and(|i| !i.is_empty() && i.bytes().all(|b| b.is_ascii_digit()))
        };
        self.0.iter().find(|e| {
            let rest = e.pointer.strip_prefix(pointer);
            !is_question(e) && rest.is_some_and(|rest| rest.is_empty() || is_item(rest))
        })
    }
}

/// Whether this is a question about what was written, which its field puts: which of several places is meant.
fn is_question(error: &FieldError) -> bool {
    error.code == "choose-place"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_stands_at_its_field_or_at_the_list_whose_item_it_is_about() {
        let errors = Errors(vec![
            FieldError::new("/dates/from", "required"),
            FieldError::new("/languages/1", "language"),
            FieldError::new("/items/0/name", "required"),
        ]);
        for (pointer, there) in [
            ("/dates/from", true),
            ("/dates", false),
            ("/dates/fro", false),
            ("/languages", true),
            ("/lang", false),
            ("/items", true),
            ("", false),
        ] {
            assert_eq!(errors.has(pointer), there, "{pointer}");
        }
    }
}
