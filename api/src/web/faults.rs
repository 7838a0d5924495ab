//! What a page says when something fails: what happened, what to do, what is safe.

use std::rc::Rc;

use actix_web::{
    Error, HttpRequest, HttpResponse, ResponseError as _,
    body::{BoxBody, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::Next,
    web::Data,
};
use askama::Template;

use super::{
    account::StepUpPage,
    errors::Errors,
    frame::Frame,
    languages::looked_at,
    my::{ShowPinPage, on_the_way_to},
    proof::After,
    visit::{Visit, is_page},
};
use crate::{demo::DemoView, middleware::current, problem::Fault};

/// Paths that machines ask: they are answered with problems (RFC 9457).
const MACHINES: [&str; 6] = [
    "/api/",
    "/healthz",
    "/readyz",
    "/metrics",
    "/static/",
    "/problems/",
];

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage<'a> {
    f: Rc<Frame>,
    /// Code of the words: `fault-<code>` and `fault-<code>-do`.
    code: &'a str,
    /// Code of what to do: the same with `-do`.
    advice: String,
    request_id: String,
    /// The way in, for whoever has to come in first: where to, and the key of its words.
    way_in: Option<(&'static str, &'static str)>,
}

/// Answers people with a page where the server would answer with a problem.
pub async fn speak_html<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let response = next.call(request).await?;
    let for_people = is_for_people(response.request());
    let Some(code) = response
        .response()
        .error()
        .filter(|_| for_people)
        .and_then(|error| error.as_error::<Fault>())
        .map(Fault::code)
    else {
        return Ok(response.map_into_left_body());
    };
    let (request, failed) = response.into_parts();
    let page = page(&request, failed.status(), code).await;
    Ok(ServiceResponse::new(request, page.map_into_right_body()))
}

/// The answer to whom nothing may be looked up for: a page for people, a problem for programs.
pub fn brief(request: &HttpRequest, fault: &Fault) -> HttpResponse<BoxBody> {
    if is_for_people(request) {
        plain(fault.status_code(), fault.code())
    } else {
        fault.error_response()
    }
}

/// An address of a page; or any other that is not a machine's, if a browser asks.
fn is_for_people(request: &HttpRequest) -> bool {
    let path = request.path();
    let browses = || {
        let accepted = request.headers().get(header::ACCEPT);
        accepted
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.contains("text/html"))
    };
    is_page(path) || (!MACHINES.iter().any(|start| path.starts_with(start)) && browses())
}

async fn page(
    request: &HttpRequest,
    status: StatusCode,
    code: &'static str,
) -> HttpResponse<BoxBody> {
    let Ok(mut visit) = Visit::of(request).await else {
        // Who looks cannot be told, as when the database is away: the shortest page that helps.
        return plain(
            status,
            if code == "overloaded" {
                code
            } else {
                "internal"
            },
        );
    };
    let path = &visit.frame.path;
    let for_household = path.starts_with("/my") || path.starts_with("/ask");
    let looks = request.method() == actix_web::http::Method::GET;
    // Only a form is sent there, and a tab is opened again: what it showed is about the page above.
    let above = looked_at(path);
    if looks && code == "not-found" && above != path {
        return visit.go(above);
    }
    // Whoever is not signed in and has to be gets the way in, and comes back.
    if looks && status == StatusCode::UNAUTHORIZED {
        if for_household {
            if path != "/my" {
                return visit.go(&on_the_way_to(path));
            }
        } else if path != "/account/sign-in" {
            // The address of a page holds no personal data, so it can stand in another one; its query is left behind.
            return visit.go(&format!("/account/sign-in?next={path}"));
        }
    }
    // A second factor is set up.
    if code == "second-factor-missing" {
        return visit.go("/account/second-factor");
    }
    // It is shown again, or the PIN is: a form that was sent goes on from there, and to a page one comes back.
    if let Some(asked) = ask_in_between(request, &mut visit, status, code) {
        return asked;
    }
    // One message for each thing that a person can do about it.
    let code = match code {
        "not-found" | "forbidden" | "stale-form" | "overloaded" | "unauthenticated"
        | "stale-version" | "payload-too-large" | "method-not-allowed" | "too-many-requests"
        | "too-slow" => code,
        "internal" => "internal",
        _ if status == StatusCode::CONFLICT => "conflict",
        _ => "other",
    };
    let page = FaultPage {
        f: visit.frame.clone(),
        code,
        advice: format!("{code}-do"),
        request_id: current().request_id,
        way_in: (code == "unauthenticated").then_some(if for_household {
            ("/my", "my-open")
        } else {
            ("/account/sign-in", "sign-in")
        }),
    };
    visit
        .show_as(status, &page)
        .unwrap_or_else(|_| plain(status, "internal"))
}

/// Asks for the second factor or the PIN that is missing, if one is.
fn ask_in_between(
    request: &HttpRequest,
    visit: &mut Visit,
    status: StatusCode,
    code: &str,
) -> Option<HttpResponse> {
    let factor = code == "second-factor-stale";
    if !factor && code != "pin-needed" {
        return None;
    }
    let path = visit.frame.path.clone();
    let Some(after) = After::sent(request, &path) else {
        // The page of one's data has the way to their copy.
        let next = path.strip_suffix("/export").unwrap_or(&path);
        let asks = if factor {
            "/account/step-up"
        } else {
            "/my/pin/show"
        };
        return Some(visit.go(&format!("{asks}?next={next}")));
    };
    let shown = if factor {
        let demo = request.app_data::<Data<DemoView>>()?;
        let page = StepUpPage::new(visit, demo, after, Errors::default());
        visit.show_as(status, &page)
    } else {
        let page = ShowPinPage::new(visit, after, Errors::default());
        visit.show_as(status, &page)
    };
    shown.ok()
}

/// Without style and without anything that could fail as well.
fn plain(status: StatusCode, code: &str) -> HttpResponse<BoxBody> {
    let locale = current().locale;
    let say = |end| crate::texts::text(locale, &format!("fault-{code}{end}"));
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::RETRY_AFTER, "30"))
        .body(format!(
            "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>Punte</title>\n<h1>{}</h1>\n<p>{}</p>\n<p><a href=\"tel:112\">112</a></p>\n</html>\n",
            locale.as_str(),
            say(""),
            say("-do"),
        ))
}
