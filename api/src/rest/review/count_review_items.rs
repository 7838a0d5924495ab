//! `GET /review/counts`

use actix_web::{HttpResponse, get, web::Data};

use crate::{
    app::{App, reviews::DeskCounts},
    extract::SignedIn,
    problem::Fault,
    rest::answer,
};

/// Count what waits in each part of the queue.
///
/// As many items as the list of each part has for this moderator; and beside them what is no item: reports (`GET /reports`), blocks
/// (`GET /blocks`), households of which numbers stand out (`GET /review/households`), offers and providers that lapse (`GET /review/expiring`).
#[utoipa::path(
    operation_id = "countReviewItems",
    tag = "review",
    security(("bearer" = [])),
    responses((status = 200, description = "The counts", body = DeskCounts))
)]
#[get("/review/counts")]
pub(super) async fn count_review_items(
    app: Data<App>,
    SignedIn(caller): SignedIn,
) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(&app.count_desk(&caller).await?, None))
}
