//! Access tokens: EdDSA pinned, every claim required, ten or thirty minutes.
//!
//! jsonwebtoken wants a crypto provider: its `rust_crypto` compiles the `rsa` crate (RUSTSEC-2023-0071) and
//! `aws_lc_rs` builds C; ring is here already, so Ed25519 over ring is installed as the provider. No other algorithm exists.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, Once, PoisonError, RwLock},
};

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::{ErrorKind, Result as JwtResult},
};
use punte_core::id::{HouseholdSessionId, SessionId};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use signature::{Error as SignatureError, Signer, Verifier};
use uuid::Uuid;

use super::{KeyError, TokenKeys, token_keys::OVERLAP};

const ISSUER: &str = "punte";
const TYPE: &str = "at+jwt";
/// How often the keys are looked for again, at most: whoever makes tokens up names keys that nobody has.
const LOOK_AGAIN_AFTER: SignedDuration = SignedDuration::from_secs(1);
/// Clock difference that is forgiven, seconds.
const LEEWAY_S: u64 = 5;

struct Ed25519Signer(Ed25519KeyPair);

impl Signer<Vec<u8>> for Ed25519Signer {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, SignatureError> {
        Ok(self.0.sign(message).as_ref().to_vec())
    }
}

impl JwtSigner for Ed25519Signer {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDSA
    }
}

struct Ed25519Verifier(UnparsedPublicKey<Vec<u8>>);

impl Verifier<Vec<u8>> for Ed25519Verifier {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), SignatureError> {
        self.0
            .verify(message, signature)
            .map_err(|_e| SignatureError::new())
    }
}

impl JwtVerifier for Ed25519Verifier {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDSA
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the provider's signature"
)]
fn signer(algorithm: &Algorithm, key: &EncodingKey) -> JwtResult<Box<dyn JwtSigner>> {
    if *algorithm != Algorithm::EdDSA {
        return Err(ErrorKind::InvalidAlgorithm.into());
    }
    let pair =
        Ed25519KeyPair::from_pkcs8(key.as_bytes()).map_err(|_e| ErrorKind::InvalidEddsaKey)?;
    Ok(Box::new(Ed25519Signer(pair)))
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the provider's signature"
)]
fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> JwtResult<Box<dyn JwtVerifier>> {
    if *algorithm != Algorithm::EdDSA {
        return Err(ErrorKind::InvalidAlgorithm.into());
    }
    let public = key.try_get_as_bytes()?.to_vec();
    Ok(Box::new(Ed25519Verifier(UnparsedPublicKey::new(
        &ED25519, public,
    ))))
}

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: signer,
    verifier_factory: verifier,
    key_utils: KeyUtils::new_unimplemented(),
};

/// Whom a token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// A session of an account.
    Session(SessionId),
    /// A household that showed its code.
    Household(HouseholdSessionId),
}

/// The claims (RFC 9068's set, without what we do not use).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: Uuid,
}

/// A key that tokens are read with.
struct Reading {
    kid: String,
    key: DecodingKey,
    /// From when on not any more.
    until: Timestamp,
}

impl Reading {
    fn new(pkcs8: &[u8], until: Timestamp) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8).map_err(|_e| KeyError::Token)?;
        let public = pair.public_key().as_ref();
        let mut kid = super::keys::hex(&super::keys::sha256(&[public]));
        kid.truncate(16);
        Ok(Self {
            kid,
            key: DecodingKey::from_ed_der(public),
            until,
        })
    }
}

/// The keys as they were read last.
struct Held {
    encoding: EncodingKey,
    kid: String,
    /// A fixed set: a token names one of it, and nothing else is looked up by what a token says.
    reading: Vec<Reading>,
}

impl Held {
    fn new(keys: &TokenKeys) -> Result<Self, KeyError> {
        let current = Reading::new(&keys.current, Timestamp::MAX)?;
        let kid = current.kid.clone();
        let mut reading = vec![current];
        for replaced in &keys.replaced {
            let until = replaced.at.saturating_add(OVERLAP).unwrap_or(replaced.at);
            reading.push(Reading::new(&replaced.pkcs8, until)?);
        }
        Ok(Self {
            encoding: EncodingKey::from_ed_der(&keys.current),
            kid,
            reading,
        })
    }

    /// The key of a name, while it is read.
    fn key(&self, kid: &str, now: Timestamp) -> Option<DecodingKey> {
        let named = |reading: &&Reading| reading.kid == kid && now < reading.until;
        self.reading
            .iter()
            .find(named)
            .map(|reading| reading.key.clone())
    }
}

/// Makes and reads tokens.
pub struct Tokens {
    held: RwLock<Arc<Held>>,
    directory: Option<PathBuf>,
    /// When they were looked for again last.
    looked: Mutex<Option<Timestamp>>,
}

