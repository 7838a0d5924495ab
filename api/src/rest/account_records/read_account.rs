//! `GET /account-records/{id}`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::AccountId;

use crate::{
    app::{App, administration::AccountRecordView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Read an account.
///
/// For administrators. A look at somebody else's is written down, and counted.
#[utoipa::path(
    operation_id = "readAccount",
    tag = "administration",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The account", body = AccountRecordView))
)]
#[get("/account-records/{id}")]
pub(super) async fn read_account(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<AccountId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(&app.read_account(&caller, id).await?, None))
}
