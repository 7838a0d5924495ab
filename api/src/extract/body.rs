use std::{future::Future, pin::Pin, time::Duration};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header,
    web::{BytesMut, Data},
};
use futures_util::StreamExt as _;
use punte_core::error::FieldError;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::{auth::keys::sha256, json, middleware::Edges, problem::Fault};

/// Most bytes of a body: more is not read.
pub const MAX_BODY: usize = 64 * 1024;

/// Within which a body has to be there.
pub fn body_time(request: &HttpRequest) -> Duration {
    request
        .app_data::<Data<Edges>>()
        .map_or(Edges::default().body_time, |edges| edges.body_time)
}

/// Reads a body of at most so many bytes; `cut_off` is the code of one that ends too early.
pub async fn read_all(
    mut payload: Payload,
    within: Duration,
    max: usize,
    cut_off: &'static str,
) -> Result<BytesMut, Fault> {
    let read = async {
        let mut bytes = BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk =
                chunk.map_err(|_cut_off| Fault::BadRequest(FieldError::new("", cut_off)))?;
            if bytes.len() + chunk.len() > max {
                return Err(Fault::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    };
    timeout(within, read)
        .await
        .map_err(|_elapsed| Fault::TooSlow)?
}

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
        let (payload, within) = (payload.take(), body_time(request));
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
            let bytes = read_all(payload, within, MAX, "invalid-json").await?;
            let value = json::from_slice(&bytes).map_err(Fault::BadRequest)?;
            Ok(Self {
                value,
                digest: sha256(&[&bytes]),
            })
        })
    }
}
