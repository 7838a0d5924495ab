use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::Data};
use punte_core::policy::Actor;

use crate::{
    app::{App, AppError, Caller},
    auth::PARTNER_MARK,
    middleware::current,
    problem::Fault,
};

/// Whoever calls: a visitor, if no token is sent. A token that does not hold is refused, not ignored.
pub struct AnyCaller(pub Caller);

/// Somebody with a token.
pub struct SignedIn(pub Caller);

/// The token itself, for signing out.
pub struct BearerToken(pub String);

/// A header in which other interfaces take a key, and ours does not.
const API_KEY: &str = "x-api-key";

/// Why nobody is known who has to be: a program that showed a key, in whatever way, is told of the key, anybody else to sign in.
fn unknown(request: &HttpRequest) -> Fault {
    let headers = request.headers();
    let shown = headers.get(header::AUTHORIZATION);
    let key = shown
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(' ').any(|word| word.starts_with(PARTNER_MARK)));
    if key || headers.contains_key(API_KEY) {
        Fault::KeyRefused
    } else {
        Fault::App(AppError::Unauthenticated)
    }
}

fn bearer(request: &HttpRequest) -> Result<Option<String>, Fault> {
    let Some(value) = request.headers().get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let token = value
        .to_str()
        .ok()
        .and_then(|v| v.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    token
        .map(|t| Some(t.to_owned()))
        .ok_or_else(|| unknown(request))
}

async fn identify(request: HttpRequest) -> Result<Caller, Fault> {
    let locale = current().locale;
    let actor = match bearer(&request)? {
        None => Actor::Visitor,
        Some(token) => {
            let app = request
                .app_data::<Data<App>>()
                .cloned()
                .ok_or_else(|| Fault::App(AppError::Internal("no application data".into())))?;
            // A task of its own: what a request is made of is read at the same time, and the first part that is wrong ends the
            // reading of the others. Ended in the middle of a query, this one would cost the pool a connection.
            let found = actix_web::rt::spawn(async move { app.identify(&token).await })
                .await
                .map_err(|e| Fault::App(AppError::Internal(Box::new(e))))?;
            match found {
                Err(AppError::Unauthenticated) => return Err(unknown(&request)),
                found => found?,
            }
        }
    };
    Ok(Caller { actor, locale })
}

impl FromRequest for AnyCaller {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { identify(request).await.map(Self) })
    }
}

impl FromRequest for SignedIn {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let caller = identify(request.clone()).await?;
            if caller.actor == Actor::Visitor {
                Err(unknown(&request))
            } else {
                Ok(Self(caller))
            }
        })
    }
}

impl FromRequest for BearerToken {
    type Error = Fault;
    type Future = std::future::Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(
            bearer(request).and_then(|token| token.map(Self).ok_or_else(|| unknown(request))),
        )
    }
}
