//! Requests and their answers. Every answer is held against openapi.yaml.

use jiff::SignedDuration;
use reqwest::{Method, header::HeaderMap};
use serde_json::Value;

use crate::{TestApp, contract::contract, people::Who};

/// A request that is being made.
#[must_use]
pub struct Call<'a> {
    app: &'a TestApp,
    method: Method,
    path: String,
    who: Option<&'a Who>,
    token: Option<String>,
    body: Option<Vec<u8>>,
    headers: Vec<(&'static str, String)>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(app: &'a TestApp, method: Method, path: &str) -> Self {
        let outside = ["/healthz", "/readyz", "/api/"]
            .iter()
            .any(|p| path.starts_with(p));
        Self {
            app,
            method,
            path: if outside {
                path.to_owned()
            } else {
                format!("/api/v1{path}")
            },
            who: None,
            token: None,
            body: None,
            headers: Vec::new(),
        }
    }

    /// As somebody. Signs in again when the token has lapsed by the tests' clock.
    pub fn by(mut self, who: &'a Who) -> Self {
        self.who = Some(who);
        self
    }

    /// With a token as it is.
    pub fn token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    /// With a JSON body.
    pub fn json(self, body: &Value) -> Self {
        self.raw(serde_json::to_vec(body).unwrap(), "application/json")
    }

    /// With any body.
    pub fn raw(mut self, body: Vec<u8>, content_type: &str) -> Self {
        self.headers
            .retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        self.body = Some(body);
        self.header("content-type", content_type)
    }

    /// With a version.
    pub fn if_match(self, version: i64) -> Self {
        self.header("if-match", &format!("\"{version}\""))
    }

    /// With an idempotency key.
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// With a header.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Sends it; panics if the answer is not what openapi.yaml says.
    pub async fn send(self) -> Answer {
        self.answered().await.unwrap_or_else(|e| panic!("{e}"))
    }

    /// Sends it; says so if the answer is not what openapi.yaml says.
    pub async fn answered(self) -> Result<Answer, String> {
        let token = match (self.token, self.who) {
            (Some(token), _) => Some(token),
            (None, Some(who)) => Some(Box::pin(who.token(self.app)).await),
            (None, None) => None,
        };
        let mut request = self.app.http.request(
            self.method.clone(),
            format!("{}{}", self.app.base_url, self.path),
        );
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        if let Some(body) = &self.body {
            request = request.body(body.clone());
        }
        let response = request.send().await.expect("the server answers");
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let text = response.text().await.expect("the answer is text");
        let content_type = headers
            .get("content-type")
            .map(|v| v.to_str().unwrap().to_owned());
        let body = contract().check(
            self.method.as_str(),
            &self.path,
            status,
            content_type.as_deref(),
            &text,
        )?;
        if let Some(sent) = self.body.filter(|_| status < 300) {
            contract().check_request(self.method.as_str(), &self.path, &sent)?;
        }
        let request_id = headers.get("x-request-id").map(|v| v.to_str().unwrap());
        assert!(request_id.is_some(), "{} has no x-request-id", self.path);
        if status >= 400 {
            assert_eq!(body["request_id"].as_str(), request_id, "{text}");
            assert_eq!(body["status"].as_u64(), Some(u64::from(status)), "{text}");
        }
        Ok(Answer {
            what: format!("{} {}", self.method, self.path),
            status,
            headers,
            body,
            text,
        })
    }

    /// Sends it and expects a status.
    pub async fn expect(self, status: u16) -> Answer {
        self.send().await.expect(status)
    }
}

/// An answer that openapi.yaml allows.
#[derive(Debug)]
pub struct Answer {
    what: String,
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body; null if there is none.
    pub body: Value,
    /// The body as it was sent.
    pub text: String,
}

impl Answer {
    /// Panics, with the body, unless it has this status.
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.what, self.text);
        self
    }

    /// Panics unless it is this problem.
    pub fn problem(self, status: u16, code: &str) -> Self {
        assert_eq!(
            (self.status, self.body["code"].as_str()),
            (status, Some(code)),
            "{}: {}",
            self.what,
            self.text
        );
        self
    }

    /// Panics unless it is a problem with exactly these fields, each `pointer code`.
    pub fn fields(self, status: u16, fields: &[&str]) -> Self {
        let found = self.field_errors();
        assert_eq!(
            (
                self.status,
                found.iter().map(String::as_str).collect::<Vec<_>>()
            ),
            (status, fields.to_vec()),
            "{}: {}",
            self.what,
            self.text
        );
        self
    }

    /// The fields of a problem, each `pointer code`.
    pub fn field_errors(&self) -> Vec<String> {
        self.body["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|e| {
                format!(
                    "{} {}",
                    e["pointer"].as_str().unwrap(),
                    e["code"].as_str().unwrap()
                )
            })
            .collect()
    }

    /// The value at a JSON pointer.
    pub fn at(&self, pointer: &str) -> &Value {
        self.body
            .pointer(pointer)
            .unwrap_or_else(|| panic!("{}: no {pointer} in {}", self.what, self.text))
    }

    /// The text at a JSON pointer.
    pub fn text_at(&self, pointer: &str) -> String {
        self.at(pointer)
            .as_str()
            .unwrap_or_else(|| panic!("{}: {pointer} is no text in {}", self.what, self.text))
            .to_owned()
    }

    /// The number at a JSON pointer.
    pub fn number(&self, pointer: &str) -> i64 {
        self.at(pointer)
            .as_i64()
            .unwrap_or_else(|| panic!("{}: {pointer} is no number in {}", self.what, self.text))
    }

    /// `/id`.
    pub fn id(&self) -> String {
        self.text_at("/id")
    }

    /// The version in the ETag.
    pub fn version(&self) -> i64 {
        let tag = self.headers["etag"].to_str().unwrap();
        tag.trim_matches('"').parse().unwrap()
    }

    /// The items of a list.
    pub fn items(&self) -> &Vec<Value> {
        self.at("/items").as_array().unwrap()
    }
}

/// How long before its end a token is replaced.
pub(crate) const TOKEN_MARGIN: SignedDuration = SignedDuration::from_secs(5);
