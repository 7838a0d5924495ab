//! `POST /partners/{id}/keys`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::PartnerId;

use crate::{
    app::{
        App,
        partners::{NewPartnerKeyView, PartnerKeyBody},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Issue a key to a partner application.
///
/// For administrators with a second factor shown within five minutes. The secret is shown once. Two keys hold at a time, so that one
/// can replace the other.
#[utoipa::path(
    operation_id = "issueKey",
    tag = "partners",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = PartnerKeyBody,
    responses((status = 201, description = "The key with its secret", body = NewPartnerKeyView))
)]
#[post("/partners/{id}/keys")]
pub(super) async fn issue_key(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<PartnerId>,
    key: IdempotencyKey,
    body: Body<PartnerKeyBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "issueKey", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .issue_key(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(answer::created(&view, None))
}
