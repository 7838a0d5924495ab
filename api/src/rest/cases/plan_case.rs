//! `PUT /cases/{id}`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::id::CaseId;

use crate::{
    app::{
        App,
        case_work::{CasePlanBody, CaseView},
    },
    extract::{
        Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, IfMatch, IfMatchHeader, PathId,
        SignedIn,
    },
    problem::Fault,
    rest::answer,
};

/// Say what a case is called, and on which day to look again.
#[utoipa::path(
    operation_id = "planCase",
    tag = "cases",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader, IdempotencyKeyHeader),
    request_body = CasePlanBody,
    responses((status = 200, description = "The case", body = CaseView))
)]
#[put("/cases/{id}")]
pub(super) async fn plan_case(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<CaseId>,
    IfMatch(version): IfMatch,
    key: IdempotencyKey,
    body: Body<CasePlanBody>,
) -> Result<HttpResponse, Fault> {
    let parts: [&[u8]; 3] = [id.0.as_bytes(), &version.to_be_bytes(), &body.digest];
    let once = key.bind(&caller, "planCase", &parts);
    let view = app
        .plan_case(&caller, once.as_ref(), id, version, &body.value)
        .await?;
    Ok(answer::ok(&view, Some(view.case.version)))
}
