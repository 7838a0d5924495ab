//! `POST /providers/{id}/identity-views`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{
        App,
        providers::{IdentityViewBody, ProviderView},
    },
    extract::{Body, IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Open who a provider is, with a reason.
///
/// For moderators who are not its members. Every look is written down and counted.
#[utoipa::path(
    operation_id = "openIdentity",
    tag = "providers",
    security(("bearer" = [])),
    params(IdPath),
    request_body = IdentityViewBody,
    responses((status = 201, description = "The provider", body = ProviderView))
)]
#[post("/providers/{id}/identity-views")]
pub(super) async fn open_identity(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
    body: Body<IdentityViewBody>,
) -> Result<HttpResponse, Fault> {
    let view = app.open_identity(&caller, id, body.value).await?;
    Ok(answer::created(&view, Some(view.version)))
}
