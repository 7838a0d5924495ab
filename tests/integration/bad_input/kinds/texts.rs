//! What is bad where text is expected.

use super::value::{Bad, NO_TEXT, all, is_no_text, quoted, rule, shape, texts};

fn lengths(least: usize, most: usize) -> Vec<Bad> {
    let mut bad = texts(
        &[
            &"a".repeat(most + 1),
            &"🏠".repeat(most + 1),
            &"ț".repeat(most * 2),
        ],
        rule,
        "length",
    );
    if least > 0 {
        bad.push(rule(quoted(&"a".repeat(least - 1)), "length"));
    }
    bad
}

/// Characters that show nothing, turn the text round, or steer a terminal.
const HIDDEN: [&str; 16] = [
    "a\0bc",
    "\0\0\0",
    "abc\t",
    "abc\u{7}",
    "abc\u{1b}[31m",
    "abc\rd",
    "abc\u{7f}",
    "abc\u{85}",
    "abc\u{200b}d",
    "\u{feff}abc",
    "abc\u{202e}dcb",
    "abc\u{2066}d\u{2069}",
    "abc\u{2028}d",
    "abc\u{2060}d",
    "abc\u{202a}d\u{202c}",
    "abc\u{2063}d",
];

/// Text.
pub(super) fn plain(least: usize, most: usize) -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(lengths(least, most));
    bad.extend(texts(
        &["   ", "\n\n\n", "\u{3000}\u{3000}\u{3000}"],
        rule,
        "blank",
    ));
    bad.extend(texts(&HIDDEN, rule, "control-characters"));
    bad
}

/// Text that is put right.
pub(super) fn loose(most: usize) -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(lengths(0, most));
    bad
}

/// A word out of a list.
pub(super) fn word() -> Vec<Bad> {
    let mut bad = all(&NO_TEXT, shape, "wrong-type");
    bad.extend(texts(
        &[
            "zebra",
            "",
            "YES",
            "Housing",
            " yes",
            "yes\0",
            "уes",
            "houѕe",
            "null",
            "0",
            "__proto__",
        ],
        shape,
        "unknown-value",
    ));
    bad
}

/// Text in which no contacts may stand.
pub(super) fn free(least: usize, most: usize) -> Vec<Bad> {
    let mut bad = plain(least, most);
    bad.extend(texts(
        &[
            "sunați la 069 123 456",
            "069\u{ad}123\u{ad}456",
            "٠٦٩١٢٣٤٥٦",
            "a@example.org",
            "a＠example.org",
            "a [at] b [dot] org",
            "https://a.b",
            "www.example.org",
            "t.me/gazda",
            "@gazda_buna",
            "tel:112",
        ],
        rule,
        "contact-in-text",
    ));
    bad
}

/// An e-mail address.
pub(super) fn email() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &[
            "",
            " ",
            "nobody",
            "a@",
            "@example.org",
            "a@@example.org",
            "a b@example.org",
            "a@exa mple.org",
            "a@example.org\r\nBcc: b@example.org",
            "a@example.org\nb",
            "a\r@example.org",
            "a@example.org, b@example.org",
            "<a@example.org>",
            "A <a@example.org>",
            "a@example.org\0",
            "оlena@example.org",
            "a@example.org\u{202e}",
            "a@-example.org",
            "a@example..org",
            "\"a\"@example.org",
            "a@[999.1.1.1]",
            &format!("{}@example.org", "a".repeat(250)),
        ],
        rule,
        "email",
    ));
    bad
}

/// A phone number.
pub(super) fn phone() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &[
            "0",
            "069123456",
            "+373",
            "+3731",
            "+99969123456",
            "zebra",
            "+373zebra",
            "١٢٣",
            &"9".repeat(40),
            "+373 69 123 456 789 012",
        ],
        rule,
        "phone",
    ));
    bad
}

/// A page.
pub(super) fn page() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &[
            "zebra",
            "ftp://example.org",
            "javascript:alert(1)",
            "data:text/html,a",
            "https://",
            "https://localhost",
            "//example.org",
            "https://a b.md",
            "https://user@example.org",
            "https://.md",
        ],
        rule,
        "web-page",
    ));
    bad.extend(texts(&["", " "], rule, "blank"));
    bad.push(rule(quoted("https://example.org/\r\nx"), "web-page"));
    bad.push(rule(
        quoted(&format!("https://example.org/{}", "a".repeat(300))),
        "length",
    ));
    bad
}

/// A password.
pub(super) fn password() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(&["", "short", &"x7 Qe".repeat(60)], rule, "length"));
    bad.extend(texts(&["aaaaaaaaaaaaaaaaaaaa"], rule, "weak-password"));
    bad
}

