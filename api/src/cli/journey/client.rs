//! HTTP, and what came back.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use reqwest::{Method, RequestBuilder};
use serde_json::Value;

/// Why the story cannot go on. One line for people.
#[derive(Debug)]
pub(super) struct Stop(String);

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for Stop {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// A step of the story.
pub(super) type Step<T> = Result<T, Stop>;

/// How often it is looked whether a mail has come, and after which pause.
const LOOKS: u32 = 120;
const PAUSE: Duration = Duration::from_millis(250);

/// Speaks to one server, and reads the mails that it sends.
pub(super) struct Client {
    http: reqwest::Client,
    base: String,
    mail: PathBuf,
}

impl Client {
    /// For the server at this URL, whose mails become files in this directory.
    pub fn new(url: &str, mail: &Path) -> Step<Self> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(30))
            .build()
            .map_err(|e| format!("no HTTP client: {e}"))?;
        Ok(Self {
            http,
            base: url.trim_end_matches('/').to_owned(),
            mail: mail.to_owned(),
        })
    }

    /// The code in a mail to this address, as soon as it has come.
    pub async fn mailed_code(&self, to: &str) -> Step<String> {
        self.mailed_code_of(to, "").await
    }

    /// As [`Client::mailed_code`], of a mail whose link leads to this page.
    pub async fn mailed_code_of(&self, to: &str, page: &str) -> Step<String> {
        for _ in 0..LOOKS {
            let files = fs::read_dir(&self.mail).into_iter().flatten().flatten();
            let mails = files
                .filter(|file| file.path().extension().is_some_and(|e| e == "eml"))
                .filter_map(|file| fs::read_to_string(file.path()).ok());
            for mail in mails {
                let (head, body) = mail.split_once("\r\n\r\n").unwrap_or((&mail, ""));
                // RFC 2045, 6.7: where a long line goes on.
                let body = body.replace("=\r\n", "");
                let is_to = |line: &str| line.starts_with("To:") && line.contains(to);
                if !head.lines().any(is_to) || !body.contains(page) {
                    continue;
                }
                if let Some(code) = body.split_whitespace().find(|word| is_code(word)) {
                    return Ok(code.to_owned());
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(format!(
            "no mail with a code came into {}: say with --mail where the server's mails become files",
            self.mail.display()
        )
        .into())
    }

    /// Fills in the form of a page and sends it, as a browser in which nobody is signed in. The status of the answer.
    pub async fn send_form(&self, page: &str, fields: &[(&str, &str)]) -> Step<u16> {
        let url = format!("{}{page}", self.base);
        let no_answer = |e: reqwest::Error| format!("{page} got no answer: {}", root(&e));
        let seen = self.http.get(&url).send().await.map_err(no_answer)?;
        let cookie = seen.headers().get("set-cookie");
        let cookie = cookie.and_then(|v| v.to_str().ok()).unwrap_or_default();
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let html = seen.bytes().await.map_err(no_answer)?;
        let html = String::from_utf8_lossy(&html);
        let mut form = fields.to_vec();
        form.extend(["guard", "once"].map(|name| (name, hidden(&html, name))));
        let body = serde_urlencoded::to_string(&form)
            .map_err(|e| format!("the form of {page} cannot be filled in: {e}"))?;
        let sent = self
            .http
            .post(&url)
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .map_err(no_answer)?;
        Ok(sent.status().as_u16())
    }

    /// Reads. The path begins behind `/api/v1`.
    pub fn get(&self, path: &str) -> Call {
        self.call(Method::GET, path)
    }

    /// Does something, without a body.
    pub fn post(&self, path: &str) -> Call {
        self.call(Method::POST, path)
    }

    /// Takes something away.
    pub fn delete(&self, path: &str) -> Call {
        self.call(Method::DELETE, path)
    }

    /// Edits the version with this mark.
    pub fn patch(&self, path: &str, etag: &str) -> Call {
        self.call(Method::PATCH, path).header("if-match", etag)
    }

    /// Does something with the version of a thing that its owner sees now.
    pub async fn act(&self, token: &str, path: &str, action: &str) -> Step<Call> {
        let seen = self.get(path).with(token).send().await?.expect(200)?;
        let call = self.post(&format!("{path}/{action}")).with(token);
        Ok(call.header("if-match", &seen.etag))
    }

    fn call(&self, method: Method, path: &str) -> Call {
        Call {
            what: format!("{method} {}", path.split('?').next().unwrap_or(path)),
            builder: self
                .http
                .request(method, format!("{}/api/v1{path}", self.base))
                .header("accept-language", "en"),
        }
    }

    /// Every item of a list, page after page. The path may hold parameters.
    pub async fn list(&self, token: Option<&str>, path: &str) -> Step<Vec<Value>> {
        let mut items = Vec::new();
        let mut cursor = String::new();
        loop {
            let sign = if path.contains('?') { '&' } else { '?' };
            let mut call = self.get(&format!("{path}{sign}limit=20{cursor}"));
            if let Some(token) = token {
                call = call.with(token);
            }
            let page = call.send().await?.expect(200)?;
            items.extend_from_slice(list(&page.body, "/items"));
            match page.body.pointer("/next_cursor").and_then(Value::as_str) {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return Ok(items),
            }
        }
    }
}

/// A request on its way.
pub(super) struct Call {
    what: String,
    builder: RequestBuilder,
}

impl Call {
    /// As the holder of this token.
    pub fn with(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// Once, however often it is sent.
    pub fn once(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// With a JSON body.
    pub fn json(self, body: &Value) -> Self {
        Self {
            builder: self.builder.json(body),
            ..self
        }
    }

    fn header(self, name: &str, value: &str) -> Self {
        Self {
            builder: self.builder.header(name, value),
            ..self
        }
    }

    /// Sends it; any status is an answer.
    pub async fn send(self) -> Step<Answer> {
        let what = self.what;
        let response = self
            .builder
            .send()
            .await
            .map_err(|e| format!("{what} got no answer: {}", root(&e)))?;
        let status = response.status().as_u16();
        let etag = response
            .headers()
            .get("etag")
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let bytes = response
            .bytes()
            .await
            .map_err(|e| format!("{what} broke off: {}", root(&e)))?;
        Ok(Answer {
            what,
            status,
            etag,
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
        })
    }
}

/// The innermost cause: "connection refused" says more than "error sending request".
fn root(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

/// What a server answered.
pub(super) struct Answer {
    what: String,
    /// The HTTP status.
    pub status: u16,
    /// The version, for `If-Match`; empty if there is none.
    pub etag: String,
    /// The body; null if it is no JSON.
    pub body: Value,
}

impl Answer {
    /// The story goes on only with this status.
    pub fn expect(self, status: u16) -> Step<Self> {
        if self.status == status {
            Ok(self)
        } else {
            Err(format!("{} answered {}, not {status}", self.what, self.describe()).into())
        }
    }

    /// A text of the body.
    pub fn text(&self, pointer: &str) -> &str {
        text(&self.body, pointer)
    }

    /// Whether it is this refusal.
    pub fn is(&self, status: u16, code: &str) -> bool {
        self.status == status && self.text("/code") == code
    }

    /// `409 capacity-exhausted`, with the fields of a problem.
    pub fn describe(&self) -> String {
        let fields = list(&self.body, "/errors")
            .iter()
            .fold(String::new(), |all, field| {
                format!(
                    "{all} {}: {}",
                    text(field, "/pointer"),
                    text(field, "/code")
                )
            });
        let line = format!("{} {}{fields}", self.status, self.text("/code"));
        line.trim_end().to_owned()
    }
}

/// A text at a pointer; empty if there is none.
pub(super) fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// A list at a pointer; empty if there is none.
pub(super) fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value
        .pointer(pointer)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// A number at a pointer; -1 if there is none.
pub(super) fn number(value: &Value, pointer: &str) -> i64 {
    value.pointer(pointer).and_then(Value::as_i64).unwrap_or(-1)
}

/// Whether there is anything but null at a pointer.
pub(super) fn given(value: &Value, pointer: &str) -> bool {
    value.pointer(pointer).is_some_and(|v| !v.is_null())
}

/// What a page put into a hidden field of its forms; empty if there is none.
fn hidden<'a>(html: &'a str, name: &str) -> &'a str {
    html.split_once(&format!("name=\"{name}\" value=\""))
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or("", |(value, _)| value)
}

/// Whether a word of a mail is a code: seven groups of four.
fn is_code(word: &str) -> bool {
    let groups: Vec<&str> = word.split('-').collect();
    groups.len() == 7
        && groups.iter().all(|g| {
            g.len() == 4
                && g.bytes()
                    .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        })
}
