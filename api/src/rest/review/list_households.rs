//! `GET /review/households`

use actix_web::{HttpResponse, get, web::Data};

use crate::{
    app::{App, danger::HouseholdToLookAt},
    extract::{PageQuery, Query, SignedIn, decode},
    problem::Fault,
    rest::answer::{self, PageView},
};

/// List the households of which numbers stand out, the one that waits longest first.
///
/// Numbers alone, under an id by which no request is found. Children who are alone are not among them.
#[utoipa::path(
    operation_id = "listHouseholds",
    tag = "review",
    security(("bearer" = [])),
    params(PageQuery),
    responses((status = 200, description = "A page of households", body = PageView<HouseholdToLookAt>))
)]
#[get("/review/households")]
pub(super) async fn list_households(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    Query(q): Query<PageQuery>,
) -> Result<HttpResponse, Fault> {
    let after = decode(q.cursor.as_deref())?;
    let found = app
        .list_households_to_look_at(&caller, after, q.limit()?)
        .await?;
    Ok(answer::page(found))
}
