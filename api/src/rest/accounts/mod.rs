//! Accounts: one file per operation.

mod begin_second_factor;
mod change_password;
mod choose_mails;
mod confirm_account;
mod confirm_address_change;
mod confirm_second_factor;
mod create_account;
mod create_recovery_codes;
mod drop_kept_request;
mod end_other_sessions;
mod end_own_session;
mod erase_account;
mod export_account;
mod keep_request;
mod list_kept_requests;
mod list_own_sessions;
mod open_kept_request;
mod read_own_account;
mod request_address_change;
mod request_password_reset;
mod reset_password;

use punte_core::{locale::Locale, policy::Actor};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::app::Caller;

/// Where a mail is to go. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressBody {
    /// E-mail.
    #[schema(max_length = 254, example = "olena@example.org")]
    pub email: String,
    /// Language of the mail.
    #[serde(default)]
    pub locale: Locale,
}

/// The code of a mail, and a password. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkBody {
    /// 28 characters; case, spaces, hyphens and Cyrillic look-alikes do not matter.
    #[schema(max_length = 80, example = "1A2B-3C4D-5E6F-7G8H-9JKM-NPQR-STVW")]
    pub code: String,
    /// 12 to 256 characters.
    #[schema(
        min_length = 12,
        max_length = 256,
        example = "a long phrase of one's own"
    )]
    pub password: String,
}

/// The code of a mail. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkCodeBody {
    /// 28 characters; case, spaces, hyphens and Cyrillic look-alikes do not matter.
    #[schema(max_length = 80, example = "1A2B-3C4D-5E6F-7G8H-9JKM-NPQR-STVW")]
    pub code: String,
}

/// Whoever has no account to act for, and speaks this language.
pub(super) const fn visitor(locale: Locale) -> Caller {
    Caller {
        actor: Actor::Visitor,
        locale,
    }
}

/// Mounts them.
pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(create_account::create_account)
        .service(confirm_account::confirm_account)
        .service(request_password_reset::request_password_reset)
        .service(reset_password::reset_password)
        .service(read_own_account::read_own_account)
        .service(begin_second_factor::begin_second_factor)
        .service(confirm_second_factor::confirm_second_factor)
        .service(create_recovery_codes::create_recovery_codes)
        .service(list_own_sessions::list_own_sessions)
        .service(end_own_session::end_own_session)
        .service(end_other_sessions::end_other_sessions)
        .service(change_password::change_password)
        .service(request_address_change::request_address_change)
        .service(confirm_address_change::confirm_address_change)
        .service(choose_mails::choose_mails)
        .service(list_kept_requests::list_kept_requests)
        .service(keep_request::keep_request)
        .service(open_kept_request::open_kept_request)
        .service(drop_kept_request::drop_kept_request)
        .service(export_account::export_account)
        .service(erase_account::erase_account);
}
