//! Forged access tokens (docs/assurance.md, T3): of thousands none lets anybody in. Each is a right token but for something: its header,
//! a claim, its signature, a bit. `PUNTE_FORGED=1000000` is the size of a release.

#![cfg(test)]

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use punte_api::app::AppError;
use punte_core::policy::Actor;
use punte_tests::TestApp;
use ring::{
    hmac,
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair as _},
};
use serde_json::{Value, json};

use crate::sizes::{Dice, size};

/// What tokens are written with.
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

fn packed(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn unpacked(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// A value with other values in the place of one of its members; `null` takes it away.
fn changed(value: &Value, name: &str, others: &[Value]) -> Vec<Value> {
    let mut all = Vec::new();
    for other in others.iter().chain([&json!({ "none": 0 })]) {
        let mut value = value.clone();
        if other["none"] == 0 {
            value.as_object_mut().unwrap().remove(name);
        } else {
            value[name] = other.clone();
        }
        all.push(value);
    }
    all
}

/// Headers that are not the right one.
fn headers(right: &Value, own_jwk: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    let algorithms = [
        "none", "None", "NONE", "nOnE", "", "HS256", "HS384", "HS512", "RS256", "PS256", "ES256",
        "eddsa", "Ed25519",
    ];
    all.extend(changed(right, "alg", &algorithms.map(|a| json!(a))));
    all.extend(changed(
        right,
        "alg",
        &[json!(null), json!(0), json!(["EdDSA"])],
    ));
    let types = [
        "JWT",
        "jwt",
        "AT+JWT",
        "at+jwt ",
        "refresh+jwt",
        "application/at+jwt",
        "",
    ];
    all.extend(changed(right, "typ", &types.map(|t| json!(t))));
    let kids = [
        "0000000000000000",
        "",
        "../../../../etc/passwd",
        "../keys/token-ed25519.pk8",
        "/dev/null",
        "' or 1=1 --",
        "x' union select 'A' --",
        "*",
        "http://127.0.0.1/key",
    ];
    all.extend(changed(right, "kid", &kids.map(|k| json!(k))));
    all.extend(changed(
        right,
        "kid",
        &[json!(null), json!(0), json!([right["kid"]])],
    ));
    // A key that comes with the token: with an unknown kid, so that only it could be the one.
    let mut carried = changed(right, "kid", &[json!("attacker")]);
    carried.truncate(1);
    for (name, value) in [
        ("jwk", own_jwk.clone()),
        ("jku", json!("https://127.0.0.1/jwks.json")),
        ("x5u", json!("https://127.0.0.1/cert.pem")),
    ] {
        carried.extend(
            changed(&carried[0].clone(), name, &[value])
                .into_iter()
                .take(1),
        );
    }
    all.extend(carried);
    all
}

/// Claims that are not the right ones.
fn claims(right: &Value) -> Vec<Value> {
    let (exp, nbf) = (
        right["exp"].as_i64().unwrap(),
        right["nbf"].as_i64().unwrap(),
    );
    let mut all = Vec::new();
    for (name, others) in [
        (
            "iss",
            vec![
                json!("Punte"),
                json!("evil"),
                json!(""),
                json!(null),
                json!(["evil"]),
            ],
        ),
        (
            "aud",
            vec![
                json!("punte"),
                json!("punte:admin"),
                json!(""),
                json!(null),
                json!(0),
            ],
        ),
        (
            "sub",
            vec![
                json!("00000000-0000-0000-0000-000000000000"),
                json!("' or 1=1 --"),
                json!(null),
                json!(1),
            ],
        ),
        (
            "exp",
            vec![
                json!(exp.to_string()),
                json!(nbf - 600),
                json!(nbf + 3601),
                json!(32_503_680_000_i64),
                json!(i64::MAX),
                json!(-1),
                json!(1e300),
                json!(null),
            ],
        ),
        (
            "nbf",
            vec![
                json!(nbf.to_string()),
                json!(nbf + 6),
                json!(exp),
                json!(i64::MIN),
                json!(null),
            ],
        ),
        ("iat", vec![json!("now"), json!(null)]),
        ("jti", vec![json!("x"), json!(null)]),
    ] {
        all.extend(changed(right, name, &others));
    }
    // What a token never says.
    for (name, value) in [
        ("roles", json!(["administrator"])),
        ("admin", json!(true)),
        ("scope", json!("*")),
    ] {
        all.extend(changed(right, name, &[value]).into_iter().take(1));
    }
    all.extend([json!({}), json!([]), json!(null), json!("x")]);
    all
}

/// A token with a signature of a key.
fn signed(pair: &Ed25519KeyPair, head: &Value, body: &Value) -> String {
    let text = format!("{}.{}", packed(head), packed(body));
    let signature = URL_SAFE_NO_PAD.encode(pair.sign(text.as_bytes()));
    format!("{text}.{signature}")
}

/// The server's key, and one that is nobody's.
fn key_pairs(app: &TestApp) -> [Ed25519KeyPair; 2] {
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    [
        Ed25519KeyPair::from_pkcs8(&app.token_key()).unwrap(),
        Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap(),
    ]
}

/// A key as it would come with a token.
fn jwk(pair: &Ed25519KeyPair) -> Value {
    json!({ "kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(pair.public_key().as_ref()) })
}

/// Tokens, each unlike the right one.
fn forged(app: &TestApp, right: &str) -> Vec<String> {
    let [ours, theirs] = key_pairs(app);
    let parts: Vec<&str> = right.split('.').collect();
    let (header, body) = (unpacked(parts[0]), unpacked(parts[1]));
    // The public key as the secret of an HMAC: what confuses the kinds of algorithms.
    let confused = |head: &Value, body: &Value| {
        let text = format!("{}.{}", packed(head), packed(body));
        let mut all = Vec::new();
        for algorithm in [hmac::HMAC_SHA256, hmac::HMAC_SHA384, hmac::HMAC_SHA512] {
            let key = hmac::Key::new(algorithm, ours.public_key().as_ref());
            let tag = URL_SAFE_NO_PAD.encode(hmac::sign(&key, text.as_bytes()));
            all.push(format!("{text}.{tag}"));
        }
        all
    };
    let mut heads = headers(&header, &jwk(&theirs));
    let mut bodies = claims(&body);
    let mut all = Vec::new();
    // Signed with our own key, so that nothing but the header or the claim can be what is refused.
    for head in &heads {
        all.push(signed(&ours, head, &body));
    }
    for body in &bodies {
        all.push(signed(&ours, &header, body));
    }
    heads.push(header.clone());
    bodies.push(body.clone());
    for head in &heads {
        for body in &bodies {
            all.push(signed(&theirs, head, body));
            all.push(format!("{}.{}.", packed(head), packed(body)));
        }
        all.extend(confused(head, &body));
    }
    // Every bit, of the text and of what it holds.
    for at in 0..right.len() {
        for bit in 0..7 {
            let mut bytes = right.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            all.push(String::from_utf8(bytes).unwrap());
        }
    }
    for (number, part) in parts.iter().enumerate() {
        let whole = URL_SAFE_NO_PAD.decode(part).unwrap();
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut bytes = whole.clone();
                bytes[at] ^= 1 << bit;
                let mut parts: Vec<String> = parts.iter().map(|p| (*p).to_owned()).collect();
                parts[number] = URL_SAFE_NO_PAD.encode(bytes);
                all.push(parts.join("."));
            }
        }
    }
    // Shorter, longer, in other shapes.
    for length in 0..right.len() {
        all.push(right[..length].to_owned());
    }
    let [h, b, s] = [parts[0], parts[1], parts[2]];
    all.extend([
        format!("{right}."),
        format!(".{right}"),
        format!("{right}.{s}"),
        format!("{right}.x.y"),
        format!("{h}..{s}"),
        format!(".{b}.{s}"),
        format!("{h}.{b}"),
        format!("{h}.{s}.{b}"),
        format!("{b}.{h}.{s}"),
        format!("{right}="),
        format!("{right}A"),
        format!("{h}.{b}.{}", s.repeat(2)),
        format!("{h}.{b}.{}", "A".repeat(86)),
        right.repeat(20),
        right.to_uppercase(),
    ]);
    all
}

/// Makes tokens that nobody lists, each unlike the right one, as many as are asked for.
struct Forger {
    dice: Dice,
    right: String,
    header: Value,
    body: Value,
    /// Headers that are not the right one.
    heads: Vec<Value>,
    /// Claims, the right ones among them.
    bodies: Vec<Value>,
    ours: Ed25519KeyPair,
    theirs: Ed25519KeyPair,
}

impl Forger {
    fn of(app: &TestApp, right: &str) -> Self {
        let [ours, theirs] = key_pairs(app);
        let parts: Vec<&str> = right.split('.').collect();
        let (header, body) = (unpacked(parts[0]), unpacked(parts[1]));
        let mut bodies = claims(&body);
        bodies.push(body.clone());
        Self {
            dice: Dice::new(0xf04e_d001),
            right: right.to_owned(),
            heads: headers(&header, &jwk(&theirs)),
            header,
            body,
            bodies,
            ours,
            theirs,
        }
    }

    fn one(&mut self) -> String {
        loop {
            let token = match self.dice.below(4) {
                0 => self.mistyped(),
                1 => self.badly_signed(),
                2 => self.signed_by_another(),
                _ => self.wrong_in_two_places(),
            };
            if token != self.right {
                return token;
            }
        }
    }

    /// One to six letters are others.
    fn mistyped(&mut self) -> String {
        let mut text = self.right.clone().into_bytes();
        for _ in 0..=self.dice.below(6) {
            let at = self.dice.below(text.len());
            text[at] = LETTERS[self.dice.below(LETTERS.len())];
        }
        String::from_utf8(text).unwrap()
    }

    /// All is right but the signature, which is any bytes.
    fn badly_signed(&mut self) -> String {
        let bytes: Vec<u8> = (0..8)
            .flat_map(|_| self.dice.roll().to_le_bytes())
            .collect();
        let (text, _) = self.right.rsplit_once('.').unwrap();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// All is right but the key, for any sign-in.
    fn signed_by_another(&mut self) -> String {
        let mut body = self.body.clone();
        let high = u128::from(self.dice.roll()) << 64;
        let sub = uuid::Uuid::from_u128(high | u128::from(self.dice.roll()));
        body["sub"] = json!(sub);
        signed(&self.theirs, &self.header, &body)
    }

    /// The server's own key under any two that do not go together, and of which the header alone is refused already.
    fn wrong_in_two_places(&mut self) -> String {
        let mut head = self.heads[self.dice.below(self.heads.len())].clone();
        head["n"] = json!(self.dice.roll());
        let body = &self.bodies[self.dice.below(self.bodies.len())];
        signed(&self.ours, &head, body)
    }
}

#[tokio::test]
async fn of_thousands_of_forged_tokens_none_lets_anybody_in() {
    let app = TestApp::spawn().await;
    let right = app.as_moderator().token(&app).await;
    let cases = app.use_cases().await;
    assert!(matches!(
        cases.identify(&right).await,
        Ok(Actor::Account { .. })
    ));
    let (mut refused, mut over_http) = (0, 0);
    let all = forged(&app, &right);
    // All that are listed, and a few hundred that are not.
    let wanted = size("PUNTE_FORGED", 0).max(all.len() + 500);
    let mut forger = Forger::of(&app, &right);
    let drawn = std::iter::repeat_with(|| forger.one());
    for (number, token) in all.into_iter().chain(drawn).take(wanted).enumerate() {
        assert_ne!(token, right, "{number} is no forgery");
        match cases.identify(&token).await {
            Err(AppError::Unauthenticated) => refused += 1,
            other => panic!("{number} {token}: {other:?}"),
        }
        let sendable = token.bytes().all(|b| b.is_ascii_graphic());
        if number % 40 == 0 && sendable && !token.is_empty() {
            let answer = app.get("/accounts/me").token(&token).send().await;
            answer.problem(401, "unauthenticated");
            over_http += 1;
        }
    }
    cases.pool.close().await;
    println!("forged: {refused} tokens, {over_http} of them over HTTP as well, 0 accepted");
    assert!(
        refused >= 5_000 && over_http >= 100,
        "{refused} {over_http}"
    );
}
