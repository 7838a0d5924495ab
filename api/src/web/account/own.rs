//! One's own account: how one signs in, where one is signed in, the address and the password.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{
    id::SessionId, locale::Locale, mail_kind::MailKind, sensitive::Sensitive, sign_in::SessionKind,
};
use serde::Deserialize;

use crate::{
    app::{AppError, accounts::AccountView, mail_choices::MailChoicesBody, sessions::SessionView},
    problem::Fault,
    web::{
        form::{Choice, Form},
        frame::{Errors, Frame},
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
    /// The kinds of mails, those that one gets ticked.
    mails: Vec<Choice>,
    locales: Vec<Choice>,
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
    let own = visit.app.own_account(&visit.caller).await?;
    let f = visit.frame.clone();
    let page = OwnPage {
        errors,
        mails: MailKind::ALL
            .map(|kind| {
                let got = !own.muted_mails.contains(&kind);
                Choice::new(kind.as_str(), f.word("mail-kind", &kind), got)
            })
            .into(),
        locales: Locale::ALL
            .map(|locale| {
                let name = f.language_of(locale.as_str());
                Choice::new(locale.as_str(), name, locale == own.locale)
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

/// The kinds of mails that are ticked, and their language.
#[derive(Deserialize)]
pub(super) struct Mails {
    #[serde(default)]
    kind: Vec<String>,
    #[serde(default)]
    locale: String,
}

#[post("/account/mails")]
pub(super) async fn choose(mut visit: Visit, form: Form<Mails>) -> Result<HttpResponse, Fault> {
    let ticked = form.value.kind;
    let own = visit.app.own_account(&visit.caller).await?;
    let muted = MailKind::ALL.into_iter();
    let body = MailChoicesBody {
        locale: Locale::from_tag(&form.value.locale).unwrap_or(own.locale),
        muted: muted
            .filter(|kind| !ticked.iter().any(|name| name == kind.as_str()))
            .collect(),
    };
    visit.app.choose_mails(&visit.caller, &body).await?;
    visit.session.say("mails-chosen");
    Ok(visit.go("/account"))
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
