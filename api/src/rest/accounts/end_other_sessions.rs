//! `DELETE /accounts/me/sessions`

use actix_web::{HttpResponse, delete, web::Data};

use crate::{app::App, extract::SignedIn, problem::Fault};

/// End all of one's own sign-ins but the one that asks.
#[utoipa::path(
    operation_id = "endOtherSessions",
    tag = "accounts",
    security(("bearer" = [])),
    responses((status = 204, description = "Ended"))
)]
#[delete("/accounts/me/sessions")]
pub(super) async fn end_other_sessions(
    app: Data<App>,
    SignedIn(caller): SignedIn,
) -> Result<HttpResponse, Fault> {
    app.end_other_sessions(&caller).await?;
    Ok(HttpResponse::NoContent().finish())
}
