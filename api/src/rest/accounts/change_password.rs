//! `PUT /accounts/me/password`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::sensitive::Sensitive;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    extract::{Body, SignedIn},
    problem::Fault,
};

/// A change of the password. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordBody {
    /// The one that counts now.
    #[schema(max_length = 256, example = "a long phrase of one's own")]
    pub current_password: String,
    /// 12 to 256 characters.
    #[schema(
        min_length = 12,
        max_length = 256,
        example = "another phrase of one's own"
    )]
    pub new_password: String,
}

/// Change one's own password. Other sign-ins end.
#[utoipa::path(
    operation_id = "changePassword",
    tag = "accounts",
    security(("bearer" = [])),
    request_body = PasswordBody,
    responses((status = 204, description = "Changed"))
)]
#[put("/accounts/me/password")]
pub(super) async fn change_password(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    body: Body<PasswordBody>,
) -> Result<HttpResponse, Fault> {
    let PasswordBody {
        current_password,
        new_password,
    } = body.value;
    let (current, new) = (
        Sensitive::new(current_password),
        Sensitive::new(new_password),
    );
    app.change_password(&caller, current, new).await?;
    Ok(HttpResponse::NoContent().finish())
}
