//! What an edit changed, field by field, in words: was and now.

use std::time::Duration;

use punte_core::locale::Locale;
use similar::{ChangeTag, TextDiff};

use super::fields::Field;

/// A field that differs.
pub struct Change {
    /// What it is called.
    pub label: String,
    /// The version that people see.
    pub was: Vec<Piece>,
    /// The version that waits.
    pub now: Vec<Piece>,
    /// The language of the words, where somebody wrote them.
    pub language: Option<Locale>,
}

/// A piece of a text.
pub struct Piece {
    /// Its words.
    pub text: String,
    /// Whether the other version does not have it.
    pub only_here: bool,
}

/// The fields that differ, in the order of the new version; what is only in the old one comes last.
pub fn changes(was: &[Field], now: &[Field]) -> Vec<Change> {
    let find = |fields: &[Field], pointer: &str| -> Option<Field> {
        fields.iter().find(|f| f.pointer == pointer).cloned()
    };
    let mut found: Vec<Change> = now
        .iter()
        .filter_map(|new| {
            let old = find(was, &new.pointer).map(|f| f.value).unwrap_or_default();
            (old != new.value).then(|| change(new, &old, &new.value))
        })
        .collect();
    found.extend(
        was.iter()
            .filter(|old| !old.value.is_empty() && find(now, &old.pointer).is_none())
            .map(|old| change(old, &old.value, "")),
    );
    found
}

/// A field that is one thing, whole: was and now.
pub fn replaced(label: String, was: &str, now: &str) -> Change {
    Change {
        label,
        was: whole(was),
        now: whole(now),
        language: None,
    }
}

fn change(field: &Field, was: &str, now: &str) -> Change {
    let (was, now) = if field.language.is_some() {
        words(was, now)
    } else {
        (whole(was), whole(now))
    };
    Change {
        label: field.label.clone(),
        was,
        now,
        language: field.language,
    }
}

fn whole(text: &str) -> Vec<Piece> {
    if text.is_empty() {
        Vec::new()
    } else {
        vec![Piece {
            text: text.to_owned(),
            only_here: true,
        }]
    }
}

/// Both texts in pieces, by words.
fn words(was: &str, now: &str) -> (Vec<Piece>, Vec<Piece>) {
    // Texts have two thousand characters at most; one that is made to be slow to compare is shown as changed whole.
    let diff = TextDiff::configure()
        .timeout(Duration::from_millis(100))
        .diff_words(was, now);
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal => {
                put(&mut old, text, false);
                put(&mut new, text, false);
            }
            ChangeTag::Delete => put(&mut old, text, true),
            ChangeTag::Insert => put(&mut new, text, true),
        }
    }
    (old, new)
}

fn put(pieces: &mut Vec<Piece>, text: &str, only_here: bool) {
    match pieces.last_mut() {
        Some(last) if last.only_here == only_here => last.text.push_str(text),
        _ => pieces.push(Piece {
            text: text.to_owned(),
            only_here,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(pointer: &str, value: &str, language: Option<Locale>) -> Field {
        Field {
            pointer: pointer.to_owned(),
            label: pointer.to_owned(),
            value: value.to_owned(),
            tri: None,
            language,
            seen: true,
        }
    }

    fn shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|p| {
                if p.only_here {
                    format!("[{}]", p.text)
                } else {
                    p.text.clone()
                }
            })
            .collect()
    }

    #[test]
    fn only_what_differs_is_a_change_and_the_words_that_differ_are_marked() {
        let was = [
            field("/title", "Two quiet rooms", Some(Locale::En)),
            field("/capacity", "4", None),
            field("/floor", "2", None),
            field("/translations/uk/title", "Дві кімнати", Some(Locale::Uk)),
        ];
        let now = [
            field("/title", "Two bright rooms", Some(Locale::En)),
            field("/capacity", "6", None),
            field("/floor", "2", None),
            field("/lift", "", None),
        ];
        let found: Vec<(String, String, String)> = changes(&was, &now)
            .iter()
            .map(|c| (c.label.clone(), shown(&c.was), shown(&c.now)))
            .collect();
        let expected = [
            ("/title", "Two [quiet] rooms", "Two [bright] rooms"),
            ("/capacity", "[4]", "[6]"),
            ("/translations/uk/title", "[Дві кімнати]", ""),
        ]
        .map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(found, expected);
    }
}
