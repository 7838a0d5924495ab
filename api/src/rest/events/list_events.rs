//! `GET /events`

use actix_web::{HttpResponse, get, web::Data};

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::{App, events::EventView},
    extract::{Query, SignedIn, decode_at, encode, limit},
    problem::Fault,
    rest::answer,
};

/// Which events.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct EventsQuery {
    /// `after` of the answer before; without it, from the oldest event on that is kept.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 25)]
    pub limit: Option<u32>,
}

/// Events in the order in which they became visible.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EventsView {
    /// The events.
    pub items: Vec<EventView>,
    /// Send it as `after` the next time, also when there was nothing.
    pub after: String,
    /// Whether there are more already.
    pub more: bool,
}

/// List what happened, the first first.
///
/// For those who ask from time to time. Members of providers get what happened to their offers and matches, administrators and auditors
/// what everybody could see happen to offers. Each event comes once, and none before one that was read already. Events are kept for
/// thirty days: 409 `events-gone` if `after` is older.
#[utoipa::path(
    operation_id = "listEvents",
    tag = "events",
    security(("bearer" = [])),
    params(EventsQuery),
    responses((status = 200, description = "Events", body = EventsView))
)]
#[get("/events")]
pub(super) async fn list_events(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    Query(q): Query<EventsQuery>,
) -> Result<HttpResponse, Fault> {
    let after = decode_at("/query/after", q.after.as_deref())?;
    let found = app.list_events(&caller, after, limit(q.limit, 25)?).await?;
    let view = EventsView {
        items: found.items,
        after: encode(&found.after).unwrap_or_default(),
        more: found.more,
    };
    Ok(answer::ok(&view, None))
}
