//! `POST /accounts/me/recovery-codes`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{App, factors::RecoveryCodes},
    extract::{IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Make new recovery codes; those of before are worth nothing any more. Takes a second factor shown within five minutes.
#[utoipa::path(
    operation_id = "createRecoveryCodes",
    tag = "accounts",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    responses((status = 201, description = "The codes", body = RecoveryCodes))
)]
#[post("/accounts/me/recovery-codes")]
pub(super) async fn create_recovery_codes(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "createRecoveryCodes", &[]);
    Ok(answer::created(
        &app.renew_recovery_codes(&caller, once.as_ref()).await?,
        None,
    ))
}
