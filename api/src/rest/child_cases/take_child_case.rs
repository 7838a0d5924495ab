//! `POST /child-cases/{id}/take`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ChildCaseId;

use crate::{
    app::{App, child_cases::ChildCaseLine},
    extract::{IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Take a case, whoever had it: a child does not wait for somebody who is away.
///
/// Shows the caller what is known of the child, which is written down.
#[utoipa::path(
    operation_id = "takeChildCase",
    tag = "child-cases",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    responses((status = 200, description = "The case", body = ChildCaseLine))
)]
#[post("/child-cases/{id}/take")]
pub(super) async fn take_child_case(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ChildCaseId>,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "takeChildCase", &[id.0.as_bytes()]);
    let line = app.take_child_case(&caller, once.as_ref(), id).await?;
    Ok(answer::ok(&line, Some(line.version)))
}
