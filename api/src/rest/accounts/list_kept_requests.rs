//! `GET /accounts/me/requests`

use actix_web::{HttpResponse, get, web::Data};

use crate::{
    app::{App, kept_requests::KeptRequestView},
    extract::SignedIn,
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List the requests that one's own account keeps, the newest first.
///
/// All of them: an account keeps five at most. What is in a request is read once it is opened.
#[utoipa::path(
    operation_id = "listKeptRequests",
    tag = "accounts",
    security(("bearer" = [])),
    responses((status = 200, description = "The requests", body = ListView<KeptRequestView>))
)]
#[get("/accounts/me/requests")]
pub(super) async fn list_kept_requests(
    app: Data<App>,
    SignedIn(caller): SignedIn,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(app.list_kept_requests(&caller).await?))
}
