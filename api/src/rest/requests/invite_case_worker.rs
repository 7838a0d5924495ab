//! `POST /requests/{id}/case-codes`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{App, case_work::CaseCodeView},
    extract::{IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Make a code with which a case worker follows one's own request, once, within a day.
#[utoipa::path(
    operation_id = "inviteCaseWorker",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    responses((status = 201, description = "The code", body = CaseCodeView))
)]
#[post("/requests/{id}/case-codes")]
pub(super) async fn invite_case_worker(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "inviteCaseWorker", &[id.0.as_bytes()]);
    let code = app.invite_case_worker(&caller, once.as_ref(), id).await?;
    Ok(answer::created(&code, None))
}
