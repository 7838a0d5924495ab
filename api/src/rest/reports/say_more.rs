//! `POST /report-texts`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{
        App,
        danger::{FollowedReport, MoreBody},
    },
    extract::{AnyCaller, Body, IdempotencyKey, IdempotencyKeyHeader},
    problem::Fault,
    rest::answer,
};

/// Say something more about a report, by its code, until it is closed.
#[utoipa::path(
    operation_id = "sayMore",
    tag = "reports",
    security((), ("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = MoreBody,
    responses((status = 201, description = "Where it stands", body = FollowedReport))
)]
#[post("/report-texts")]
pub(super) async fn say_more(
    app: Data<App>,
    AnyCaller(caller): AnyCaller,
    key: IdempotencyKey,
    body: Body<MoreBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "sayMore", &[&body.digest]);
    let found = app.say_more(&caller, once.as_ref(), &body.value).await?;
    Ok(answer::created(&found, None))
}
