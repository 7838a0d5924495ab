//! `POST /cases/{id}/notes`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::CaseId;

use crate::{
    app::{
        App,
        case_work::{CaseNoteBody, CaseView},
    },
    extract::{Body, IdPath, IdempotencyKey, IdempotencyKeyHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Note something about a case that the caller follows.
///
/// It is sealed, goes along when the case is handed over, is in the household's export, and is erased when the case ends.
#[utoipa::path(
    operation_id = "noteCase",
    tag = "cases",
    security(("bearer" = [])),
    params(IdPath, IdempotencyKeyHeader),
    request_body = CaseNoteBody,
    responses((status = 201, description = "The case", body = CaseView))
)]
#[post("/cases/{id}/notes")]
pub(super) async fn note_case(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<CaseId>,
    key: IdempotencyKey,
    body: Body<CaseNoteBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "noteCase", &[id.0.as_bytes(), &body.digest]);
    let view = app
        .note_case(&caller, once.as_ref(), id, &body.value)
        .await?;
    Ok(answer::created(&view, Some(view.case.version)))
}
