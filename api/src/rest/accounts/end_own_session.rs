//! `DELETE /accounts/me/sessions/{id}`

use actix_web::{HttpResponse, delete, web::Data};

use punte_core::id::SessionId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
};

/// End one of one's own sign-ins.
#[utoipa::path(
    operation_id = "endOwnSession",
    tag = "accounts",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 204, description = "Ended"))
)]
#[delete("/accounts/me/sessions/{id}")]
pub(super) async fn end_own_session(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<SessionId>,
) -> Result<HttpResponse, Fault> {
    app.end_own_session(&caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
