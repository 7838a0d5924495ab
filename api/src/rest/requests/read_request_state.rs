//! `POST /request-states`

use actix_web::{HttpResponse, post, web::Data};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{App, limits::Origin, lost_codes::RequestStateView},
    extract::Body,
    problem::Fault,
    rest::answer,
};

/// The short number of a request, as people read it out.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberBody {
    /// Twelve digits; spaces and hyphens do not matter.
    #[schema(max_length = 40, example = "5720 4938 1179")]
    pub number: String,
}

/// Ask where a request stands, by its short number. It says the state, and nothing else.
#[utoipa::path(
    operation_id = "readRequestState",
    tag = "requests",
    security(()),
    request_body = NumberBody,
    responses((status = 200, description = "Where it stands", body = RequestStateView))
)]
#[post("/request-states")]
pub(super) async fn read_request_state(
    app: Data<App>,
    origin: Origin,
    body: Body<NumberBody>,
) -> Result<HttpResponse, Fault> {
    let state = app.state_by_number(&body.value.number, origin).await?;
    Ok(answer::ok(&state, None))
}
