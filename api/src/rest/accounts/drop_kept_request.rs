//! `DELETE /accounts/me/requests/{id}`

use actix_web::{HttpResponse, delete, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
};

/// Keep a request in one's own account no longer. The request stays as it is; where it was opened from the account it closes.
#[utoipa::path(
    operation_id = "dropKeptRequest",
    tag = "accounts",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 204, description = "The account does not keep it any more"))
)]
#[delete("/accounts/me/requests/{id}")]
pub(super) async fn drop_kept_request(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
) -> Result<HttpResponse, Fault> {
    app.drop_kept_request(&caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
