//! `PUT /requests/{id}/contact`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{App, requests::RequestView, rights::CorrectedContact},
    extract::{Body, IdPath, IfMatch, IfMatchHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Correct how one is reached, and in which language. Where one was reached until now is told so.
#[utoipa::path(
    operation_id = "correctContact",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader),
    request_body = CorrectedContact,
    responses((status = 200, description = "The request", body = RequestView))
)]
#[put("/requests/{id}/contact")]
pub(super) async fn correct_contact(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
    IfMatch(version): IfMatch,
    body: Body<CorrectedContact>,
) -> Result<HttpResponse, Fault> {
    let view = app
        .correct_contact(&caller, None, id, version, body.value)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
