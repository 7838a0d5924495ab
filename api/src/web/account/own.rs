//! One's own account: how one signs in, where one is signed in, the address and the password.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{id::SessionId, mail_kind::MailKind, sensitive::Sensitive, sign_in::SessionKind};
use serde::Deserialize;

use crate::{
    app::{AppError, accounts::AccountView, mail_choices::MailChoicesBody, sessions::SessionView},
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form},
        frame::Frame,
        mail_form::{MailForm, Mails},
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "account/own.html")]
struct OwnPage {
    f: Rc<Frame>,
    errors: Errors,
    own: AccountView,
    /// The address that counts now.
    address: Sensitive<String>,
    /// The one that was written in its place.
    email: String,
    sessions: Vec<SessionView>,
    /// Which mails one gets, in which language, and when.
    mails: MailForm,
    /// At once, or once a day.
    often: Vec<Choice>,
}

#[expect(clippy::unused_self, reason = "templates call methods")]
impl OwnPage {
    /// When a sign-in began and was used last.
    fn times(&self, session: &SessionView) -> String {
        let f = &self.f;
        let (begun, used) = (f.time_at(&session.begun_at), f.time_at(&session.used_at));
        f.w2("own-session-times", ("begun", &begun), ("used", &used))
    }

    /// The end of the key of a sign-in's words.
    const fn kind(&self, session: &SessionView) -> &'static str {
        match session.kind {
            SessionKind::Browser => "browser",
            SessionKind::Program => "program",
        }
    }
}

/// The page; with the new address that was written, if something is wrong with it.
pub(super) async fn page(
    visit: &mut Visit,
    status: StatusCode,
    errors: Errors,
    email: String,
) -> Result<HttpResponse, Fault> {
    page_with(visit, status, errors, email, None).await
}

/// As [`page`], with the mails that were chosen, if something is wrong with that.
async fn page_with(
    visit: &mut Visit,
    status: StatusCode,
    errors: Errors,
    email: String,
    chosen: Option<MailChoicesBody>,
) -> Result<HttpResponse, Fault> {
    let own = visit.app.own_account(&visit.caller).await?;
    let f = visit.frame.clone();
    let chosen = chosen.unwrap_or_else(|| MailChoicesBody {
        locale: own.locale,
        muted: own.muted_mails.clone(),
        quiet_hours: own.quiet_hours,
        daily: own.daily_mails,
    });
    let kinds = (MailKind::ALL.as_slice(), "mail-kind");
    let now = (chosen.locale, chosen.muted.as_slice(), chosen.quiet_hours);
    let page = OwnPage {
        errors,
        mails: MailForm::new(&f, kinds, now),
        often: [("at-once", false), ("daily", true)]
            .map(|(name, daily)| {
                let words = f.tt("own-often", name);
                Choice::new(name, words, chosen.daily == daily)
            })
            .into(),
        own,
        address: visit.app.own_address(&visit.caller).await?,
        email,
        f,
        sessions: visit.app.own_sessions(&visit.caller).await?,
    };
    visit.show_as(status, &page)
}

#[get("/account")]
pub(super) async fn show(mut visit: Visit) -> Result<HttpResponse, Fault> {
    page(&mut visit, StatusCode::OK, Errors::default(), String::new()).await
}

/// A sign-in to end; without one, all others.
#[derive(Deserialize)]
pub(super) struct Ending {
    session: Option<SessionId>,
}

#[post("/account/sessions")]
pub(super) async fn end(mut visit: Visit, form: Form<Ending>) -> Result<HttpResponse, Fault> {
    let ended = match form.value.session {
        Some(session) => visit.app.end_own_session(&visit.caller, session).await,
        None => visit.app.end_other_sessions(&visit.caller).await,
    };
    match ended {
        // It had ended already: the same.
        Ok(()) | Err(AppError::NotFound) => {
            visit.session.say("session-ended");
            Ok(visit.go("/account"))
        }
        Err(error) => Err(error.into()),
    }
}

#[post("/account/mails")]
pub(super) async fn choose(mut visit: Visit, form: Form<Mails>) -> Result<HttpResponse, Fault> {
    let mails = form.value;
    let own = visit.app.own_account(&visit.caller).await?;
    let body = MailChoicesBody {
        locale: mails.locale().unwrap_or(own.locale),
        muted: mails.muted(&MailKind::ALL),
        quiet_hours: mails.quiet_hours(),
        daily: mails.often == "daily",
    };
    match visit.app.choose_mails(&visit.caller, &body).await {
        Ok(_) => {
            visit.session.say("mails-chosen");
            Ok(visit.go("/account"))
        }
        Err(AppError::Invalid(errors)) => {
            let (status, errors) = (StatusCode::UNPROCESSABLE_ENTITY, Errors(errors));
            page_with(&mut visit, status, errors, String::new(), Some(body)).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Deserialize)]
pub(super) struct Passwords {
    current_password: String,
    new_password: String,
}

#[post("/account")]
pub(super) async fn change(mut visit: Visit, form: Form<Passwords>) -> Result<HttpResponse, Fault> {
    let Passwords {
        current_password,
        new_password,
    } = form.value;
    let changed = visit
        .app
        .change_password(
            &visit.caller,
            Sensitive::new(current_password),
            Sensitive::new(new_password),
        )
        .await;
    match changed {
        Ok(()) => {
            visit.session.say("password-changed");
            Ok(visit.go("/account"))
        }
        Err(AppError::Invalid(errors)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&mut visit, status, Errors(errors), String::new()).await
        }
        Err(error) => Err(error.into()),
    }
}
