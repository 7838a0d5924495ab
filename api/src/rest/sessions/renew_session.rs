//! `POST /sessions/current/renewal`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{App, sessions::TokenView},
    extract::BearerToken,
    problem::Fault,
    rest::answer,
};

/// Get a new access token for the session.
#[utoipa::path(
    operation_id = "renewSession",
    tag = "sessions",
    security(("bearer" = [])),
    responses((status = 201, description = "An access token", body = TokenView))
)]
#[post("/sessions/current/renewal")]
pub(super) async fn renew_session(
    app: Data<App>,
    BearerToken(token): BearerToken,
) -> Result<HttpResponse, Fault> {
    Ok(answer::created(&app.renew_session(&token).await?, None))
}
