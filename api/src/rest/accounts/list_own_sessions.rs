//! `GET /accounts/me/sessions`

use actix_web::{HttpResponse, get, web::Data};

use crate::{
    app::{App, sessions::SessionView},
    extract::SignedIn,
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List one's own sign-ins that hold, the one used last first.
#[utoipa::path(
    operation_id = "listOwnSessions",
    tag = "accounts",
    security(("bearer" = [])),
    responses((status = 200, description = "The sign-ins", body = ListView<SessionView>))
)]
#[get("/accounts/me/sessions")]
pub(super) async fn list_own_sessions(
    app: Data<App>,
    SignedIn(caller): SignedIn,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(app.own_sessions(&caller).await?))
}
