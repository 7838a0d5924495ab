//! `GET /places`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::error::FieldError;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::{App, places::PlaceView},
    extract::{AnyCaller, Query, limit},
    problem::Fault,
    rest::answer::{self, ListView},
};

/// What is looked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PlacesQuery {
    /// The name, or its beginning, in any spelling.
    #[param(
        min_length = 1,
        max_length = 100,
        pattern = r"^[^\x00-\x1f\x7f-\x9f]*$",
        example = "Сірет"
    )]
    pub q: String,
    /// Only in this country, ISO 3166-1 alpha-2.
    #[param(pattern = "^[A-Z]{2}$", example = "RO")]
    pub country: Option<String>,
    /// At most so many.
    #[param(minimum = 1, maximum = 100, default = 10)]
    pub limit: Option<u32>,
}

/// Find places by name, in any of four languages.
#[utoipa::path(
    operation_id = "searchPlaces",
    tag = "places",
    security(()),
    params(PlacesQuery),
    responses((status = 200, description = "Places, best first", body = ListView<PlaceView>))
)]
#[get("/places")]
pub(super) async fn search_places(
    app: Data<App>,
    AnyCaller(caller): AnyCaller,
    Query(q): Query<PlacesQuery>,
) -> Result<HttpResponse, Fault> {
    let wrong =
        |name: &str, code| Fault::BadRequest(FieldError::new(format!("/query/{name}"), code));
    if !(1..=100).contains(&q.q.chars().count()) || q.q.chars().any(char::is_control) {
        return Err(wrong("q", "invalid"));
    }
    if q.country
        .as_deref()
        .is_some_and(|c| c.len() != 2 || !c.bytes().all(|b| b.is_ascii_uppercase()))
    {
        return Err(wrong("country", "invalid"));
    }
    Ok(answer::list(
        app.search_places(&caller, &q.q, q.country.as_deref(), limit(q.limit, 10)?)
            .await?,
    ))
}
