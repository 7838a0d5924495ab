//! `PUT /requests/{id}/mails`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{App, request_mails::RequestMailsBody, requests::RequestView},
    extract::{Body, IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Choose which mails a household gets, in which language, and when.
///
/// What it has to know is always sent: an answer, what was called off or stopped, how people are, what concerns safety, and its code. In quiet
/// hours only what cannot wait is. Mails about offers that fit are agreed to, and taken back as what one agreed to is.
#[utoipa::path(
    operation_id = "chooseRequestMails",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath),
    request_body = RequestMailsBody,
    responses((status = 200, description = "The request", body = RequestView))
)]
#[put("/requests/{id}/mails")]
pub(super) async fn choose_request_mails(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
    body: Body<RequestMailsBody>,
) -> Result<HttpResponse, Fault> {
    let view = app.choose_request_mails(&caller, id, &body.value).await?;
    Ok(answer::ok(&view, Some(view.version)))
}
