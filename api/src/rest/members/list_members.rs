//! `GET /providers/{id}/members`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{App, members::MemberView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List the members of a provider.
///
/// For each of them. Its administrators see the addresses of their accounts.
#[utoipa::path(
    operation_id = "listMembers",
    tag = "members",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The members", body = ListView<MemberView>))
)]
#[get("/providers/{id}/members")]
pub(super) async fn list_members(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(app.list_members(&caller, id).await?))
}
