//! `POST /cases/{id}/codes`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::CaseId;

use crate::{
    app::{App, case_work::CaseCodeView},
    extract::{IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Make a code with which another case worker takes the case over, once, within a day.
///
/// Until then it stays the caller's. Whoever takes it over says how the household agreed.
#[utoipa::path(
    operation_id = "handOverCase",
    tag = "cases",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    responses((status = 201, description = "The code", body = CaseCodeView))
)]
#[post("/cases/{id}/codes")]
pub(super) async fn hand_over_case(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<CaseId>,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "handOverCase", &[id.0.as_bytes()]);
    let code = app.hand_over_case(&caller, once.as_ref(), id).await?;
    Ok(answer::created(&code, None))
}
