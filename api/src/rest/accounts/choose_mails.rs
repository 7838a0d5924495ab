//! `PUT /accounts/me/mails`

use actix_web::{HttpResponse, put, web::Data};

use crate::{
    app::{App, accounts::AccountView, mail_choices::MailChoicesBody},
    extract::{Body, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Choose which mails one gets, in which language, and when.
///
/// What one has to know is always sent: that somebody chose an offer, that something was decided or called off, what concerns safety,
/// and how one signs in. In quiet hours only what cannot wait is: safety, how one signs in, help that is for today. Nor does that wait for the mail of a day.
#[utoipa::path(
    operation_id = "chooseMails",
    tag = "accounts",
    security(("bearer" = [])),
    request_body = MailChoicesBody,
    responses((status = 200, description = "The account", body = AccountView))
)]
#[put("/accounts/me/mails")]
pub(super) async fn choose_mails(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    body: Body<MailChoicesBody>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(
        &app.choose_mails(&caller, &body.value).await?,
        None,
    ))
}
