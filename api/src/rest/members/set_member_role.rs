//! `PUT /members/{id}/role`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::id::MemberId;

use crate::{
    app::{
        App,
        members::{MemberRoleBody, MemberView},
    },
    extract::{Body, IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Give a member of a provider a role.
///
/// For its administrators. The last of them stays one: make somebody else an administrator first.
#[utoipa::path(
    operation_id = "setMemberRole",
    tag = "members",
    security(("bearer" = [])),
    params(IdPath),
    request_body = MemberRoleBody,
    responses((status = 200, description = "The member", body = MemberView))
)]
#[put("/members/{id}/role")]
pub(super) async fn set_member_role(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<MemberId>,
    body: Body<MemberRoleBody>,
) -> Result<HttpResponse, Fault> {
    let view = app.set_member_role(&caller, id, body.value).await?;
    Ok(answer::ok(&view, None))
}
