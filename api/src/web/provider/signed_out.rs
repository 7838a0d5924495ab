//! A long form takes longer to fill in than a session lasts. What was written is shown again with the sign-in in the same form,
//! so that it is saved with one more tap and nothing is typed twice.

use std::rc::Rc;

use actix_web::{HttpResponse, http::StatusCode};
use punte_core::{
    error::FieldError, offer::Category, provider::ProviderKind, sensitive::Sensitive,
};

use super::form::{Above, For, FormPage, Showing, fields_of, groups, lines, name_of, read};
use crate::{
    app::AppError,
    auth::Holder,
    problem::Fault,
    web::{
        errors::Errors,
        form::Written,
        frame::{Frame, Person},
        visit::Visit,
    },
};

/// Signs in whoever sends a form, if nobody is and the form says who. Otherwise the page that asks for it.
pub(super) async fn ask(
    visit: &mut Visit,
    category: Category,
    written: &Written,
    action: &str,
) -> Result<Option<HttpResponse>, Fault> {
    if visit.frame.person.account {
        return Ok(None);
    }
    let (email, password) = (written.one("email"), written.one("password"));
    let code = written.one("code");
    let mut errors = Vec::new();
    if !email.is_empty() {
        let code = (!code.is_empty()).then_some(code.as_str());
        match visit.sign_in(&email, Sensitive::new(password), code).await {
            Ok(session) => {
                let actor = visit.app.actor_of(Holder::Session(session)).await?;
                visit.frame = Rc::new(Frame {
                    person: Person::of(&actor, visit.session.request()),
                    guard: visit.session.guard(&visit.app.auth.keys),
                    ..Frame::clone(&visit.frame)
                });
                visit.caller.actor = actor;
                return Ok(None);
            }
            Err(AppError::CodeNeeded) => errors.push(FieldError::new("/code", "code-needed")),
            Err(AppError::Invalid(wrong)) if wrong.iter().any(|e| e.pointer == "/code") => {
                errors.extend(wrong);
            }
            Err(AppError::Invalid(_)) => {
                errors.push(FieldError::new("/email", "wrong-credentials"));
            }
            Err(error) => return Err(error.into()),
        }
    }
    // Who it was is not known now; what was written tells which form it was.
    let organisation = groups(category)
        .iter()
        .flat_map(|g| g.fields)
        .any(|f| f.only == For::Organisations && !written.one(&name_of(f.at)).is_empty());
    let kind = if organisation {
        ProviderKind::Ngo
    } else {
        ProviderKind::Volunteer
    };
    let reading = read(visit, category, &fields_of(category, kind), written).await?;
    let f = visit.frame.clone();
    let groups = Showing {
        f: &f,
        written,
        places: reading.places,
        asked: &[],
    }
    .groups(category, kind);
    let errors = Errors(errors);
    let page = FormPage {
        lines: lines(&f, &errors, &groups),
        errors,
        category,
        action: f.to(action),
        back: f.to("/provider"),
        version: written.one("version").parse().ok(),
        can_submit: true,
        providers: Vec::new(),
        provider: written.one("provider"),
        above: Above {
            signed_out: Some(email),
            ..Above::nothing()
        },
        groups,
        f,
    };
    visit.show_as(StatusCode::UNAUTHORIZED, &page).map(Some)
}
