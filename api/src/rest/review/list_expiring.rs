//! `GET /review/expiring`

use actix_web::{HttpResponse, get, web::Data};

use crate::{
    app::{App, expiry::Expiring},
    extract::SignedIn,
    problem::Fault,
    rest::answer,
};

/// List what lapses soon, or did, beside the queue: offers that nobody confirms, and providers who have to be checked again.
///
/// Offers from four days before they lapse to four days after it, providers from thirty days before. Offers whose own checks run out are
/// items of the queue (`view=expiring`).
#[utoipa::path(
    operation_id = "listExpiring",
    tag = "review",
    security(("bearer" = [])),
    responses((status = 200, description = "What lapses", body = Expiring))
)]
#[get("/review/expiring")]
pub(super) async fn list_expiring(
    app: Data<App>,
    SignedIn(caller): SignedIn,
) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(&app.list_expiring(&caller).await?, None))
}
