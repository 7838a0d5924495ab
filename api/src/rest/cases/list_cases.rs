//! `GET /cases`

use actix_web::{HttpResponse, get, web::Data};

use crate::{
    app::{App, case_work::CaseLine},
    extract::SignedIn,
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List the requests that the caller follows: by tier, then who has waited longest.
///
/// All of them: nobody follows more than a hundred. For case workers: members of an NGO or authority that was checked, signed in with a
/// second factor.
#[utoipa::path(
    operation_id = "listCases",
    tag = "cases",
    security(("bearer" = [])),
    responses((status = 200, description = "The cases", body = ListView<CaseLine>))
)]
#[get("/cases")]
pub(super) async fn list_cases(
    app: Data<App>,
    SignedIn(caller): SignedIn,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(app.list_cases(&caller).await?))
}
