//! `POST /accounts/me/memberships`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{
        App,
        limits::Origin,
        members::{JoinBody, MembershipView},
    },
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Become a member of a provider by the code of an invitation.
#[utoipa::path(
    operation_id = "joinProvider",
    tag = "members",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = JoinBody,
    responses((status = 201, description = "To what the caller belongs now", body = MembershipView))
)]
#[post("/accounts/me/memberships")]
pub(super) async fn join_provider(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    origin: Origin,
    key: IdempotencyKey,
    body: Body<JoinBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "joinProvider", &[&body.digest]);
    let view = app
        .join(&caller, once.as_ref(), origin, &body.value.code)
        .await?;
    Ok(answer::created(&view, None))
}
