//! `POST /child-cases/{id}/notes`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::ChildCaseId;

use crate::{
    app::{
        App,
        child_cases::{ChildCaseLine, NoteBody},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Note something about a case that the caller took.
#[utoipa::path(
    operation_id = "noteChildCase",
    tag = "child-cases",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = NoteBody,
    responses((status = 201, description = "The case", body = ChildCaseLine))
)]
#[post("/child-cases/{id}/notes")]
pub(super) async fn note_child_case(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ChildCaseId>,
    key: IdempotencyKey,
    body: Body<NoteBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "noteChildCase", &[id.0.as_bytes(), &body.digest]);
    let line = app
        .note_child_case(&caller, once.as_ref(), id, &body.value)
        .await?;
    Ok(answer::created(&line, Some(line.version)))
}
