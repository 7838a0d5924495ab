//! Which mails my request sends me, in which language, and when.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::mail_kind::MailKind;

use crate::{
    app::{AppError, request_mails::RequestMailsBody},
    problem::Fault,
    web::{
        errors::Errors,
        form::Form,
        frame::Frame,
        mail_form::{MailForm, Mails},
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "my/mails.html")]
struct MailsPage {
    f: Rc<Frame>,
    errors: Errors,
    mails: MailForm,
}

fn page(f: Rc<Frame>, errors: Errors, chosen: &RequestMailsBody) -> MailsPage {
    let kinds = (MailKind::OF_HOUSEHOLDS.as_slice(), "request-mail-kind");
    let chosen = (chosen.locale, chosen.muted.as_slice(), chosen.quiet_hours);
    MailsPage {
        mails: MailForm::new(&f, kinds, chosen),
        errors,
        f,
    }
}

#[get("/my/mails")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let request = visit.app.read_request(&household, id).await?;
    let chosen = RequestMailsBody {
        locale: request.locale,
        muted: request.muted_mails,
        quiet_hours: request.quiet_hours,
    };
    let page = page(visit.frame.clone(), Errors::default(), &chosen);
    visit.show(&page)
}

#[post("/my/mails")]
pub(super) async fn choose(mut visit: Visit, form: Form<Mails>) -> Result<HttpResponse, Fault> {
    let (household, id) = visit.own_request()?;
    let mails = form.value;
    let now = visit.app.read_request(&household, id).await?;
    let chosen = RequestMailsBody {
        locale: mails.locale().unwrap_or(now.locale),
        muted: mails.muted(&MailKind::OF_HOUSEHOLDS),
        quiet_hours: mails.quiet_hours(),
    };
    match visit
        .app
        .choose_request_mails(&household, id, &chosen)
        .await
    {
        Ok(_) => {
            visit.session.say("mails-chosen");
            Ok(visit.go("/my/data"))
        }
        Err(AppError::Invalid(errors)) => {
            let page = page(visit.frame.clone(), Errors(errors), &chosen);
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}
