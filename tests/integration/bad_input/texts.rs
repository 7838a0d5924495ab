//! Text that means something somewhere else: SQL, HTML, spreadsheets, terminals, another alphabet. Either it is refused by name, or
//! it is kept and comes back byte for byte the same. Never is it changed on the way.

use punte_api::{storage::request_contacts, vault::Vault};
use punte_core::id::RequestId;
use punte_tests::{Answer, kek_file, open_all, with};
use serde_json::json;

use super::{World, bases::bases};

/// Kept as they are: in a text they mean nothing.
const KEPT: [&str; 49] = [
    "Robert'); drop table offer; --",
    "' or '1'='1",
    "\" or 1=1; select pg_sleep(10) --",
    "\\'; update account set moderator = true; --",
    "%' and 1=0 union select null --",
    "$1 $2 :name ?1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>",
    "\"><svg/onload=alert(1)>",
    "&lt;b&gt; &amp; &#0; &nbsp;",
    "]]><!-- -->",
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(A1)",
    "+SUM(1,1)",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "a;b;c\"d\"\"e",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
    "${jndi:ldap:x}",
    "%s%n%x %1$s",
    "`id` $(id) | id && id",
    "../../../../etc/passwd",
    "C:\\Windows\\System32",
    "null",
    "undefined NaN true",
    "{\"title\":\"other\"}",
    "\\u0000 \\x00 \\0",
    "a\\nb\\tc\\",
    "(((((((((((a+)+)+)+)+)+$",
    // Other alphabets, and what looks like this one.
    "Сasă cu grădinӑ",
    "Ρrovider ехаmple",
    "ﬁne ½ ² ①",
    "ｆｕｌｌ ｗｉｄｔｈ",
    "𝓕𝓪𝓷𝓬𝔂 𝕥𝕖𝕩𝕥",
    "بيت آمن للعائلة",
    "בית בטוח",
    "خانه\u{200c}ای برای شما",
    "שלום\u{200f} abc",
    "abc\u{200e} abc",
    "家族のための家",
    "👨\u{200d}👩\u{200d}👧\u{200d}👦 🏳\u{fe0f}\u{200d}🌈",
    // One letter, written in two ways: neither becomes the other.
    "ă â î ș ț",
    "a\u{306} a\u{302} i\u{302} s\u{326} t\u{326}",
    "Z\u{351}\u{36b}\u{343}a\u{321}\u{34e}l\u{34d}\u{354}g\u{329}o",
    "\u{fffd} \u{e000} \u{10fffd}",
    "  spaces before and after  ",
    "two\nlines\r\nand three",
    "soft\u{ad}hyphen and\u{a0}no break",
];

/// Refused wherever text is: they hide, turn or steer.
const HIDING: [&str; 8] = [
    "abc\0def",
    "abc\u{202e}fed",
    "abc\u{2067}fed\u{2069}",
    "abc\u{200b}def",
    "abc\u{feff}def",
    "abc\u{1b}]0;title\u{7}",
    "abc\rdef",
    "abc\u{9b}31m",
];

/// Where text is written and where it comes back: operation, base, field, prefix of the answer. In the first six no contacts may stand,
/// so that some of what is kept elsewhere may be refused there.
#[rustfmt::skip]
const FIELDS: [(&str, &str, &str, &str); 13] = [
    ("createOffer", "housing", "/content/title", ""),
    ("createOffer", "housing", "/content/description", ""),
    ("createOffer", "housing", "/content/price_note", ""),
    ("createOffer", "housing", "/content/translations/uk/title", ""),
    ("createOffer", "service", "/content/details/documents_needed", ""),
    ("createOffer", "medical", "/content/details/opening_hours", ""),
    ("createOffer", "housing", "/private/address", ""),
    ("createOffer", "ride", "/private/driver", ""),
    ("createOffer", "medical", "/private/licence_number", ""),
    ("createProvider", "", "/name", "/profile"),
    ("createProvider", "", "/legal_representative", "/profile"),
    ("createProvider", "", "/contact_person", "/profile"),
    ("createProvider", "", "/contact_hours", "/profile"),
];

/// Writes a text into a field.
async fn write(world: &World, field: (&'static str, &str, &str, &str), text: &str) -> Answer {
    let (operation, base, pointer, _) = field;
    let target = world.target(operation);
    let body = bases(operation, &world.provider)
        .into_iter()
        .find(|(name, _)| *name == base)
        .map_or_else(|| target.body.clone().unwrap(), |(_, body)| body);
    let body = with(body, pointer, text);
    world.call(target).json(&body).send().await
}

#[tokio::test]
async fn suspicious_text_is_kept_byte_for_byte_or_refused_by_name() {
    let world = World::make().await;
    let (mut kept, mut refused) = (0, 0);
    for (number, field) in FIELDS.into_iter().enumerate() {
        let (operation, _, pointer, prefix) = field;
        for text in KEPT {
            let answer = write(&world, field, text).await;
            if answer.status == 201 {
                let folder = if operation == "createOffer" {
                    "offers"
                } else {
                    "providers"
                };
                let path = format!("/{folder}/{}", answer.id());
                let read = world
                    .app
                    .get(path)
                    .by(&world.provider.member)
                    .expect(200)
                    .await;
                assert_eq!(
                    read.text_at(&format!("{prefix}{pointer}")),
                    text,
                    "{pointer}"
                );
                kept += 1;
            } else {
                let fields = answer.field_errors();
                assert!(
                    fields.iter().all(|f| f.starts_with(pointer)) && !fields.is_empty(),
                    "{text:?}: {}",
                    answer.text
                );
                let too_long = fields.contains(&format!("{pointer} length"));
                assert!(
                    number < 6 || too_long,
                    "{pointer} {text:?}: {}",
                    answer.text
                );
                refused += 1;
            }
        }
        let before = world.app.digest().await;
        for text in HIDING {
            let expected = format!("{pointer} control-characters");
            write(&world, field, text).await.fields(422, &[&expected]);
            refused += 1;
        }
        assert_eq!(world.app.digest().await, before, "{pointer}");
    }
    println!(
        "bad_input: {} suspicious texts, {kept} kept byte for byte, {refused} refused by name",
        kept + refused
    );
    assert!(kept >= 500 && refused >= 100, "{kept} {refused}");
}

/// What a household writes goes to the identity schema, and nowhere else in any form.
#[tokio::test]
async fn what_a_household_calls_itself_is_kept_byte_for_byte() {
    let world = World::make().await;
    let target = world.target("createRequest");
    let mut db = world.app.superuser().await;
    let vault = Vault::open(&kek_file(), true).unwrap();
    for text in KEPT {
        let body = with(target.body.clone().unwrap(), "/contact/name", text);
        let body = with(body, "/contact/safe_note", text);
        let filed = world.call(target).json(&body).expect(201).await;
        let id: uuid::Uuid = serde_json::from_value(json!(filed.text_at("/request/id"))).unwrap();
        let contact = request_contacts::find(&mut open_all(&mut db, &vault).await, RequestId(id))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (contact.name.as_deref(), contact.safe_note.as_deref()),
            (Some(text), Some(text))
        );
    }
}
