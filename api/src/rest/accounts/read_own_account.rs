//! `GET /accounts/me`

use actix_web::{HttpResponse, get, web::Data};

use crate::{
    app::{App, accounts::AccountView},
    extract::SignedIn,
    problem::Fault,
    rest::answer,
};

/// Read one's own account.
#[utoipa::path(
    operation_id = "readOwnAccount",
    tag = "accounts",
    security(("bearer" = [])),
    responses((status = 200, description = "The account", body = AccountView))
)]
#[get("/accounts/me")]
pub(super) async fn read_own_account(
    app: Data<App>,
    SignedIn(caller): SignedIn,
) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(&app.own_account(&caller).await?, None))
}
