//! `POST /requests`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::request::RequestDraft;

use crate::{
    app::{App, requests::FiledRequestView},
    extract::{AnyCaller, Body, IdempotencyKey, IdempotencyKeyHeader},
    problem::Fault,
    rest::answer,
};

/// Ask for help for a household. No account is needed.
///
/// Signed in, one may have one's account keep it (`keep_in_account`), to open it from there, too: not of a child who is alone, not as staff
/// or as a case worker, and not for somebody else.
#[utoipa::path(
    operation_id = "createRequest",
    tag = "requests",
    security((), ("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = RequestDraft,
    responses((status = 201, description = "The request and its tracking code, shown once", body = FiledRequestView))
)]
#[post("/requests")]
pub(super) async fn create_request(
    app: Data<App>,
    AnyCaller(caller): AnyCaller,
    key: IdempotencyKey,
    body: Body<RequestDraft>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "createRequest", &[&body.digest]);
    let view = app.file_request(&caller, once.as_ref(), body.value).await?;
    Ok(answer::created(&view, Some(view.request.version)))
}
