//! `POST /review/items/{id}/private-views`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ReviewItemId;

use crate::{
    app::{App, providers::IdentityViewBody, reviews::PrivateUnderReview},
    extract::{Body, IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Open the exact address, the driver, the licence of an offer in the queue, with a reason.
///
/// Of the version under review, and of the one that people see where an edit is reviewed. For moderators who are not its provider's members; takes a second factor shown a moment ago. Every look
/// is written down and counted, together with looks at who somebody is.
#[utoipa::path(
    operation_id = "openPrivate",
    tag = "review",
    security(("bearer" = [])),
    params(IdPath),
    request_body = IdentityViewBody,
    responses((status = 201, description = "What nobody sees before both sides agreed", body = PrivateUnderReview))
)]
#[post("/review/items/{id}/private-views")]
pub(super) async fn open_private(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReviewItemId>,
    body: Body<IdentityViewBody>,
) -> Result<HttpResponse, Fault> {
    let opened = app.open_private(&caller, id, body.value).await?;
    Ok(answer::created(&opened, None))
}
