//! What a form sent.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::BytesMut};
use futures_util::StreamExt as _;
use punte_core::error::FieldError;
use serde::{Deserialize, de::DeserializeOwned};

use super::session::{COOKIE, Session};
use crate::{
    app::{App, Caller, Once},
    auth::keys::sha256,
    extract::MAX_BODY,
    problem::Fault,
};

/// The fields of a form that this server made for this browser.
pub struct Form<T> {
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

impl<T> Form<T> {
    /// Makes sending twice one change: by the key that the form carries.
    pub fn once(&self, caller: &Caller, operation: &'static str) -> Once {
        Once::new(self.key.clone(), caller, operation, self.digest.clone())
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
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
            let mut bytes = BytesMut::new();
            while let Some(chunk) = payload.next().await {
                let chunk = chunk.map_err(|_e| unreadable())?;
                if bytes.len() + chunk.len() > MAX_BODY {
                    return Err(Fault::TooLarge);
                }
                bytes.extend_from_slice(&chunk);
            }
            let guarded: Guarded =
                serde_html_form::from_bytes(&bytes).map_err(|_e| unreadable())?;
            if !holds(&request, &guarded.guard) {
                return Err(Fault::StaleForm);
            }
            Ok(Self {
                value: serde_html_form::from_bytes(&bytes).map_err(|_e| unreadable())?,
                key: guarded.once,
                digest: sha256(&[&bytes]),
            })
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
