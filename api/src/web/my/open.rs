//! Opening a request with its code.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use serde::Deserialize;

use crate::{
    app::{AppError, drafts::Opened},
    extract::Query,
    problem::Fault,
    web::{
        account::{own_path, with_next},
        errors::Errors,
        form::Form,
        frame::Frame,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "my/open.html")]
struct OpenPage<'a> {
    f: Rc<Frame>,
    errors: Errors,
    code: &'a str,
    /// The short number that was typed in place of the code: it leads to what a number tells.
    number: Option<&'a str>,
    /// To the request that is open on this phone.
    way: Option<&'a str>,
    /// Where the code is sent, below the language: with the page that was asked for, so that the switch of languages keeps it.
    sent_to: String,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

/// What was asked for before the code.
#[derive(Deserialize)]
struct Asked {
    /// A path below the language.
    #[serde(default)]
    next: String,
}

/// Where everybody begins whose request is open.
const REQUEST: &str = "/my/request";

/// A page of the open request, or where everybody begins: a link to where the code is asked for leads nowhere else.
fn own_page(next: &str) -> &str {
    let own = own_path(next);
    if own.starts_with("/my/") {
        own
    } else {
        REQUEST
    }
}

/// Where the code is asked for on the way to a page, below the language: an address of ours holds no personal data, so it can stand in
/// another one. Of data to be had as a file it is the page with the way there.
pub(in crate::web) fn on_the_way_to(path: &str) -> String {
    let path = path.strip_suffix("/export").unwrap_or(path);
    let next = own_page(path);
    with_next("/my", if next == REQUEST { "" } else { next })
}

fn way<'a>(visit: &Visit, next: &'a str) -> Option<&'a str> {
    match (visit.session.request(), visit.session.draft) {
        (Some(_), _) => Some(next),
        (None, Some(_)) => Some("/ask/stopped"),
        (None, None) => None,
    }
}

#[get("/my")]
pub(super) async fn ask(mut visit: Visit, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let Query(Asked { next }) = &asked;
    let next = own_page(next);
    let page = OpenPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        code: "",
        number: None,
        way: way(&visit, next),
        sent_to: on_the_way_to(next),
    };
    visit.show(&page)
}

#[post("/my")]
pub(super) async fn answer(
    mut visit: Visit,
    asked: Query<Asked>,
    form: Form<Code>,
) -> Result<HttpResponse, Fault> {
    let Query(Asked { next }) = &asked;
    let next = own_page(next);
    match visit.app.open_by_code(&form.value.code, visit.origin).await {
        Ok(opened) => {
            let to = match opened {
                Opened::Draft(draft) => {
                    visit.close_request().await?;
                    visit.session.draft = Some(draft);
                    let draft = visit.app.read_draft(draft).await?;
                    // A code can be handed out by somebody who wants to read what others answer.
                    visit.session.say("ask-opened");
                    super::super::ask::goes_on(&visit, &draft)
                }
                Opened::Request(request, draft) => {
                    visit.open_request(request, draft).await?;
                    next.to_owned()
                }
            };
            visit.session.become_new();
            Ok(visit.go(&to))
        }
        Err(AppError::Invalid(errors)) => {
            let is_number = errors.iter().any(|e| e.code == "code-number");
            let page = OpenPage {
                f: visit.frame.clone(),
                errors: Errors(errors),
                code: &form.value.code,
                number: is_number.then_some(form.value.code.as_str()),
                way: way(&visit, next),
                sent_to: on_the_way_to(next),
            };
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{on_the_way_to, own_page};

    #[test]
    fn only_pages_of_the_open_request_come_after_the_code() {
        for own in ["/my/matches/1", "/my/needs/1?show=more", "/my/data"] {
            assert_eq!(own_page(own), own);
        }
        for other in [
            "",
            "/my",
            "/desk",
            "/myself",
            "/account/erase",
            "//evil.example/my/",
            "https://evil.example/my/",
            "/my/../desk",
            "/my/\r\nlocation:x",
            "/my/%2e%2e/desk",
        ] {
            assert_eq!(own_page(other), "/my/request", "{other:?}");
        }
    }

    #[test]
    fn where_the_code_is_asked_for_knows_the_page_and_no_file() {
        for (page, asks) in [
            ("/my/matches/1", "/my?next=%2Fmy%2Fmatches%2F1"),
            ("/my/data/export", "/my?next=%2Fmy%2Fdata"),
            ("/my/request", "/my"),
            ("/ask/who", "/my"),
        ] {
            assert_eq!(on_the_way_to(page), asks);
        }
    }
}
