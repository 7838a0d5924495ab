//! `PUT /requests/{id}/pin`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::{id::RequestId, sensitive::Sensitive};

use super::PinBody;
use crate::{
    app::App,
    extract::{Body, IdPath, PathId, SignedIn},
    problem::Fault,
};

/// Set a PIN, or another one. From then on contacts, the copy of one's data and erasure take it (403 `pin-needed` without).
#[utoipa::path(
    operation_id = "setPin",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath),
    request_body = PinBody,
    responses((status = 204, description = "It is set"))
)]
#[put("/requests/{id}/pin")]
pub(super) async fn set_pin(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
    body: Body<PinBody>,
) -> Result<HttpResponse, Fault> {
    let pin = Sensitive::new(body.value.pin);
    app.set_pin(&caller, id, pin).await?;
    Ok(HttpResponse::NoContent().finish())
}
