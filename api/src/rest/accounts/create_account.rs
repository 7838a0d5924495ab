//! `POST /accounts`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::{locale::Locale, policy::Actor, sensitive::Sensitive};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{
        App, Caller,
        accounts::{AccountView, SignUp},
    },
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader},
    problem::Fault,
    rest::answer,
};

/// A new account. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignUpBody {
    /// E-mail.
    #[schema(max_length = 254, example = "olena@example.org")]
    pub email: String,
    /// 12 to 256 characters.
    #[schema(
        min_length = 12,
        max_length = 256,
        example = "a long phrase of one's own"
    )]
    pub password: String,
    /// Language of mails and pages.
    #[serde(default)]
    pub locale: Locale,
}

/// Make an account.
#[utoipa::path(
    operation_id = "createAccount",
    tag = "accounts",
    security(()),
    params(IdempotencyKeyHeader),
    request_body = SignUpBody,
    responses((status = 201, description = "The account", body = AccountView))
)]
#[post("/accounts")]
pub(super) async fn create_account(
    app: Data<App>,
    key: IdempotencyKey,
    body: Body<SignUpBody>,
) -> Result<HttpResponse, Fault> {
    let caller = Caller {
        actor: Actor::Visitor,
        locale: body.value.locale,
    };
    let once = key.bind(&caller, "createAccount", &[&body.digest]);
    let SignUpBody {
        email,
        password,
        locale,
    } = body.value;
    let new = SignUp {
        email,
        password: Sensitive::new(password),
        locale,
    };
    Ok(answer::created(
        &app.sign_up(&caller, once.as_ref(), new).await?,
        None,
    ))
}
