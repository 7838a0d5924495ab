//! `POST /cases`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{
        App,
        case_work::{CaseView, NewCaseBody},
        limits::Origin,
    },
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Follow the request of a household that agreed to it, by a code.
///
/// The household is told, and can end it. Handed over by another case worker, what was noted comes along.
#[utoipa::path(
    operation_id = "openCase",
    tag = "cases",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = NewCaseBody,
    responses((status = 201, description = "The case", body = CaseView))
)]
#[post("/cases")]
pub(super) async fn open_case(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
    origin: Origin,
    body: Body<NewCaseBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "openCase", &[&body.digest]);
    let view = app
        .open_case(&caller, once.as_ref(), origin, &body.value)
        .await?;
    Ok(answer::created(&view, Some(view.case.version)))
}
