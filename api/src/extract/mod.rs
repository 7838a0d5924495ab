//! What handlers take: bodies, callers, versions, keys, parameters. Everything else is refused here, with its pointer.

mod body;
mod caller;
mod cursor;
mod headers;
mod params;

pub use body::{Body, MAX_BODY, body_time, read_all};
pub use caller::{AnyCaller, BearerToken, SignedIn};
pub use cursor::{decode, decode_at, encode};
pub use headers::{IdempotencyKey, IdempotencyKeyHeader, IfMatch, IfMatchHeader};
pub use params::{IdPath, PageQuery, PathId, Query, limit};
