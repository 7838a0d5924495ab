//! `POST /accounts/me/second-factor`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{App, factors::FactorSetUp},
    extract::{IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Begin to set up a second factor. It counts once it is confirmed; one that is set counts until then.
#[utoipa::path(
    operation_id = "beginSecondFactor",
    tag = "accounts",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    responses((status = 201, description = "What an authenticator app needs", body = FactorSetUp))
)]
#[post("/accounts/me/second-factor")]
pub(super) async fn begin_second_factor(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "beginSecondFactor", &[]);
    Ok(answer::created(
        &app.begin_factor(&caller, once.as_ref()).await?,
        None,
    ))
}
