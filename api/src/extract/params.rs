use actix_web::{FromRequest, HttpRequest, dev::Payload};
use punte_core::error::FieldError;
use serde::{Deserialize, de::DeserializeOwned};
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{app::AppError, problem::Fault};

/// The id in the path. What is no id does not exist: 404.
pub struct PathId<T>(pub T);

/// How the id is described.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "described, never built")]
pub struct IdPath {
    /// The id.
    #[param(example = "01980f4e-8d8f-7c3a-9b1e-3f7d2a6c5b10")]
    id: Uuid,
}

impl<T: From<Uuid>> FromRequest for PathId<T> {
    type Error = Fault;
    type Future = std::future::Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request
            .match_info()
            .get("id")
            // One way to write an id, as in answers.
            .filter(|id| id.len() == 36)
            .and_then(|id| Uuid::try_parse(id).ok());
        std::future::ready(
            id.map(|id| Self(T::from(id)))
                .ok_or(Fault::App(AppError::NotFound)),
        )
    }
}

/// What is wrong with a parameter, or with the query as a whole.
fn wrong(name: Option<&str>, code: &'static str) -> Fault {
    let pointer = name.map_or_else(
        || "/query".to_owned(),
        |name| format!("/query/{}", name.replace('~', "~0").replace('/', "~1")),
    );
    Fault::BadRequest(FieldError::new(pointer, code))
}

/// 400 for the first parameter that is not percent-encoded UTF-8, by its name if that can be read. `form_urlencoded` would read
/// something else than what was sent.
fn check_encoding(query: &str) -> Result<(), Fault> {
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decoded(name);
        if name.is_none() || decoded(value).is_none() {
            return Err(wrong(name.as_deref(), "invalid"));
        }
    }
    Ok(())
}

/// A text without its percent-encoding; none if that is broken or hides bytes that are no UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            u8::try_from(digit()? * 16 + digit()?).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

/// The query string; 400 with `/query/<name>` for what is wrong with it.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Fault;
    type Future = std::future::Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        if let Err(fault) = check_encoding(request.query_string()) {
            return std::future::ready(Err(fault));
        }
        let deserializer = serde_urlencoded::Deserializer::new(form_urlencoded::parse(
            request.query_string().as_bytes(),
        ));
        let value = serde_path_to_error::deserialize(deserializer).map_err(|e| {
            let path = Some(e.path().to_string()).filter(|path| path != ".");
            let text = e.inner().to_string();
            let named = |prefix: &str| {
                text.strip_prefix(prefix)
                    .and_then(|rest| rest.split('`').next())
                    .map(str::to_owned)
            };
            let (name, code) = if let Some(name) = named("missing field `") {
                (Some(name), "required")
            } else if let Some(name) = named("unknown field `") {
                (Some(name), "unknown-field")
            } else if let Some(name) = named("duplicate field `") {
                (Some(name), "duplicate")
            } else if text.starts_with("unknown variant") {
                (path, "unknown-value")
            } else {
                (path, "invalid")
            };
            wrong(name.as_deref(), code)
        });
        std::future::ready(value.map(Self))
    }
}

/// A page of a list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 25)]
    pub limit: Option<u32>,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(max_length = 512)]
    pub cursor: Option<String>,
}

impl PageQuery {
    /// The limit, checked.
    pub fn limit(&self) -> Result<u32, Fault> {
        limit(self.limit, 25)
    }
}

/// A limit of 1 to 100, or the default.
pub fn limit(asked: Option<u32>, default: u32) -> Result<u32, Fault> {
    let limit = asked.unwrap_or(default);
    if (1..=100).contains(&limit) {
        Ok(limit)
    } else {
        Err(Fault::BadRequest(FieldError::range("/query/limit", 1, 100)))
    }
}
