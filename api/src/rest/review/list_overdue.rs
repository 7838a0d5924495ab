//! `GET /review/overdue`

use actix_web::{HttpResponse, get, web::Data};

use crate::{
    app::{App, danger::Overdue},
    extract::SignedIn,
    problem::Fault,
    rest::answer,
};

/// List what nobody looked at in time: reports of "in danger now" and blocks without a second look, what was due first in front.
///
/// At most 50 reports and 100 blocks. What is late in the queue stands in front there (`due_at`).
#[utoipa::path(
    operation_id = "listOverdue",
    tag = "review",
    security(("bearer" = [])),
    responses((status = 200, description = "What is overdue", body = Overdue))
)]
#[get("/review/overdue")]
pub(super) async fn list_overdue(
    app: Data<App>,
    SignedIn(caller): SignedIn,
) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(&app.list_overdue(&caller).await?, None))
}
