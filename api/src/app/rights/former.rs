//! Where a household was reached until now is told, once, that its request says another way: whoever took it over cannot keep that from whom
//! it was taken.

use punte_core::{
    contact::{ContactChannel, Email, Phone},
    request::Contact,
    sign_in::LinkPurpose,
};
use sqlx::PgConnection;

use crate::{
    app::{App, Caller, Result, notices::Notice},
    storage::{request_contacts::ContactRow, requests::RequestRow},
};

impl App {
    /// Tells the address that a household is reached at no longer; or the number, where it agreed to text messages. Many changes of one day
    /// make no flood of mails.
    pub(super) async fn tell_former_contact(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        request: &RequestRow,
        (before, now): (&ContactRow, &Contact),
    ) -> Result<()> {
        let stays = before.channel == now.channel;
        match before.channel {
            ContactChannel::InProduct => Ok(()),
            ContactChannel::Email => {
                let former = before.email.as_deref().map(Email::parse);
                let Some(Ok(former)) = former else {
                    return Ok(());
                };
                if stays && now.email.as_ref() == Some(&former)
                    || !self.may_mail(db, "former", &former).await?
                {
                    return Ok(());
                }
                // In the language that they wanted until now.
                let told = Caller {
                    locale: request.locale,
                    ..caller.clone()
                };
                let what = (LinkPurpose::Former, Notice::ContactLeft);
                self.add_link_with(db, &told, what, &former, None).await
            }
            ContactChannel::Phone => {
                let former = before.phone.as_deref().map(Phone::parse);
                let Some(Ok(former)) = former else {
                    return Ok(());
                };
                if stays && now.phone.as_ref() == Some(&former) {
                    return Ok(());
                }
                self.text_former(db, request, &former).await
            }
        }
    }
}
