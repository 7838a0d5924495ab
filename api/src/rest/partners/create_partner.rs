//! `POST /partners`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{
        App,
        partners::{PartnerBody, PartnerView},
    },
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Write down a partner application.
///
/// For administrators. It opens nothing until it has a key.
#[utoipa::path(
    operation_id = "createPartner",
    tag = "partners",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = PartnerBody,
    responses((status = 201, description = "The partner application", body = PartnerView))
)]
#[post("/partners")]
pub(super) async fn create_partner(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
    body: Body<PartnerBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "createPartner", &[&body.digest]);
    let view = app
        .create_partner(&caller, once.as_ref(), body.value)
        .await?;
    Ok(answer::created(&view, None))
}
