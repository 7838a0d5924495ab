//! `POST /requests/{id}/pin-checks`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::{id::RequestId, sensitive::Sensitive};

use super::PinBody;
use crate::{
    app::App,
    extract::{Body, IdPath, PathId, SignedIn},
    problem::Fault,
};

/// Show the PIN, for what takes one of the last five minutes. After five wrong ones within an hour the right one is refused, too.
#[utoipa::path(
    operation_id = "showPin",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath),
    request_body = PinBody,
    responses((status = 204, description = "Shown"))
)]
#[post("/requests/{id}/pin-checks")]
pub(super) async fn show_pin(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
    body: Body<PinBody>,
) -> Result<HttpResponse, Fault> {
    let pin = Sensitive::new(body.value.pin);
    app.show_pin(&caller, id, pin).await?;
    Ok(HttpResponse::NoContent().finish())
}
