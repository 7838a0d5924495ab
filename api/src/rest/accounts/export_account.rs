//! `GET /accounts/me/export`

use actix_web::{HttpResponse, get, web::Data};

use crate::{
    app::{App, rights::AccountExport},
    extract::SignedIn,
    problem::Fault,
    rest::answer,
};

/// Take along everything that is held about one's own account.
///
/// With the providers that it belongs to and every look at who they are; of a private person with all that they offer. Without
/// the data of households.
#[utoipa::path(
    operation_id = "exportAccount",
    tag = "accounts",
    security(("bearer" = [])),
    responses((status = 200, description = "Everything", body = AccountExport))
)]
#[get("/accounts/me/export")]
pub(super) async fn export_account(
    app: Data<App>,
    SignedIn(caller): SignedIn,
) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(&app.export_account(&caller).await?, None))
}
