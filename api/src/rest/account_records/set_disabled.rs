//! `PUT /account-records/{id}/disabled`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::id::AccountId;

use crate::{
    app::{
        App,
        administration::{AccountRecordView, DisabledBody},
    },
    extract::{Body, IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Disable an account, or enable it again.
///
/// For administrators with a second factor shown within five minutes. A disabled account is out at once.
#[utoipa::path(
    operation_id = "setDisabled",
    tag = "administration",
    security(("bearer" = [])),
    params(IdPath),
    request_body = DisabledBody,
    responses((status = 200, description = "The account", body = AccountRecordView))
)]
#[put("/account-records/{id}/disabled")]
pub(super) async fn set_disabled(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<AccountId>,
    body: Body<DisabledBody>,
) -> Result<HttpResponse, Fault> {
    let view = app.set_disabled(&caller, id, body.value).await?;
    Ok(answer::ok(&view, None))
}
