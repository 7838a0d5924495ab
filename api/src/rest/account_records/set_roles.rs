//! `PUT /account-records/{id}/roles`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::id::AccountId;

use crate::{
    app::{
        App,
        administration::{AccountRecordView, RolesBody},
    },
    extract::{Body, IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Give an account its roles.
///
/// For administrators with a second factor shown within five minutes. Nobody changes their own; the last administrator stays one.
#[utoipa::path(
    operation_id = "setRoles",
    tag = "administration",
    security(("bearer" = [])),
    params(IdPath),
    request_body = RolesBody,
    responses((status = 200, description = "The account", body = AccountRecordView))
)]
#[put("/account-records/{id}/roles")]
pub(super) async fn set_roles(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<AccountId>,
    body: Body<RolesBody>,
) -> Result<HttpResponse, Fault> {
    let view = app.set_roles(&caller, id, &body.value).await?;
    Ok(answer::ok(&view, None))
}
