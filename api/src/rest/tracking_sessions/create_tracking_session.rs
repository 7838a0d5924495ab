//! `POST /tracking-sessions`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::RequestId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{App, limits::Origin, sessions::TokenView},
    extract::Body,
    problem::Fault,
    rest::answer,
};

/// A tracking code, as people type it. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrackingBody {
    /// 28 characters; case, spaces, hyphens and Cyrillic look-alikes do not matter.
    #[schema(max_length = 80, example = "1A2B-3C4D-5E6F-7G8H-9JKM-NPQR-STVW")]
    pub code: String,
}

/// A token for one request.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrackingTokenView {
    /// The request.
    pub request_id: RequestId,
    /// Send it as `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    #[schema(pattern = "^Bearer$")]
    pub token_type: String,
    /// Seconds until it lapses.
    pub expires_in_s: i64,
}

impl TrackingTokenView {
    /// Of a request and its token.
    pub fn of(request_id: RequestId, token: TokenView) -> Self {
        Self {
            request_id,
            access_token: token.access_token,
            token_type: token.token_type,
            expires_in_s: token.expires_in_s,
        }
    }
}

/// Exchange a tracking code for a token of thirty minutes.
#[utoipa::path(
    operation_id = "createTrackingSession",
    tag = "tracking-sessions",
    security(()),
    request_body = TrackingBody,
    responses((status = 201, description = "A token for the request", body = TrackingTokenView))
)]
#[post("/tracking-sessions")]
pub(super) async fn create_tracking_session(
    app: Data<App>,
    origin: Origin,
    body: Body<TrackingBody>,
) -> Result<HttpResponse, Fault> {
    let (token, request_id) = app.track(&body.value.code, origin).await?;
    Ok(answer::created(
        &TrackingTokenView::of(request_id, token),
        None,
    ))
}
