//! `POST /sessions/renewals`

use actix_web::{HttpResponse, post, web::Data};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{App, sessions::SessionTokens},
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader},
    problem::Fault,
    rest::answer,
};

/// A refresh token. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewalBody {
    /// As it was given with the last answer.
    #[schema(max_length = 64, example = "mF_9.B5f-4.1JqM")]
    pub refresh_token: String,
}

/// Exchange a refresh token for the next tokens. It is used once: sent again, it ends the sign-in, unless the same Idempotency-Key
/// comes with it within ten seconds.
#[utoipa::path(
    operation_id = "renewSession",
    tag = "sessions",
    security(()),
    params(IdempotencyKeyHeader),
    request_body = RenewalBody,
    responses((status = 201, description = "The next tokens", body = SessionTokens))
)]
#[post("/sessions/renewals")]
pub(super) async fn renew_session(
    app: Data<App>,
    key: IdempotencyKey,
    body: Body<RenewalBody>,
) -> Result<HttpResponse, Fault> {
    let tokens = app
        .renew_session(&body.value.refresh_token, key.as_deref())
        .await?;
    Ok(answer::created(&tokens, None))
}
