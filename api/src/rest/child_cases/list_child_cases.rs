//! `GET /child-cases`

use actix_web::{HttpResponse, get, web::Data};

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::{App, child_cases::ChildCaseLine},
    extract::{Query, SignedIn, decode, limit},
    problem::Fault,
    rest::answer::{self, PageView},
};

/// Which cases.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ChildCasesQuery {
    /// The closed ones, the newest first, instead of those to look after.
    #[param(default = false)]
    pub closed: Option<bool>,
    /// At most so many cases.
    #[param(minimum = 1, maximum = 100, default = 25)]
    pub limit: Option<u32>,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(max_length = 512)]
    pub cursor: Option<String>,
}

/// List the cases of children who ask for help alone: what is due first.
///
/// For child protection; to everybody else there is nothing here.
#[utoipa::path(
    operation_id = "listChildCases",
    tag = "child-cases",
    security(("bearer" = [])),
    params(ChildCasesQuery),
    responses((status = 200, description = "A page of cases", body = PageView<ChildCaseLine>))
)]
#[get("/child-cases")]
pub(super) async fn list_child_cases(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    Query(q): Query<ChildCasesQuery>,
) -> Result<HttpResponse, Fault> {
    let found = app
        .list_child_cases(
            &caller,
            q.closed.unwrap_or(false),
            decode(q.cursor.as_deref())?,
            limit(q.limit, 25)?,
        )
        .await?;
    Ok(answer::page(found))
}
