//! Opaque cursors: the key of the last item, as base64url of JSON.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use punte_core::error::FieldError;
use serde::{Serialize, de::DeserializeOwned};

use crate::problem::Fault;

/// A key as a cursor.
pub fn encode<K: Serialize>(key: &K) -> Option<String> {
    serde_json::to_vec(key)
        .ok()
        .map(|bytes| URL_SAFE_NO_PAD.encode(bytes))
}

/// A cursor as a key; 400 unless it is one of ours.
pub fn decode<K: DeserializeOwned>(cursor: Option<&str>) -> Result<Option<K>, Fault> {
    decode_at("/query/cursor", cursor)
}

/// A cursor that another parameter holds.
pub fn decode_at<K: DeserializeOwned>(
    pointer: &str,
    cursor: Option<&str>,
) -> Result<Option<K>, Fault> {
    cursor
        .map(|text| {
            let bytes = URL_SAFE_NO_PAD
                .decode(text)
                .ok()
                .filter(|_| text.len() <= 512);
            bytes
                .and_then(|b| serde_json::from_slice(&b).ok())
                .ok_or_else(|| Fault::BadRequest(FieldError::new(pointer, "cursor")))
        })
        .transpose()
}
