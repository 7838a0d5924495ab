//! `POST /providers/{id}/invitations`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{
        App,
        members::{MemberRoleBody, NewInvitationView},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Invite somebody to a provider.
///
/// For its administrators. The code is shown once and works once, within seven days, for whoever has it.
#[utoipa::path(
    operation_id = "createInvitation",
    tag = "members",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = MemberRoleBody,
    responses((status = 201, description = "The invitation with its code", body = NewInvitationView))
)]
#[post("/providers/{id}/invitations")]
pub(super) async fn create_invitation(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
    key: IdempotencyKey,
    body: Body<MemberRoleBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(
        &caller,
        "createInvitation",
        &[id.0.as_bytes(), &body.digest],
    );
    let view = app.invite(&caller, once.as_ref(), id, body.value).await?;
    Ok(answer::created(&view, None))
}
