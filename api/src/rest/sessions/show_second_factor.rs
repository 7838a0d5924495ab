//! `POST /sessions/current/second-factor`

use actix_web::{HttpResponse, post, web::Data};

use super::CodeBody;
use crate::{
    app::App,
    extract::{Body, SignedIn},
    problem::Fault,
};

/// Show the second factor again, for what takes one of the last five minutes.
#[utoipa::path(
    operation_id = "showSecondFactor",
    tag = "sessions",
    security(("bearer" = [])),
    request_body = CodeBody,
    responses((status = 204, description = "Shown"))
)]
#[post("/sessions/current/second-factor")]
pub(super) async fn show_second_factor(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    body: Body<CodeBody>,
) -> Result<HttpResponse, Fault> {
    app.show_factor(&caller, &body.value.code).await?;
    Ok(HttpResponse::NoContent().finish())
}
