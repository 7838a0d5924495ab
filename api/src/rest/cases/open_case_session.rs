//! `POST /cases/{id}/sessions`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::CaseId;

use crate::{
    app::{App, case_work::CaseTokenView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Open the request of a case, to act for the household with a token of thirty minutes.
///
/// It does what the household's own does, but for its PIN, its export, its erasure and who follows it. It is written down under the
/// caller's name, and ends with their sign-in and with the case.
#[utoipa::path(
    operation_id = "openCaseSession",
    tag = "cases",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 201, description = "A token for the request", body = CaseTokenView))
)]
#[post("/cases/{id}/sessions")]
pub(super) async fn open_case_session(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<CaseId>,
) -> Result<HttpResponse, Fault> {
    let token = app.issue_case_token(&caller, id).await?;
    Ok(answer::created(&token, None))
}
