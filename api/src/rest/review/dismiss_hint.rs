//! `PUT /review/items/{id}/dismissals`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::id::ReviewItemId;

use crate::{
    app::{
        App,
        reviews::{DismissalBody, ReviewItemView},
    },
    extract::{Body, IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Call a hint about a claimed item no problem, or take that back.
///
/// It is remembered for the offer as long as the hint is found in the same: one that finds more has another mark, and is shown again.
#[utoipa::path(
    operation_id = "dismissHint",
    tag = "review",
    security(("bearer" = [])),
    params(IdPath),
    request_body = DismissalBody,
    responses((status = 200, description = "The item", body = ReviewItemView))
)]
#[put("/review/items/{id}/dismissals")]
pub(super) async fn dismiss_hint(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ReviewItemId>,
    body: Body<DismissalBody>,
) -> Result<HttpResponse, Fault> {
    let view = app.dismiss_hint(&caller, id, &body.value).await?;
    Ok(answer::ok(&view, Some(view.version)))
}
