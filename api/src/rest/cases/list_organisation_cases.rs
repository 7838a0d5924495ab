//! `GET /providers/{id}/cases`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::ProviderId;

use crate::{
    app::{App, case_work::OrganisationCaseView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List the cases that an organisation follows: whose each is, since when, and whether nobody looked at it in time.
///
/// For case workers who administer the organisation. Nothing of the households.
#[utoipa::path(
    operation_id = "listOrganisationCases",
    tag = "cases",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The cases", body = ListView<OrganisationCaseView>))
)]
#[get("/providers/{id}/cases")]
pub(super) async fn list_organisation_cases(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(
        app.list_organisation_cases(&caller, id).await?,
    ))
}
