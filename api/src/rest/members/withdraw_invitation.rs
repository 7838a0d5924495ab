//! `DELETE /invitations/{id}`

use actix_web::{HttpResponse, delete, web::Data};

use punte_core::id::InvitationId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
};

/// Take an invitation back.
///
/// For the administrators of the provider.
#[utoipa::path(
    operation_id = "withdrawInvitation",
    tag = "members",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 204, description = "Taken back"))
)]
#[delete("/invitations/{id}")]
pub(super) async fn withdraw_invitation(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<InvitationId>,
) -> Result<HttpResponse, Fault> {
    app.withdraw_invitation(&caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
