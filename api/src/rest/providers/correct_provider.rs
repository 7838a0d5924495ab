//! `PUT /providers/{id}/profile`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{
        App,
        providers::{ProviderBody, ProviderView},
    },
    extract::{Body, IdPath, IfMatch, IfMatchHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Correct what a provider says about itself.
///
/// For its administrators. What is left out is empty afterwards; what it is stays. With another name, registration number or legal
/// representative it is vetted again, and nobody sees its offers until then. Everything else counts at once. `identity-held` while
/// something about it is looked into: until then only when to call and the languages are corrected. Whom it agreed with is told of
/// another name.
#[utoipa::path(
    operation_id = "correctProvider",
    tag = "providers",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader),
    request_body = ProviderBody,
    responses((status = 200, description = "The provider", body = ProviderView))
)]
#[put("/providers/{id}/profile")]
pub(super) async fn correct_provider(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
    IfMatch(version): IfMatch,
    body: Body<ProviderBody>,
) -> Result<HttpResponse, Fault> {
    let view = app
        .correct_provider(&caller, None, id, version, body.value)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
