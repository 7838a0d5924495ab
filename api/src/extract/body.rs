use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::BytesMut};
use futures_util::StreamExt as _;
use punte_core::error::FieldError;
use serde::de::DeserializeOwned;

use crate::{auth::keys::sha256, json, problem::Fault};

/// Most bytes of a body (SAFETY, API4).
pub const MAX_BODY: usize = 64 * 1024;

/// A JSON body of at most `MAX` bytes, with the digest of its bytes for the idempotency key.
pub struct Body<T, const MAX: usize = MAX_BODY> {
    /// What it says.
    pub value: T,
    /// SHA-256 of its bytes.
    pub digest: Vec<u8>,
}

impl<T: DeserializeOwned + 'static, const MAX: usize> FromRequest for Body<T, MAX> {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let content_type = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .unwrap_or("")
            .to_ascii_lowercase();
        let kind = content_type
            .split(';')
            .next()
            .unwrap_or("")
            .trim()
            .to_owned();
        let announced = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
        let encoded = request
            .headers()
            .get(header::CONTENT_ENCODING)
            .is_some_and(|v| v != "identity");
        let mut payload = payload.take();
        Box::pin(async move {
            if announced.is_some_and(|length| length > MAX) {
                return Err(Fault::TooLarge);
            }
            if encoded
                || !matches!(
                    kind.as_str(),
                    "application/json" | "application/merge-patch+json"
                )
            {
                return Err(Fault::MediaType);
            }
            let mut bytes = BytesMut::new();
            while let Some(chunk) = payload.next().await {
                let chunk = chunk
                    .map_err(|_cut_off| Fault::BadRequest(FieldError::new("", "invalid-json")))?;
                if bytes.len() + chunk.len() > MAX {
                    return Err(Fault::TooLarge);
                }
                bytes.extend_from_slice(&chunk);
            }
            let value = json::from_slice(&bytes).map_err(Fault::BadRequest)?;
            Ok(Self {
                value,
                digest: sha256(&[&bytes]),
            })
        })
    }
}
