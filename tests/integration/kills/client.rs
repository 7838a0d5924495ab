//! Asks a server that may be killed at any moment, until it answers.

#![cfg(test)]

use std::time::{Duration, Instant};

use punte_tests::PASSWORD;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::{sync::Mutex, time::sleep};

use super::ledger::Ledger;

/// Whoever gets no answer for so long says so, instead of asking for ever. A start on a busy machine may take a while.
const PATIENCE: Duration = Duration::from_mins(1);
/// Between two tries.
const BETWEEN: Duration = Duration::from_millis(50);

/// A request, which can be sent again as it is.
pub struct Ask {
    method: Method,
    path: String,
    key: Option<String>,
    version: Option<i64>,
    body: Option<Value>,
}

impl Ask {
    fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            key: None,
            version: None,
            body: None,
        }
    }

    /// `GET` of a path under `/api/v1`.
    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    /// `POST`.
    pub fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }

    /// With an idempotency key.
    pub fn key(self, key: &str) -> Self {
        Self {
            key: Some(key.to_owned()),
            ..self
        }
    }

    /// With a version.
    pub fn version(self, version: i64) -> Self {
        Self {
            version: Some(version),
            ..self
        }
    }

    /// With a JSON body.
    pub fn json(self, body: Value) -> Self {
        Self {
            body: Some(body),
            ..self
        }
    }
}

/// An answer.
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Body; null if there is none.
    pub body: Value,
    what: String,
}

impl Answer {
    /// Panics, with the body, unless it has this status.
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.described());
        self
    }

    /// The text at a JSON pointer.
    pub fn text(&self, pointer: &str) -> String {
        let found = self.body.pointer(pointer).and_then(Value::as_str);
        found
            .unwrap_or_else(|| panic!("no {pointer}: {}", self.described()))
            .to_owned()
    }

    /// The version in the body.
    pub fn version(&self) -> i64 {
        self.body["version"].as_i64().expect("a version")
    }

    /// Whether it is this problem.
    pub fn is(&self, status: u16, code: &str) -> bool {
        self.status == status && self.body["code"] == code
    }

    /// For whoever reads what went wrong.
    pub fn described(&self) -> String {
        format!("{}: {} {}", self.what, self.status, self.body)
    }

    /// Whether it says to ask again: nobody could do it now, the first try is still under way, or a server that stood still for ten seconds
    /// had read nothing of it by then (408; RFC 9110, 15.5.9: whoever has it on the way may repeat it).
    fn is_later(&self) -> bool {
        self.status >= 500 || self.status == 408 || self.is(409, "key-in-flight")
    }
}

/// Somebody who signs in, and the token that they hold.
pub struct Who {
    path: &'static str,
    body: Value,
    token: Mutex<Option<String>>,
}

impl Who {
    /// The holder of an account with the password of the tests.
    pub fn account(email: &str) -> Self {
        Self::new("/sessions", json!({ "email": email, "password": PASSWORD }))
    }

    /// The holder of a tracking code.
    pub fn household(code: &str) -> Self {
        Self::new("/tracking-sessions", json!({ "code": code }))
    }

    fn new(path: &'static str, body: Value) -> Self {
        Self {
            path,
            body,
            token: Mutex::new(None),
        }
    }
}

/// Asks, and keeps the ledger.
pub struct Client {
    http: reqwest::Client,
    base: String,
    /// What was said.
    pub ledger: Ledger,
}

impl Client {
    /// For the server that listens there.
    pub fn new(listen: &str) -> Self {
        Self {
            // A connection for each request, as from so many phones. Long enough for a server that is stopped for a while.
            http: reqwest::Client::builder()
                .pool_max_idle_per_host(0)
                .no_proxy()
                .timeout(Duration::from_secs(10))
                .build()
                .unwrap(),
            base: format!("http://{listen}/api/v1"),
            ledger: Ledger::default(),
        }
    }

    /// Sends it until it is answered: the same request, with the same key.
    pub async fn ask(&self, ask: &Ask) -> Answer {
        self.ask_with(None, ask).await
    }

    /// As [`Client::ask`], as somebody. Whoever is not known any more signs in again.
    pub async fn ask_as(&self, who: &Who, ask: &Ask) -> Answer {
        let mut answer = None;
        for _ in 0..3 {
            let token = match self.token(who).await {
                Ok(token) => token,
                Err(refused) => return refused,
            };
            let answered = self.ask_with(Some(&token), ask).await;
            if answered.status != 401 {
                return answered;
            }
            let mut held = who.token.lock().await;
            if held.as_deref() == Some(token.as_str()) {
                *held = None;
            }
            answer = Some(answered);
        }
        answer.expect("it was asked")
    }

    /// The token that somebody holds; signs in first, if they hold none. The answer, if that is refused.
    async fn token(&self, who: &Who) -> Result<String, Answer> {
        let mut held = who.token.lock().await;
        if let Some(token) = &*held {
            return Ok(token.clone());
        }
        let answer = self.ask(&Ask::post(who.path).json(who.body.clone())).await;
        if answer.status != 201 {
            return Err(answer);
        }
        let token = answer.text("/access_token");
        *held = Some(token.clone());
        Ok(token)
    }

    async fn ask_with(&self, token: Option<&str>, ask: &Ask) -> Answer {
        let began = Instant::now();
        loop {
            let said = match self.once(token, ask).await {
                Some(answer) if !answer.is_later() => return answer,
                Some(answer) => {
                    if answer.status == 500 {
                        self.ledger.break_down(answer.described());
                    }
                    answer.described()
                }
                None => "no answer".to_owned(),
            };
            assert!(
                began.elapsed() < PATIENCE,
                "{} {}: not done in {} s: {said}",
                ask.method,
                ask.path,
                PATIENCE.as_secs()
            );
            self.ledger.repeat();
            sleep(BETWEEN).await;
        }
    }

    /// Sends it once. Nothing, if the connection was cut before the whole answer was there.
    async fn once(&self, token: Option<&str>, ask: &Ask) -> Option<Answer> {
        let url = format!("{}{}", self.base, ask.path);
        let mut request = self.http.request(ask.method.clone(), url);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(key) = &ask.key {
            request = request.header("idempotency-key", key);
        }
        if let Some(version) = ask.version {
            request = request.header("if-match", format!("\"{version}\""));
        }
        if let Some(body) = &ask.body {
            request = request.json(body);
        }
        let response = request.send().await.ok()?;
        let status = response.status().as_u16();
        let text = response.text().await.ok()?;
        Some(Answer {
            status,
            body: serde_json::from_str(&text).unwrap_or(Value::Null),
            what: format!("{} {}", ask.method, ask.path),
        })
    }
}
