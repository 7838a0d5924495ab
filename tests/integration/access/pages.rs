//! Who sees which page, and what becomes of which form: a table typed by hand, as that of the operations is. Every page has a row; every
//! row is asked as every kind of caller, and nothing that it leads to is followed.

mod callers;
mod open;
mod own;
mod provider;
mod registered;
mod shown;
mod staff;

use std::collections::BTreeSet;

use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{Browser, Glance};

use super::{
    lines,
    world::{MARKERS, World},
};
use callers::{Call, Caller, Site};
use registered::registered;

/// The callers, in the order in which they ask. The helper is the case worker with the household's request open.
const CALLERS: [&str; 16] = [
    "visitor",
    "ended session",
    "outsider",
    "other member",
    "other household",
    "case worker",
    "helper",
    "child protection",
    "administrator",
    "auditor",
    "staff without a second factor",
    "moderator",
    "second moderator",
    "household",
    "plain member",
    "member",
];

/// Not asked in this row: another one asks it, when nobody else is asked about it any more.
const NOT: u16 = 0;
/// 303 to the sign-in.
const ENT: u16 = 1;
/// 303 to the page that asks for the code of a request.
const COD: u16 = 2;
/// 303 to the page on which a second factor is set up.
const FAC: u16 = 3;

/// What a form sends. `{name}` stands for an object of the world.
type Fields = &'static [(&'static str, &'static str)];

/// Nothing is sent.
const NONE: Fields = &[];

/// A page: method and pattern below the language; what stands for its variables, each an object of the world or a word; what is sent;
/// and what each caller gets. 303 is one to any other page.
struct Row(&'static str, &'static str, Fields, [u16; 16]);

/// An id that nobody has.
const MISSING: &str = "018f0000-0000-7000-8000-00000000dead";

const SIGN_IN: &str = "/en/account/sign-in";

/// All rows, each with what comes before its pattern: first what is only looked at, then what is sent.
fn rows() -> Vec<(&'static str, &'static Row)> {
    let beside = open::BESIDE.iter().map(|row| ("", row));
    let tables = [
        open::TABLE,
        own::ACCOUNT,
        own::REQUEST,
        provider::TABLE,
        staff::HELPING,
        staff::CHILD_CASES,
        staff::DESK,
        staff::ADMIN,
        own::LAST,
    ];
    let below = tables.into_iter().flatten().map(|row| ("/en", row));
    let mut rows: Vec<_> = beside.chain(below).collect();
    rows.sort_by_key(|(_, row)| !looks(row.0));
    rows
}

/// Whether a page is only looked at.
fn looks(page: &str) -> bool {
    page.starts_with("GET ")
}

/// An answer as the table says it.
fn answer(glance: &Glance) -> u16 {
    let to = glance.leads_to.as_deref().unwrap_or_default();
    match glance.status {
        303 if to.starts_with(SIGN_IN) => ENT,
        303 if to == "/en/my" || to.starts_with("/en/my?next=%2Fmy%2F") => COD,
        303 if to == "/en/account/second-factor" => FAC,
        status => status,
    }
}

/// The same in words.
fn said(answer: u16) -> String {
    match answer {
        ENT => "303 to the sign-in".to_owned(),
        COD => "303 to where a code is asked for".to_owned(),
        FAC => "303 to where a second factor is set up".to_owned(),
        status => status.to_string(),
    }
}

/// A page without the ids in it: those of what it is about, of the request, and of its forms; and without its head, which says how
/// much somebody was told since.
fn neutral(text: &str) -> String {
    let text = text.split_once("<main").map_or(text, |(_, main)| main);
    let of_id = |c: char| c.is_ascii_hexdigit() || c == '-';
    let pieces = text.split_inclusive(|c: char| !of_id(c));
    pieces
        .map(|piece| {
            let word = piece.trim_end_matches(|c: char| !of_id(c));
            if word.len() == MISSING.len() {
                "#"
            } else {
                piece
            }
        })
        .collect()
}

#[tokio::test]
async fn every_caller_gets_the_pages_that_the_table_says_and_is_shown_nothing_else() {
    let world = World::make().await;
    let mut site = Site::enter(&world).await;
    let stale = texts::text(Locale::En, "fault-stale-form");
    let (mut wrong, mut cells) = (Vec::new(), 0);
    let (mut shown, mut told) = (BTreeSet::new(), BTreeSet::new());
    for (before, row) in rows() {
        let (call, missing) = site.calls(before, row);
        let answers = site.ask(row, &call).await;
        for (number, glance) in answers {
            let (page, caller, expected) = (row.0, CALLERS[number], row.3[number]);
            let got = answer(&glance);
            if got != expected {
                let (got, expected) = (said(got), said(expected));
                wrong.push(format!("{page} as {caller}: {got} instead of {expected}"));
            }
            if glance.text.contains(&stale) {
                wrong.push(format!("{page} as {caller}: the form was not theirs"));
            }
            let whole = format!("{}\n{:?}", glance.text, glance.headers);
            let found = MARKERS.iter().filter(|(_, text)| whole.contains(text));
            shown.extend(found.map(|(whose, _)| (page, caller, *whose)));
            cells += 1;
            if call == missing {
                continue;
            }
            // What is not theirs looks like what does not exist.
            if expected == 404 {
                let none = site.callers[number].ask(&missing).await;
                if answer(&none) != 404 || neutral(&none.text) != neutral(&glance.text) {
                    wrong.push(format!("{page} as {caller}: told that it is there"));
                }
            } else if caller == "visitor" && matches!(expected, ENT | COD | 401 | 403) {
                let none = site.callers[number].ask(&missing).await;
                if answer(&none) != got {
                    told.insert(page);
                }
            }
        }
    }
    let asking = u128::try_from(CALLERS.len()).unwrap();
    let mut browser = Browser::new(&world.app);
    let page = browser.open("/en/ask/what").await;
    let form = page.form("/en/ask/what").with("category", "housing");
    let page = browser.send(&form).await;
    assert_eq!(page.address, "/en/ask/where");
    let mut asking = Caller::new(browser, asking).await;
    for &(page, fields, expected) in open::ASKING {
        let call = Call::of("/en", page, "", fields, |_| None);
        let glance = asking.ask(&call).await;
        let got = answer(&glance);
        if got != expected {
            let (got, expected) = (said(got), said(expected));
            wrong.push(format!("{page} while asking: {got} instead of {expected}"));
        }
        cells += 1;
    }
    assert!(
        wrong.is_empty(),
        "{} of {cells} cells:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    shown::hold(&shown);
    lines::hold(&world.app).await;
    // Whether something is there is nothing that a visitor is told.
    assert!(told.is_empty(), "{told:?}");
    println!("access: {cells} cells of pages, 0 off");
}

#[test]
fn every_page_has_a_row_and_every_caller_is_asked() {
    let rows = rows();
    let typed: BTreeSet<String> = rows.iter().map(|(_, row)| row.0.to_owned()).collect();
    let registered = registered();
    let untyped: Vec<_> = registered.difference(&typed).collect();
    let gone: Vec<_> = typed.difference(&registered).collect();
    assert!(untyped.is_empty(), "pages without a row: {untyped:#?}");
    assert!(gone.is_empty(), "rows without a page: {gone:#?}");
    for page in &typed {
        for (number, caller) in CALLERS.iter().enumerate() {
            let asked = |(_, row): &(&str, &Row)| row.0 == page && row.3[number] != NOT;
            assert!(rows.iter().any(asked), "{page} is not asked as {caller}");
        }
    }
}
