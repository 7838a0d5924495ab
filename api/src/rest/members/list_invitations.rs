//! `GET /providers/{id}/invitations`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{App, members::InvitationView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List the invitations to a provider that can be accepted.
///
/// For its administrators. Codes are not shown again.
#[utoipa::path(
    operation_id = "listInvitations",
    tag = "members",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The invitations", body = ListView<InvitationView>))
)]
#[get("/providers/{id}/invitations")]
pub(super) async fn list_invitations(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(app.list_invitations(&caller, id).await?))
}