/// A tracking code, or another that is made like one; and what is said of a wrong one.
pub(super) fn code(said: &'static str) -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &[
            "",
            " ",
            "0",
            &"0".repeat(28),
            &"U".repeat(28),
            "' or 1=1 --",
            "\0",
            &"9".repeat(60_000),
            "🏠",
        ],
        rule,
        said,
    ));
    bad
}

/// The short number of a request.
pub(super) fn number() -> Vec<Bad> {
    let mut bad = is_no_text();
    let long = "9".repeat(60_000);
    let texts_of = [
        "",
        "0",
        "123456789013",
        "-00000000001",
        "' or 1=1 --",
        "\0",
        &long,
    ];
    bad.extend(texts(&texts_of, rule, "request-number"));
    bad
}

/// A PIN.
pub(super) fn pin(said: &'static str) -> Vec<Bad> {
    let mut bad = is_no_text();
    let long = "9".repeat(60_000);
    let texts_of = [
        "",
        "12345",
        "1234567",
        "111111",
        "654321",
        "12345x",
        "١٢٣٤٥٦",
        "\0",
        &long,
    ];
    bad.extend(texts(&texts_of, rule, said));
    bad
}

/// What a moderator is told to find a request by.
pub(super) fn known() -> Vec<Bad> {
    let mut bad = is_no_text();
    let long = "9".repeat(60_000);
    let texts_of = [
        "",
        "nobody",
        "nobody@example.org",
        "+37369000000",
        "' or 1=1 --",
        "\0",
        &long,
    ];
    bad.extend(texts(&texts_of, rule, "unknown-request"));
    bad
}

/// A code of a second factor: fewer wrong ones than are counted before right ones are refused.
pub(super) fn factor_code() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &[
            "",
            "00000",
            "0000000",
            "' or 1=1 --",
            "\0",
            &"9".repeat(60_000),
        ],
        rule,
        "wrong-code",
    ));
    bad
}

/// Four characters of a document.
pub(super) fn last_four() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &[
            "",
            "123",
            "12345",
            "12 4",
            "123\0",
            "ăă",
            "１２３４",
            "12-4",
        ],
        rule,
        "invalid",
    ));
    bad
}

/// An occupation.
pub(super) fn isco() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &[
            "", "x", "12345", "75a", "-1", "7.5", " 75", "७५", "７５", "75\0",
        ],
        shape,
        "isco",
    ));
    bad
}

/// A currency.
pub(super) fn currency() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &["", "mdl", "MD", "MDLL", "МDL", "€", "M L", "MD\0", "123"],
        rule,
        "currency",
    ));
    bad
}

/// A language.
pub(super) fn language() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &[
            "",
            "r",
            "RO",
            "roma",
            "ro-MD",
            "rо",
            "r\0",
            "12",
            " ro",
            "русский",
        ],
        shape,
        "language",
    ));
    bad
}

/// A UUID.
pub(super) fn id() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &[
            "",
            "zebra",
            "7",
            "018f0000-0000-7000-8000-00000000dea",
            "018f0000-0000-7000-8000-00000000deadd",
            "../../x",
            "018f0000-0000-7000-8000-00000000deag",
            "018f0000-0000-7000-8000-00000000dead\0",
            "018f0000000070008000000000000dead",
            "{018f0000-0000-7000-8000-00000000dead}",
            "urn:uuid:018f0000-0000-7000-8000-00000000dead",
        ],
        shape,
        "invalid",
    ));
    bad
}

/// A pointer into an offer.
pub(super) fn field() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(&["", "title", "title/", " /title"], rule, "invalid"));
    bad
}

/// Text with columns in braces.
pub(super) fn template() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &[
            "", " ", "{", "}", "{nr", "nr}", "[{nr}", "{nr}]", "[[{nr}]]", "{}", "{ | }", "{a{b}",
        ],
        rule,
        "template",
    ));
    bad
}

/// The name of a list.
pub(super) fn source() -> Vec<Bad> {
    let mut bad = is_no_text();
    let long = "a".repeat(61);
    bad.extend(texts(
        &["", "a", "-a", "A1", "a b", "a_b", "ключ", "a\u{0}b", &long],
        rule,
        "invalid",
    ));
    bad
}

/// The reference of an offer, where its id is given already.
pub(super) fn reference() -> Vec<Bad> {
    let mut bad = is_no_text();
    let long = "P".repeat(5_000);
    bad.extend(texts(
        &["", "P-0000-0", "P-0000-0\0", "zebra", "🏠", &long],
        rule,
        "duplicate",
    ));
    bad
}

/// A country.
pub(super) fn country() -> Vec<Bad> {
    let mut bad = is_no_text();
    bad.extend(texts(
        &["", "R", "ro", "Ro", "ROU", "R1", "РО", " RO"],
        rule,
        "invalid",
    ));
    bad
}
