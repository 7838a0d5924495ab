use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use punte_core::error::FieldError;
use utoipa::IntoParams;

use crate::{
    app::{Caller, Once},
    auth::keys::sha256,
    problem::Fault,
};

/// The version that the caller saw, from `If-Match`.
pub struct IfMatch(pub i64);

/// How `If-Match` is described.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "described, never built")]
pub struct IfMatchHeader {
    /// The ETag of the version that was read. Missing: 428; not the newest: 412.
    #[param(rename = "If-Match", pattern = r#"^"[0-9]{1,18}"$"#, example = "\"1\"")]
    if_match: String,
}

impl FromRequest for IfMatch {
    type Error = Fault;
    type Future = std::future::Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let version = match request.headers().get(header::IF_MATCH) {
            None => Err(Fault::VersionRequired),
            Some(value) => value
                .to_str()
                .ok()
                .and_then(|v| {
                    v.trim()
                        .strip_prefix('"')?
                        .strip_suffix('"')
                        .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?
                        .parse::<i64>()
                        .ok()
                })
                .ok_or_else(|| Fault::BadRequest(FieldError::new("/header/if-match", "invalid"))),
        };
        std::future::ready(version.map(Self))
    }
}

/// The idempotency key of a request, if it has one.
pub struct IdempotencyKey(Option<String>);

/// How `Idempotency-Key` is described.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "described, never built")]
pub struct IdempotencyKeyHeader {
    /// A random text of 16 to 128 printable ASCII characters, best a UUID. The same key with the same body gives the first answer
    /// for 24 hours; with another body 422; while the first still runs 409.
    #[param(
        rename = "Idempotency-Key",
        nullable = false,
        pattern = "^[!-~]+$",
        min_length = 16,
        max_length = 128,
        example = "0b0e6f1e-7a0d-4b83-9f0f-4f2f6a1c9d3e"
    )]
    idempotency_key: Option<String>,
}

impl FromRequest for IdempotencyKey {
    type Error = Fault;
    type Future = std::future::Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let key = match request.headers().get("idempotency-key") {
            None => Ok(None),
            Some(value) => value
                .to_str()
                .ok()
                .filter(|v| {
                    (16..=128).contains(&v.len()) && v.bytes().all(|b| b.is_ascii_graphic())
                })
                .map(|v| Some(v.to_owned()))
                .ok_or_else(|| {
                    Fault::BadRequest(FieldError::new(
                        "/header/idempotency-key",
                        "idempotency-key",
                    ))
                }),
        };
        std::future::ready(key.map(Self))
    }
}

impl IdempotencyKey {
    /// The key itself, where nothing is stored under it.
    pub fn as_deref(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// Binds the key to who calls, the operation, and everything that makes the request what it is.
    pub fn bind(self, caller: &Caller, operation: &'static str, parts: &[&[u8]]) -> Option<Once> {
        self.0
            .map(|key| Once::new(key, caller, operation, sha256(parts)))
    }
}
