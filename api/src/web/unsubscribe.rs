//! Where the last link of a mail leads: no more mails like it, by one tap, without a sign-in. Looking changes nothing; mail programs send
//! a POST by themselves (RFC 8058), without the cookie and the guard that our forms have: the token is what says that one may.

use std::{future::Ready, rc::Rc};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse, dev::Payload, get, post, web::ServiceConfig,
};
use askama::Template;

use super::{frame::Frame, visit::Visit};
use crate::{
    app::{AppError, unsubscribe::SubscriptionView},
    problem::Fault,
};

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config.service(ask).service(switch_off).service(switch_on);
}

/// The token in the address. Not actix's `Path`, which writes the address into the log if it cannot read it.
struct Token(String);

impl FromRequest for Token {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let token = request.match_info().get("token").map(str::to_owned);
        std::future::ready(token.map(Self).ok_or(Fault::App(AppError::NotFound)))
    }
}

#[derive(Template)]
#[template(path = "unsubscribe.html")]
struct Page {
    f: Rc<Frame>,
    token: String,
    view: SubscriptionView,
}

impl Page {
    /// Which mails they are; of those about offers that fit, what its household agreed to.
    fn what(&self) -> String {
        match &self.view.kind {
            Some(kind) if self.view.of_household => self.f.word("request-mail-kind", kind),
            Some(kind) => self.f.word("mail-kind", kind),
            None => self.f.t("ask-reach-alerts"),
        }
    }
}

impl Page {
    /// Where all mails are chosen.
    const fn choices(&self) -> &'static str {
        if self.view.of_household {
            "/my/mails"
        } else {
            "/account"
        }
    }
}

fn show(visit: &mut Visit, token: String, view: SubscriptionView) -> Result<HttpResponse, Fault> {
    let f = visit.frame.clone();
    visit.show(&Page { f, token, view })
}

#[get("/unsubscribe/{token}")]
async fn ask(mut visit: Visit, Token(token): Token) -> Result<HttpResponse, Fault> {
    let view = visit
        .app
        .read_subscription(&visit.anybody(), &token)
        .await?;
    show(&mut visit, token, view)
}

/// Answered at once and not by a redirect, which mail programs do not follow. What the body says is not read.
#[post("/unsubscribe/{token}")]
async fn switch_off(mut visit: Visit, Token(token): Token) -> Result<HttpResponse, Fault> {
    let caller = visit.anybody();
    let view = visit.app.switch_mails(&caller, &token, false).await?;
    show(&mut visit, token, view)
}

#[post("/unsubscribe/{token}/undo")]
async fn switch_on(mut visit: Visit, Token(token): Token) -> Result<HttpResponse, Fault> {
    let caller = visit.anybody();
    let view = visit.app.switch_mails(&caller, &token, true).await?;
    show(&mut visit, token, view)
}
