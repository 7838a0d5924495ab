//! What is wrong with a body as bytes: its encoding, its type, its size, its depth, its end.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};

use super::{Case, World};

const JSON: &str = "application/json";

/// What is cut off, doubled, too deep, or something else than JSON.
#[rustfmt::skip]
pub fn malformed(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let owned = |text: String| text.into_bytes();
    let rest = &text[1..];
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    vec![
        ("empty", Vec::new()),
        ("a space", owned(" ".to_owned())),
        ("a NUL", vec![0]),
        ("cut off", owned(text[..text.len() - 1].to_owned())),
        ("cut in half", text.as_bytes()[..text.len() / 2].to_vec()),
        ("followed by itself", owned(format!("{text}{text}"))),
        ("followed by a bracket", owned(format!("{text}}}"))),
        ("followed by a NUL", owned(format!("{text}\0"))),
        ("followed by a comma", owned(format!("{text},"))),
        ("with a comma too many", owned(format!("{},}}", &text[..text.len() - 1]))),
        ("with a comment", owned(format!("/* */{text}"))),
        ("with a byte-order mark", owned(format!("\u{feff}{text}"))),
        ("in UTF-16", utf_16),
        ("with another quotation mark", owned(text.replace('"', "'"))),
        ("in a form's encoding", owned("email=a%40example.org&kind=visit".to_owned())),
        ("XML", owned("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>".to_owned())),
        ("nested deeply in lists", owned("[".repeat(10_000))),
        ("nested deeply in lists that end", owned(format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)))),
        ("nested deeply in objects", owned("{\"a\":".repeat(10_000))),
        ("nested just too deeply", owned(format!("{}{}", "[".repeat(128), "]".repeat(128)))),
        ("nested deeply in a field", owned(format!("{{\"zebra\":{}1{},{rest}", "[".repeat(10_000), "]".repeat(10_000)))),
        ("with a name that is no text", owned(format!("{{1:2,{rest}"))),
        ("with a tab in a name", owned(format!("{{\"a\tb\":1,{rest}"))),
        ("not a number", owned(format!("{{\"zebra\":NaN,{rest}"))),
    ]
}

/// What is wrong with one field of the text, and where.
#[rustfmt::skip]
fn in_a_field(text: &str) -> Vec<(Vec<u8>, String, &'static str)> {
    let rest = &text[1..];
    let with = |field: &[u8]| [b"{", field, b",", rest.as_bytes()].concat();
    vec![
        (with(br#""zebra":1"#), "/zebra".into(), "unknown-field"),
        (with(br#""zebra":null"#), "/zebra".into(), "unknown-field"),
        (with(br#""":1"#), "/".into(), "unknown-field"),
        (with(br#""__proto__":{"a":1}"#), "/__proto__".into(), "unknown-field"),
        (with("\"\u{202e}arbez\":1".as_bytes()), "/\u{202e}arbez".into(), "unknown-field"),
        (with(br#""a/b~c":1"#), "/a~1b~0c".into(), "unknown-field"),
        (with(br#""\u0000":1"#), "/\0".into(), "unknown-field"),
        (with(br#""zebra":1,"zebra":1"#), "/zebra".into(), "duplicate"),
        (with(br#""zebra":{"a":1,"a":1}"#), "/zebra/a".into(), "duplicate"),
        (with(br#""zebra":"\ud800""#), "/zebra".into(), "invalid"),
        (with(br#""zebra":["","\udc00\ud800"]"#), "/zebra/1".into(), "invalid"),
        (with(b"\"zebra\":\"\xff\""), "/zebra".into(), "invalid"),
        (with(b"\"zebra\":\"\xc0\x80\""), "/zebra".into(), "invalid"),
        (with(b"\"zebra\":\"\xed\xa0\x80\""), "/zebra".into(), "invalid"),
        (with(b"\"zebra\":\"\xf4\x90\x80\x80\""), "/zebra".into(), "invalid"),
        (with(br#""zebra":1e400"#), "/zebra".into(), "out-of-range"),
        (with(br#""zebra":{"a":[-1e999]}"#), "/zebra/a/0".into(), "out-of-range"),
    ]
}

/// Sixteen mebibytes of zeros, gzipped.
fn bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![0; 16 * 1024 * 1024]).unwrap();
    encoder.finish().unwrap()
}

pub fn cases(world: &World) -> Vec<Case<'_>> {
    let bomb = bomb();
    let mut cases = Vec::new();
    for target in &world.targets {
        let Some(body) = &target.body else { continue };
        let text = serde_json::to_string(body).unwrap();
        let raw = |bytes: Vec<u8>| world.call(target).raw(bytes, JSON);
        for (what, bytes) in malformed(&text) {
            cases.push(Case::new(target, what, raw(bytes), 400).field("", "invalid-json"));
        }
        for (bytes, pointer, code) in in_a_field(&text) {
            let what = format!("{pointer:?} {code}");
            cases.push(Case::new(target, what, raw(bytes), 400).field(pointer, code));
        }
        for (name, value) in body.as_object().unwrap() {
            let twice = format!("{{\"{name}\":{value},{}", &text[1..]);
            let pointer = format!("/{name}");
            let case = Case::new(
                target,
                format!("{name} twice"),
                raw(twice.into_bytes()),
                400,
            );
            cases.push(case.field(pointer, "duplicate"));
        }
        // Lists may be longer than other bodies.
        let most = if target.operation == "createImport" {
            1024 * 1024
        } else {
            64 * 1024
        };
        for length in [most + 1, 2 * most, 4 * most] {
            let padded = format!("{text}{}", " ".repeat(length - text.len()));
            let call = raw(padded.into_bytes());
            cases.push(Case::new(target, format!("{length} bytes"), call, 413));
        }
        for kind in [
            "text/plain",
            "text/json",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=a",
            "application/json2",
            "application",
            "json",
            "*/*",
            "",
            "text/plain, application/json",
        ] {
            let call = world.call(target).raw(text.clone().into_bytes(), kind);
            cases.push(Case::new(target, format!("as {kind:?}"), call, 415));
        }
        for encoding in [
            "gzip",
            "br",
            "deflate",
            "gzip, gzip",
            "zebra",
            "identity, gzip",
            "",
        ] {
            let call = raw(text.clone().into_bytes()).header("content-encoding", encoding);
            cases.push(Case::new(target, format!("in {encoding:?}"), call, 415));
        }
        // It is not unpacked at all.
        let call = raw(bomb.clone()).header("content-encoding", "gzip");
        cases.push(Case::new(target, "a bomb", call, 415));
        let case = Case::new(
            target,
            "a bomb that is not called one",
            raw(bomb.clone()),
            400,
        );
        cases.push(case.field("", "invalid-json"));
        cases.push(Case::new(
            target,
            "without a body or its type",
            world.call(target),
            415,
        ));
    }
    cases
}
