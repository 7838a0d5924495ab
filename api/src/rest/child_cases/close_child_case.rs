//! `POST /child-cases/{id}/close`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ChildCaseId;

use crate::{
    app::{
        App,
        child_cases::{ChildCaseLine, CloseCaseBody},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Close a case that the caller took, with what came of it.
#[utoipa::path(
    operation_id = "closeChildCase",
    tag = "child-cases",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = CloseCaseBody,
    responses((status = 200, description = "The case", body = ChildCaseLine))
)]
#[post("/child-cases/{id}/close")]
pub(super) async fn close_child_case(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ChildCaseId>,
    key: IdempotencyKey,
    body: Body<CloseCaseBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "closeChildCase", &[id.0.as_bytes(), &body.digest]);
    let line = app
        .close_child_case(&caller, once.as_ref(), id, body.value)
        .await?;
    Ok(answer::ok(&line, Some(line.version)))
}
