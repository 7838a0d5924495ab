//! `POST /providers`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{
        App,
        providers::{ProviderBody, ProviderView},
    },
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Register a provider.
///
/// The caller becomes its administrator. Offers are matched once moderators checked the provider.
#[utoipa::path(
    operation_id = "createProvider",
    tag = "providers",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = ProviderBody,
    responses((status = 201, description = "The provider", body = ProviderView))
)]
#[post("/providers")]
pub(super) async fn create_provider(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
    body: Body<ProviderBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "createProvider", &[&body.digest]);
    let view = app
        .create_provider(&caller, once.as_ref(), body.value)
        .await?;
    Ok(answer::created(&view, Some(view.version)))
}
