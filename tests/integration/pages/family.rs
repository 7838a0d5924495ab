//! A family of three with a dog that asks for a place near Siret.

#![cfg(test)]

use punte_tests::{Browser, Sight};

/// Their phone, as they type it.
pub(super) const PHONE: &str = "+373 69 123 457";

/// What they answer, step by step.
pub(super) const FAMILY: [(&str, &[(&str, &str)]); 7] = [
    ("what", &[("category", "housing")]),
    ("where", &[("place", "Siret")]),
    ("who", &[("women", "1"), ("men", "1"), ("children", "4")]),
    ("with", &[("dog", "1"), ("dog_size", "small")]),
    ("wishes", &[("housing-kitchen", "prefer")]),
    ("when", &[("day", "today"), ("nights", "7")]),
    (
        "reach",
        &[("channel", "phone"), ("phone", PHONE), ("name", "Olena")],
    ),
];

/// Answers a step.
pub(super) async fn step(
    browser: &mut Browser<'_>,
    page: &Sight,
    name: &str,
    fields: &[(&str, &str)],
) -> Sight {
    let mut form = page.form(&format!("/en/ask/{name}"));
    for (field, value) in fields {
        form = form.with(field, value);
    }
    browser.send(&form).await
}

/// Answers the rest of the steps, from one on; the page of all answers.
pub(super) async fn fill_in_from(browser: &mut Browser<'_>, first: Sight, from: usize) -> Sight {
    let mut page = first;
    for (name, fields) in &FAMILY[from..] {
        page = step(browser, &page, name, fields).await;
        assert_eq!(page.status, 200, "{name}: {}", page.html);
    }
    assert_eq!(page.address, "/en/ask/review");
    page
}

/// Asks and sends; the code, and the page that shows it.
pub(super) async fn file(browser: &mut Browser<'_>) -> (String, Sight) {
    let first = browser.open("/en/ask").await;
    let review = fill_in_from(browser, first, 0).await;
    let sent = browser.send(&review.form("/en/ask/review")).await;
    assert_eq!(sent.address, "/en/ask/sent", "{}", sent.html);
    (sent.text(".code").unwrap(), sent)
}
