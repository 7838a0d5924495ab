//! `DELETE /members/{id}`

use actix_web::{HttpResponse, delete, web::Data};

use punte_core::id::MemberId;

use crate::{
    app::App,
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
};

/// End a membership: one's own, or that of somebody else.
///
/// Somebody else's is for the administrators of the provider. Whoever is removed is out at once; the last administrator stays.
#[utoipa::path(
    operation_id = "removeMember",
    tag = "members",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 204, description = "Ended"))
)]
#[delete("/members/{id}")]
pub(super) async fn remove_member(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<MemberId>,
) -> Result<HttpResponse, Fault> {
    app.remove_member(&caller, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
