//! Signing in.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post, web::Query};
use askama::Template;
use punte_core::{id::SessionId, policy::Actor, sensitive::Sensitive, sign_in::Factor};
use serde::Deserialize;

use crate::{
    app::{AppError, Caller},
    auth::Holder,
    problem::Fault,
    web::{
        errors::Errors,
        form::Form,
        frame::{Frame, Person},
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct SignInPage<'a> {
    f: Rc<Frame>,
    errors: Errors,
    email: &'a str,
    next: &'a str,
}

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Asked {
    /// A path below the language.
    #[serde(default)]
    pub next: String,
}

#[derive(Deserialize)]
struct SignIn {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

#[get("/account/sign-in")]
pub(super) async fn ask(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    visit.show(&SignInPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        email: "",
        next: own_path(&asked.next),
    })
}

#[post("/account/sign-in")]
pub(super) async fn answer(mut visit: Visit, form: Form<SignIn>) -> Result<HttpResponse, Fault> {
    let SignIn {
        email,
        password,
        next,
    } = form.value;
    let next = own_path(&next);
    match visit.sign_in(&email, Sensitive::new(password), None).await {
        Ok(session) => go_on(&visit, session, next).await,
        Err(AppError::CodeNeeded) => Ok(visit.go(&with_next("/account/code", next))),
        Err(AppError::Invalid(errors)) => {
            let page = SignInPage {
                f: visit.frame.clone(),
                errors: Errors(errors),
                email: &email,
                next,
            };
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Where one goes who has signed in: where one wanted to, else where one's work is, unless one's roles wait for a second factor.
pub(super) async fn go_on(
    visit: &Visit,
    session: SessionId,
    next: &str,
) -> Result<HttpResponse, Fault> {
    let actor = visit.app.actor_of(Holder::Session(session)).await?;
    let to = if actor.factor() == Factor::Missing {
        "/account/second-factor"
    } else if next.is_empty() {
        work_of(visit, actor).await?
    } else {
        next
    };
    Ok(visit.go(to))
}

/// The page of what an account is for. Of several the one that waits for people first: a moderator who administers begins with the
/// queue. Whoever may follow requests and follows none yet is led as a member of their organisation.
pub(super) async fn work_of(visit: &Visit, actor: Actor) -> Result<&'static str, Fault> {
    let person = Person::of(&actor, None);
    for (is, page) in [
        (person.moderator, "/desk"),
        (person.administrator, "/admin"),
        (person.child_protection, "/child-cases"),
        (person.auditor, "/audit"),
    ] {
        if is {
            return Ok(page);
        }
    }
    let offers = matches!(&actor, Actor::Account { member_of, .. } if !member_of.is_empty());
    if person.case_worker {
        let caller = Caller {
            actor,
            locale: visit.caller.locale,
        };
        if !visit.app.list_cases(&caller).await?.is_empty() {
            return Ok("/helping");
        }
    }
    Ok(if offers { "/provider" } else { "/account" })
}

/// A page that leads on to another.
pub fn with_next(page: &str, next: &str) -> String {
    if next.is_empty() {
        page.to_owned()
    } else {
        // What is left of an address after `own_path` has nothing in it that would have to be escaped but `&` and `=`.
        let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        format!("{page}?next={next}")
    }
}

/// A path below the language, or the first page: a link to the sign-in cannot lead to another host.
pub fn own_path(next: &str) -> &str {
    let own = next.starts_with('/')
        && !next.starts_with("//")
        && next
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"/-_?=&".contains(&b));
    if own { next } else { "" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_own_pages_come_after_signing_in() {
        for own in ["/desk", "/provider/offers?state=draft", "/"] {
            assert_eq!(own_path(own), own);
        }
        for other in [
            "//evil.example",
            "https://evil.example",
            "/\\evil",
            "desk",
            "/a\r\nb",
            "/%2f",
        ] {
            assert_eq!(own_path(other), "", "{other:?}");
        }
    }
}
