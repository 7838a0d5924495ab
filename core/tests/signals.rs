//! How well wordings are noticed: 200 labelled texts, half of them never looked at while the phrases were written.
//! `cargo test -p punte-core --test signals -- --nocapture` prints the table that docs/assurance.md shows.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that stops at the first surprise is a good test"
)]

use std::collections::BTreeSet;

use punte_core::signals::{Wording, wordings};

const TEXTS: &str = include_str!("../../tests/data/signal_texts.tsv");

struct Labelled {
    language: String,
    held_out: bool,
    labels: BTreeSet<&'static str>,
    text: String,
}

fn texts() -> Vec<Labelled> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_reader(TEXTS.as_bytes());
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let labels = row[2]
                .split(',')
                .filter(|l| *l != "-")
                .map(|l| {
                    Wording::ALL
                        .into_iter()
                        .find(|w| w.as_str() == l)
                        .unwrap_or_else(|| panic!("{l}"))
                        .as_str()
                })
                .collect();
            Labelled {
                language: row[0].to_owned(),
                held_out: &row[1] == "b",
                labels,
                text: row[3].to_owned(),
            }
        })
        .collect()
}

fn noticed(text: &str) -> BTreeSet<&'static str> {
    wordings(text).iter().map(|(w, _)| w.as_str()).collect()
}

/// Noticed and all of those that have the label; noticed and all of those that have not.
fn figures(texts: &[Labelled], held_out: bool, wording: &str) -> [usize; 4] {
    let mut figures = [0; 4];
    for t in texts.iter().filter(|t| t.held_out == held_out) {
        let seen = usize::from(noticed(&t.text).contains(wording));
        let at = if t.labels.contains(wording) { 0 } else { 2 };
        figures[at] += seen;
        figures[at + 1] += 1;
    }
    figures
}

/// Texts of the half that was never looked at which may go unnoticed, for each wording; and those that may be noticed without reason.
const MISSED: usize = 1;
const FALSE_ALARMS: usize = 1;

#[test]
fn wordings_are_noticed_as_often_as_assurance_says() {
    let texts = texts();
    assert_eq!(texts.len(), 200);
    println!("| wording | recall, first half | false alarms | recall, held out | false alarms |");
    for wording in Wording::ALL.map(Wording::as_str) {
        let first = figures(&texts, false, wording);
        let held_out = figures(&texts, true, wording);
        let said = |[noticed, labelled, alarms, others]: [usize; 4]| {
            format!("{noticed} of {labelled} | {alarms} of {others}")
        };
        println!("| {wording} | {} | {} |", said(first), said(held_out));
        let [noticed, labelled, alarms, _] = first;
        assert_eq!(
            (noticed, alarms),
            (labelled, 0),
            "{wording}: the half that it was made with"
        );
        let [noticed, held, alarms, _] = held_out;
        assert!(labelled >= 8 && held >= 8, "{wording}: too few to tell");
        assert!(noticed + MISSED >= held, "{wording}: {noticed} of {held}");
        assert!(alarms <= FALSE_ALARMS, "{wording}: {alarms} false alarms");
    }
}

#[test]
fn each_language_has_its_share_of_both_halves() {
    let texts = texts();
    for language in ["uk", "ro", "en", "ru"] {
        for held_out in [false, true] {
            let n = |risky: bool| {
                texts
                    .iter()
                    .filter(|t| t.language == language && t.held_out == held_out)
                    .filter(|t| t.labels.is_empty() != risky)
                    .count()
            };
            assert_eq!((n(true), n(false)), (14, 11), "{language}, {held_out}");
        }
    }
}

#[test]
fn a_quote_says_where_its_words_are() {
    let text = "Тиха кімната. Паспорт залишається в роботодавця, 😀 Telegram.";
    let found = wordings(text);
    let quoted: Vec<(Wording, String)> = found
        .iter()
        .map(|(w, r)| (*w, text.chars().skip(r.start).take(r.len()).collect()))
        .collect();
    assert_eq!(
        quoted,
        [
            (Wording::Documents, "Паспорт залишається".to_owned()),
            (Wording::DisguisedContact, "Telegram".to_owned()),
        ]
    );
}
