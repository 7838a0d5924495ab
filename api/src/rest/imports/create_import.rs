//! `POST /imports`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{
        App,
        imports::{ImportBody, ImportReport},
    },
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Most bytes of a list.
const MAX_LIST: usize = 1024 * 1024;

/// Take over a list of facilities: every row becomes an offer that waits in the queue.
///
/// Rows are told apart by their key: the same row again changes nothing, a changed one becomes a new version of its offer.
/// A row that breaks a rule is refused with what is wrong and where; it does not spoil the others.
#[utoipa::path(
    operation_id = "createImport",
    tag = "imports",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = ImportBody,
    responses((status = 200, description = "What became of each row", body = ImportReport))
)]
#[post("/imports")]
pub(super) async fn create_import(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
    body: Body<ImportBody, MAX_LIST>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "createImport", &[&body.digest]);
    let report = app
        .import_offers(&caller, once.as_ref(), body.value)
        .await?;
    Ok(answer::ok(&report, None))
}