impl Tokens {
    /// From the keys of an installation.
    pub fn new(keys: &TokenKeys) -> Result<Self, KeyError> {
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(|| {
            // Fails only if another provider was installed, and nothing else here installs one.
            let _ = PROVIDER.install_default();
        });
        Ok(Self {
            held: RwLock::new(Arc::new(Held::new(keys)?)),
            directory: keys.directory.clone(),
            looked: Mutex::new(None),
        })
    }

    fn held(&self) -> Arc<Held> {
        Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The key that a token names. One that is not known may be of a rotation since: the keys are read again, as often as that may be.
    fn key(&self, kid: &str, now: Timestamp) -> Option<DecodingKey> {
        self.held()
            .key(kid, now)
            .or_else(|| self.look_again(now)?.key(kid, now))
    }

    fn look_again(&self, now: Timestamp) -> Option<Arc<Held>> {
        let directory = self.directory.as_deref()?;
        {
            let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
            if looked.is_some_and(|at| now.duration_since(at).abs() < LOOK_AGAIN_AFTER) {
                return None;
            }
            *looked = Some(now);
        }
        match TokenKeys::load(directory).and_then(|keys| Held::new(&keys)) {
            Ok(held) => {
                let held = Arc::new(held);
                *self.held.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&held);
                Some(held)
            }
            Err(error) => {
                tracing::warn!(%error, "the keys of tokens cannot be read again");
                None
            }
        }
    }

    /// A token for a holder, valid for so many seconds from now.
    pub fn issue(&self, holder: Holder, now: Timestamp, ttl_s: i64) -> JwtResult<String> {
        let (aud, sub) = match holder {
            Holder::Session(id) => ("punte:session", id.0),
            Holder::Household(id) => ("punte:tracking", id.0),
        };
        let now_s = now.as_second();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: aud.to_owned(),
            sub,
            iat: now_s,
            nbf: now_s,
            exp: now_s + ttl_s,
            jti: crate::ids::random(),
        };
        let held = self.held();
        let header = Header {
            typ: Some(TYPE.to_owned()),
            kid: Some(held.kid.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        jsonwebtoken::encode(&header, &claims, &held.encoding)
    }

    /// Reads a token; `None` unless everything about it is right at this instant.
    pub fn read(&self, token: &str, now: Timestamp) -> Option<Holder> {
        if token.len() > 2048 {
            return None;
        }
        let header = jsonwebtoken::decode_header(token).ok()?;
        if header.typ.as_deref() != Some(TYPE) {
            return None;
        }
        let key = self.key(header.kid.as_deref()?, now)?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_required_spec_claims(&["exp", "nbf", "aud", "iss", "sub"]);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&["punte:session", "punte:tracking"]);
        // The product's clock decides, below; tests move it.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation)
            .ok()?
            .claims;
        let leeway = i64::try_from(LEEWAY_S).unwrap_or(0);
        let now_s = now.as_second();
        if claims.exp.saturating_add(leeway) <= now_s
            || claims.nbf > now_s + leeway
            || claims.exp.saturating_sub(claims.nbf) > 3600
        {
            return None;
        }
        match claims.aud.as_str() {
            "punte:session" => Some(Holder::Session(SessionId(claims.sub))),
            "punte:tracking" => Some(Holder::Household(HouseholdSessionId(claims.sub))),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens() -> Tokens {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&ring::rand::SystemRandom::new()).unwrap();
        Tokens::new(&TokenKeys {
            directory: None,
            current: pkcs8.as_ref().to_vec(),
            replaced: Vec::new(),
        })
        .unwrap()
    }

    #[test]
    fn a_token_holds_for_its_time_and_for_nobody_else() {
        let (ours, theirs) = (tokens(), tokens());
        let now: Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
        let holder = Holder::Session(SessionId(crate::ids::random()));
        let token = ours.issue(holder, now, 600).unwrap();
        assert_eq!(ours.read(&token, now), Some(holder));
        assert_eq!(theirs.read(&token, now), None);
        assert_eq!(
            ours.read(&token, now + jiff::SignedDuration::from_secs(606)),
            None
        );
        assert_eq!(
            ours.read(&token, now - jiff::SignedDuration::from_secs(6)),
            None
        );
    }

    #[test]
    fn every_changed_character_is_refused() {
        let ours = tokens();
        let now: Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
        let token = ours
            .issue(
                Holder::Household(HouseholdSessionId(crate::ids::random())),
                now,
                600,
            )
            .unwrap();
        for at in 0..token.len() - 1 {
            let mut forged = token.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(forged).unwrap();
            // The last character of a part may carry bits that base64url ignores; strict decoding refuses those too.
            assert!(
                forged == token || ours.read(&forged, now).is_none(),
                "at {at}"
            );
        }
        assert!(ours.read("eyJhbGciOiJub25lIn0.e30.", now).is_none());
    }
}
