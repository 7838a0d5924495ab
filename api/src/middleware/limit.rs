use actix_web::{
    Error,
    body::{BoxBody, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
    web::Data,
};

use super::origin_of;
use crate::{
    app::{
        App,
        limits::{Counted, Limit, Standing},
    },
    problem::Fault,
    web::LANGUAGES,
};

/// What is limited by where it comes from: method, pattern (of a page: below the language). Codes and accounts are counted where
/// they are looked up.
const ROUTES: [(&str, &str, Limit); 24] = [
    ("GET", "/api/v1/public/offers", Limit::Search),
    ("GET", "/api/v1/public/offers/{id}", Limit::Search),
    ("GET", "/api/v1/places", Limit::Pages),
    ("GET", "/offers", Limit::Pages),
    ("GET", "/offers/{id}", Limit::Pages),
    ("GET", "/map", Limit::Pages),
    ("POST", "/api/v1/requests", Limit::Requests),
    ("POST", "/ask/review", Limit::Requests),
    ("POST", "/api/v1/sessions", Limit::SignInAddress),
    ("POST", "/api/v1/accounts", Limit::SignUp),
    ("POST", "/account/new", Limit::SignUp),
    ("POST", "/api/v1/accounts/password-resets", Limit::SignUp),
    ("POST", "/account/forgot", Limit::SignUp),
    ("POST", "/api/v1/accounts/me/address-changes", Limit::SignUp),
    ("POST", "/account/new-address", Limit::SignUp),
    ("POST", "/api/v1/lost-codes", Limit::SignUp),
    ("POST", "/my/lost", Limit::SignUp),
    ("POST", "/guides/{theme}/feedback", Limit::Remarks),
    ("POST", "/guides/{theme}/suggestion", Limit::Remarks),
    ("POST", "/api/v1/reports", Limit::Remarks),
    ("POST", "/api/v1/report-texts", Limit::Remarks),
    ("POST", "/api/v1/report-states", Limit::Remarks),
    ("POST", "/report", Limit::Remarks),
    ("POST", "/report/more", Limit::Remarks),
];

/// The limit of a method and a pattern.
pub fn limits_of(method: &str, pattern: &str) -> Option<Limit> {
    let pattern = pattern.strip_prefix(LANGUAGES).unwrap_or(pattern);
    ROUTES
        .iter()
        .find(|(m, p, _)| *m == method && *p == pattern)
        .map(|(_, _, limit)| *limit)
}

/// Says how somebody stands with a limit, by the names of draft-ietf-httpapi-ratelimit-headers-10.
pub fn tell(standing: &Standing) -> [(HeaderName, String); 2] {
    let name = standing.limit.name();
    [
        (
            HeaderName::from_static("ratelimit-policy"),
            format!("\"{name}\";q={};w={}", standing.quota, standing.window_s),
        ),
        (
            HeaderName::from_static("ratelimit"),
            format!("\"{name}\";r={};t={}", standing.left, standing.ends_in_s),
        ),
    ]
}

/// Counts what is limited, and refuses what is above.
pub async fn limit<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let limit = request
        .match_pattern()
        .and_then(|pattern| limits_of(request.method().as_str(), &pattern));
    let app = request.app_data::<Data<App>>().cloned();
    let (Some(limit), Some(app)) = (limit, app) else {
        return Ok(next.call(request).await?.map_into_left_body());
    };
    let origin = origin_of(request.request());
    match app.count(limit, Counted::Origin(origin)).await {
        Ok(counted) => {
            let mut response = next.call(request).await?;
            if let Some(counted) = counted.filter(|_| limit.refuses()) {
                for (name, value) in tell(&counted.standing) {
                    // A limit that was met further in has more to say.
                    if !response.headers().contains_key(&name)
                        && let Ok(value) = HeaderValue::from_str(&value)
                    {
                        response.headers_mut().insert(name, value);
                    }
                }
            }
            Ok(response.map_into_left_body())
        }
        Err(error) => {
            // A response that knows its fault, so that pages answer with a page.
            let (request, _) = request.into_parts();
            Ok(ServiceResponse::from_err(Fault::App(error), request).map_into_right_body())
        }
    }
}
