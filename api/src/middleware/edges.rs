use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use actix_web::{
    Error,
    body::{BoxBody, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web::Data,
};

use super::Proxies;
use crate::{
    app::AppError,
    problem::Fault,
    web::{LANGUAGES, brief},
};

/// Where the network ends and the server begins.
#[derive(Debug, Clone)]
pub struct Edges {
    /// Whose word is taken on where requests come from.
    pub proxies: Proxies,
    /// Requests that are answered at the same time; above, 503 before anything is looked up.
    pub in_flight: usize,
    /// Within which a body has to be there: long enough for a form from a phone at the border.
    pub body_time: Duration,
}

impl Default for Edges {
    fn default() -> Self {
        Self {
            proxies: Proxies::default(),
            in_flight: 256,
            body_time: Duration::from_secs(30),
        }
    }
}

/// How many requests are being answered, of all threads of a server.
#[derive(Default)]
pub struct InFlight(AtomicUsize);

/// So many more find a place who ask for what must get through.
const LANE: usize = 32;

/// What must get through: whether the server lives, what people tell us, and moderators who take something out.
const URGENT: [(&str, &str); 14] = [
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("POST", "/guides/{theme}/feedback"),
    ("POST", "/guides/{theme}/suggestion"),
    ("GET", "/report"),
    ("POST", "/report"),
    ("POST", "/report/more"),
    ("POST", "/api/v1/reports"),
    ("POST", "/api/v1/report-texts"),
    ("POST", "/desk/items/{id}"),
    ("POST", "/desk/reports/{id}"),
    ("POST", "/desk/providers/{id}"),
    ("POST", "/api/v1/review/items/{id}/decisions"),
    ("POST", "/api/v1/providers/{id}/block"),
];

fn is_urgent(request: &ServiceRequest) -> bool {
    let Some(pattern) = request.match_pattern() else {
        return false;
    };
    let pattern = pattern.strip_prefix(LANGUAGES).unwrap_or(&pattern);
    URGENT.contains(&(request.method().as_str(), pattern))
}

/// A place among those that are answered.
struct Place(Data<InFlight>);

impl Place {
    fn take(now: Data<InFlight>, cap: usize) -> Option<Self> {
        let before = now.0.fetch_add(1, Ordering::Relaxed);
        let place = Self(now);
        (before < cap).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Refuses at once what the server has no place for, so that what it accepted is answered in time.
pub async fn shed<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let (Some(edges), Some(now)) = (
        request.app_data::<Data<Edges>>(),
        request.app_data::<Data<InFlight>>(),
    ) else {
        return Ok(next.call(request).await?.map_into_left_body());
    };
    let lane = if is_urgent(&request) { LANE } else { 0 };
    let Some(_place) = Place::take(now.clone(), edges.in_flight.saturating_add(lane)) else {
        let (request, _) = request.into_parts();
        let answer = brief(&request, &Fault::App(AppError::Overloaded));
        return Ok(ServiceResponse::new(request, answer).map_into_right_body());
    };
    Ok(next.call(request).await?.map_into_left_body())
}
