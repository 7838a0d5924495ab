//! `GET /dead-jobs`

use actix_web::{HttpResponse, get, web::Data};

use crate::{
    app::{App, background::GivenUp},
    extract::{PageQuery, Query, SignedIn, decode},
    problem::Fault,
    rest::answer::{self, PageView},
};

/// List the work in the background that was given up, newest first.
///
/// For administrators. Of a mail or a text message one sees what it says, not to whom it goes.
#[utoipa::path(
    operation_id = "listDeadJobs",
    tag = "administration",
    security(("bearer" = [])),
    params(PageQuery),
    responses((status = 200, description = "A page of jobs", body = PageView<GivenUp>))
)]
#[get("/dead-jobs")]
pub(super) async fn list_dead_jobs(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<HttpResponse, Fault> {
    let found = app
        .list_given_up(&caller, decode(page.cursor.as_deref())?, page.limit()?)
        .await?;
    Ok(answer::page(found))
}
