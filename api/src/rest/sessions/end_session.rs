//! `DELETE /sessions/current`

use actix_web::{HttpResponse, delete, web::Data};

use crate::{app::App, extract::BearerToken, problem::Fault};

/// Sign out.
#[utoipa::path(
    operation_id = "endSession",
    tag = "sessions",
    security(("bearer" = [])),
    responses((status = 204, description = "Signed out"))
)]
#[delete("/sessions/current")]
pub(super) async fn end_session(
    app: Data<App>,
    BearerToken(token): BearerToken,
) -> Result<HttpResponse, Fault> {
    app.sign_out(&token).await?;
    Ok(HttpResponse::NoContent().finish())
}
