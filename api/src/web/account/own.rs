//! One's own account: how one signs in, where one is signed in, the address and the password.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{
    id::SessionId, locale::Locale, mail_kind::MailKind, quiet::QuietHours, sensitive::Sensitive,
    sign_in::SessionKind,
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
    /// Whether there are hours in which nothing comes that can wait, from when and until when.
    quiet: bool,
    quiet_from: Vec<Choice>,
    quiet_to: Vec<Choice>,
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

/// The hours of a day, one of them chosen.
fn hours(chosen: u8) -> Vec<Choice> {
    (0..24)
        .map(|hour: u8| Choice::new(hour.to_string(), format!("{hour:02}:00"), hour == chosen))
        .collect()
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
    let quiet = chosen.quiet_hours.unwrap_or_default();
    let page = OwnPage {
        errors,
        mails: MailKind::ALL
            .map(|kind| {
                let got = !chosen.muted.contains(&kind);
                Choice::new(kind.as_str(), f.word("mail-kind", &kind), got)
            })
            .into(),
        locales: Locale::ALL
            .map(|locale| {
                let name = f.language_of(locale.as_str());
                Choice::new(locale.as_str(), name, locale == chosen.locale)
            })
            .into(),
        quiet: chosen.quiet_hours.is_some(),
        quiet_from: hours(quiet.from),
        quiet_to: hours(quiet.to),
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

/// The kinds of mails that are ticked, their language, when none come that can wait, and how often those come that are ticked.
#[derive(Deserialize)]
pub(super) struct Mails {
    #[serde(default)]
    kind: Vec<String>,
    #[serde(default)]
    locale: String,
    #[serde(default)]
    quiet: String,
    #[serde(default)]
    quiet_from: String,
    #[serde(default)]
    quiet_to: String,
    #[serde(default)]
    often: String,
}

impl Mails {
    /// The hours, where they are ticked.
    fn quiet_hours(&self) -> Option<QuietHours> {
        let usual = QuietHours::default();
        let hour = |text: &str, usual: u8| -> u8 { text.parse().unwrap_or(usual) };
        (!self.quiet.is_empty()).then(|| QuietHours {
            from: hour(&self.quiet_from, usual.from),
            to: hour(&self.quiet_to, usual.to),
        })
    }
}

#[post("/account/mails")]
pub(super) async fn choose(mut visit: Visit, form: Form<Mails>) -> Result<HttpResponse, Fault> {
    let mails = form.value;
    let own = visit.app.own_account(&visit.caller).await?;
    let muted = MailKind::ALL.into_iter();
    let body = MailChoicesBody {
        locale: Locale::from_tag(&mails.locale).unwrap_or(own.locale),
        muted: muted
            .filter(|kind| !mails.kind.iter().any(|name| name == kind.as_str()))
            .collect(),
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
