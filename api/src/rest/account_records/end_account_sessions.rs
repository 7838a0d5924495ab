//! `DELETE /account-records/{id}/sessions`

use actix_web::{HttpResponse, delete, web::Data};

use punte_core::id::AccountId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
};

/// End every sign-in of an account.
///
/// For administrators with a second factor shown within five minutes.
#[utoipa::path(
    operation_id = "endAccountSessions",
    tag = "administration",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 204, description = "Ended"))
)]
#[delete("/account-records/{id}/sessions")]
pub(super) async fn end_account_sessions(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<AccountId>,
) -> Result<HttpResponse, Fault> {
    app.end_account_sessions(&caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
