//! `POST /sessions`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::{error::FieldError, sensitive::Sensitive};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{App, sessions::SessionTokens},
    extract::Body,
    problem::Fault,
    rest::answer,
};

/// How long a code may be, characters: recovery codes are longer than six digits.
const LONGEST_CODE: usize = 64;

/// A sign-in. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInBody {
    /// E-mail.
    #[schema(max_length = 254, example = "olena@example.org")]
    pub email: String,
    /// Password.
    #[schema(max_length = 256, example = "a long phrase of one's own")]
    pub password: String,
    /// Six digits of the authenticator app, or a recovery code. Without it, where a second factor is set, the answer is
    /// `second-factor-needed`; where none is set, nobody looks at it.
    #[serde(default)]
    #[schema(max_length = 64, example = "123456")]
    pub code: Option<String>,
}

/// Sign in.
#[utoipa::path(
    operation_id = "createSession",
    tag = "sessions",
    security(()),
    request_body = SignInBody,
    responses((status = 201, description = "Tokens", body = SessionTokens))
)]
#[post("/sessions")]
pub(super) async fn create_session(
    app: Data<App>,
    body: Body<SignInBody>,
) -> Result<HttpResponse, Fault> {
    let SignInBody {
        email,
        password,
        code,
    } = body.value;
    if code
        .as_ref()
        .is_some_and(|code| code.chars().count() > LONGEST_CODE)
    {
        let most = i64::try_from(LONGEST_CODE).unwrap_or(i64::MAX);
        return Err(Fault::App(
            FieldError {
                code: "length",
                ..FieldError::range("/code", 0, most)
            }
            .into(),
        ));
    }
    let tokens = app
        .sign_in(&email, Sensitive::new(password), code.as_deref())
        .await?;
    Ok(answer::created(&tokens, None))
}
