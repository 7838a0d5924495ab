//! What a form sent.

use std::{collections::BTreeMap, future::Future, pin::Pin};

use actix_web::{FromRequest, HttpMessage as _, HttpRequest, dev::Payload, http::header};
use punte_core::error::FieldError;
use serde::{Deserialize, de::DeserializeOwned};

use super::{
    proof::Sent,
    session::{COOKIE, Session},
};
use crate::{
    app::{App, Caller, Once},
    auth::keys::sha256,
    extract::{MAX_BODY, body_time, read_all},
    problem::Fault,
};

/// The fields of a form that this server made for this browser, at most `MAX` bytes of them.
pub struct Form<T, const MAX: usize = MAX_BODY> {
    /// Its fields.
    pub value: T,
    key: String,
    digest: Vec<u8>,
}

/// What [`super::frame::Frame::guarded`] puts into every form.
#[derive(Deserialize)]
struct Guarded {
    guard: String,
    once: String,
}

impl<T, const MAX: usize> Form<T, MAX> {
    /// Makes sending twice one change: by the key that the form carries.
    pub fn once(&self, caller: &Caller, operation: &'static str) -> Once {
        Once::new(self.key.clone(), caller, operation, self.digest.clone())
    }

    /// As [`Form::once`], for the second thing that a form does.
    pub fn once_then(&self, caller: &Caller, operation: &'static str) -> Once {
        let key = format!("{}.then", self.key);
        Once::new(key, caller, operation, self.digest.clone())
    }
}

/// One of several answers, as `pick` and `select` of `parts/form.html` show it.
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it was chosen.
    pub chosen: bool,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            chosen,
        }
    }
}

/// A line of the summary of errors of a long form.
pub struct Line {
    /// The id of the field.
    pub anchor: String,
    /// What the field is called.
    pub label: String,
    /// What is wrong with it.
    pub text: String,
}

/// What was written into the fields of a long form, by their names. What nobody wrote is empty.
#[derive(Clone, Default, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub struct Written(BTreeMap<String, Vec<String>>);

impl From<Vec<(String, String)>> for Written {
    fn from(pairs: Vec<(String, String)>) -> Self {
        let mut written = Self::default();
        for (name, value) in pairs {
            written.add(&name, value);
        }
        written
    }
}

impl Written {
    /// Writes one more value into a field.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        let values = self.0.entry(name.to_owned()).or_default();
        values.push(value.into());
    }

    /// What a field holds, without spaces around it and with the line breaks that we store.
    pub fn one(&self, name: &str) -> String {
        let first = self.0.get(name).and_then(|values| values.first());
        first.map_or_else(String::new, |text| text.trim().replace("\r\n", "\n"))
    }

    /// All that was ticked under a name.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a value was ticked under a name.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|v| v == value)
    }

    /// The names that begin so.
    pub fn names<'a>(&'a self, start: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .keys()
            .map(String::as_str)
            .filter(move |n| n.starts_with(start))
    }
}

impl<T: DeserializeOwned + 'static, const MAX: usize> FromRequest for Form<T, MAX> {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let within = body_time(&request);
        let payload = payload.take();
        Box::pin(async move {
            let kind = request
                .headers()
                .get(header::CONTENT_TYPE)
                .and_then(|v| v.to_str().ok())
                .and_then(|v| v.split(';').next())
                .unwrap_or("");
            if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
                return Err(Fault::MediaType);
            }
            let bytes = read_all(payload, within, MAX, "invalid").await?;
            let guarded: Guarded =
                serde_html_form::from_bytes(&bytes).map_err(|_e| unreadable())?;
            if !holds(&request, &guarded.guard) {
                return Err(Fault::StaleForm);
            }
            let form = Self {
                value: serde_html_form::from_bytes(&bytes).map_err(|_e| unreadable())?,
                key: guarded.once,
                digest: sha256(&[&bytes]),
            };
            // For the page that asks for something in between.
            request.extensions_mut().insert(Sent(bytes.freeze()));
            Ok(form)
        })
    }
}

fn unreadable() -> Fault {
    Fault::BadRequest(FieldError::new("", "invalid"))
}

/// Whether a form was made for the browser that sends it.
fn holds(request: &HttpRequest, guard: &str) -> bool {
    let Some(app) = request.app_data::<actix_web::web::Data<App>>() else {
        return false;
    };
    request
        .cookie(COOKIE)
        .and_then(|cookie| Session::read(&app.auth.keys, cookie.value(), app.now()))
        .is_some_and(|session| {
            // Compared by digests: the time tells nothing.
            sha256(&[session.guard(&app.auth.keys).as_bytes()]) == sha256(&[guard.as_bytes()])
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_form_keeps_every_ticked_box() {
        let written: Written = serde_html_form::from_str("l=uk&t=+a%0D%0Ab+&l=ro").unwrap();
        assert_eq!(written.all("l"), ["uk", "ro"]);
        assert_eq!(written.one("t"), "a\nb");
        assert!(written.has("l", "ro") && written.one("none").is_empty());
    }
}
