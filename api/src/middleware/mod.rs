//! What surrounds every request: its id, its language, its line in the log, the headers of every answer; and who is let through.

mod edges;
mod limit;
mod origin;

pub use edges::{Edges, InFlight, shed};
pub use limit::{limit, limits_of, tell};
pub use origin::{Proxies, origin_of};

use actix_web::{
    Error, HttpMessage as _,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{self, AcceptEncoding, Encoding, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::Data,
};
use punte_core::locale::Locale;

use crate::{app::App, ids};

/// What is known of a request wherever an answer is made.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// To quote when asking for help.
    pub request_id: String,
    /// The language of the answer, and of who asks: Ukrainian, if they say none.
    pub locale: Locale,
    /// The language of a problem. A program that says none is read by whoever writes it: it gets English.
    pub problems: Locale,
    /// The query string, for the link to the next page.
    pub query: String,
}

tokio::task_local! {
    static CONTEXT: RequestContext;
}

/// The context of the request that is being answered.
pub fn current() -> RequestContext {
    CONTEXT
        .try_with(Clone::clone)
        .unwrap_or_else(|_outside| RequestContext {
            request_id: String::new(),
            locale: Locale::default(),
            problems: Locale::default(),
            query: String::new(),
        })
}

/// Takes an `Accept-Encoding` away that refuses all we have: RFC 9110, 12.5.3 lets us answer uncompressed, where `Compress` would
/// answer 406 with a text of its own.
pub async fn forgive_encoding<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let wanted = request.get_header::<AcceptEncoding>();
    let ours = [Encoding::identity(), Encoding::gzip()];
    if wanted.is_some_and(|wanted| wanted.negotiate(ours.iter()).is_none()) {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    next.call(request).await
}

/// The language that the address of a page begins with: `/uk`, `/uk/offers`.
pub fn path_locale(path: &str) -> Option<Locale> {
    let first = path.strip_prefix('/')?.split('/').next()?;
    Locale::ALL.into_iter().find(|l| l.as_str() == first)
}

/// Below it programs ask, and no page is.
const API: &str = "/api/";

/// What anybody may read from any page on the web: the feed of verified offers, which is the same for everybody.
const FEEDS: &str = "/api/v1/public/";

/// Gives a request its context; logs its method, pattern, status and time, never its path, body or sender.
pub async fn surround<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let asked = path_locale(request.path()).or_else(|| {
        request
            .headers()
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|v| v.to_str().ok())
            .and_then(Locale::negotiate)
    });
    let locale = asked.unwrap_or_default();
    let by_program = asked.is_none() && request.path().starts_with(API);
    let context = RequestContext {
        request_id: ids::random().to_string(),
        locale,
        problems: if by_program { Locale::En } else { locale },
        query: request.query_string().to_owned(),
    };
    let id = context.request_id.clone();
    let method = request.method().clone();
    let began = std::time::Instant::now();
    request.extensions_mut().insert(context.clone());
    let feed = method == Method::GET && request.path().starts_with(FEEDS);
    let over_tls = request
        .app_data::<Data<App>>()
        .is_some_and(|app| app.public_url.starts_with("https://"));
    let mut response = CONTEXT.scope(context, next.call(request)).await?;
    tracing::info!(
        request_id = %id,
        %method,
        pattern = response.request().match_pattern().unwrap_or_else(|| "-".to_owned()),
        status = response.status().as_u16(),
        ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        (
            "cross-origin-resource-policy",
            if feed { "cross-origin" } else { "same-origin" },
        ),
    ] {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    if feed {
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        );
    }
    if over_tls {
        // A year, as ASVS 3.4.1 asks.
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    // A problem says its own.
    if !headers.contains_key(header::CONTENT_LANGUAGE) {
        let language = HeaderValue::from_static(locale.as_str());
        headers.insert(header::CONTENT_LANGUAGE, language);
    }
    // The strictest is the rule. A page that needs more says so itself: so far the API reference.
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
    ] {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    Ok(response)
}
