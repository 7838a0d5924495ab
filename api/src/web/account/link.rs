//! What a link in a mail leads to: the code of the mail, which a script takes out of the address and everybody else copies, and mostly
//! a password. Looking at the page uses nothing up.

use std::rc::Rc;

use askama::Template;
use punte_core::policy::Actor;
use serde::Deserialize;

use crate::{
    app::Caller,
    web::{errors::Errors, frame::Frame, visit::Visit},
};

/// The page.
#[derive(Template)]
#[template(path = "account/link.html")]
pub(super) struct LinkPage<'a> {
    f: Rc<Frame>,
    errors: Errors,
    /// What its texts begin with, and the end of its address: `confirm`, `reset`, `address`.
    stem: &'a str,
    /// Whether a password is chosen.
    password: bool,
    /// Where the mail is asked for again.
    again: &'a str,
    code: &'a str,
    next: &'a str,
}

impl<'a> LinkPage<'a> {
    /// The page, with what was wrong.
    pub fn new(visit: &Visit, stem: &'a str, code: &'a str, next: &'a str, errors: Errors) -> Self {
        Self {
            f: visit.frame.clone(),
            errors,
            stem,
            password: stem != "address",
            again: match stem {
                "confirm" => "/account/new",
                "address" => "/account",
                _ => "/account/forgot",
            },
            code,
            next,
        }
    }
}

/// What it sends.
#[derive(Deserialize)]
pub(super) struct Link {
    /// As it was typed.
    pub code: String,
    /// The one that is chosen.
    pub password: String,
    /// Where to go afterwards.
    #[serde(default)]
    pub next: String,
}

/// Whoever follows a link to an account or a password acts for nobody, whoever is signed in on this browser.
pub(super) fn nobody(visit: &Visit) -> Caller {
    Caller {
        actor: Actor::Visitor,
        locale: visit.frame.locale,
    }
}
