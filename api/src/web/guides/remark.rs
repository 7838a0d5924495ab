//! What people say about a guide: whether it helped, and what is wrong or missing. No name is asked for.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, http::StatusCode, post, web::Path};
use serde::Deserialize;

use super::one::{Written, show};
use crate::{
    app::{
        AppError,
        remarks::{Remark, Said},
    },
    problem::Fault,
    web::{errors::Errors, form::Form, visit::Visit},
};

#[derive(Deserialize)]
struct Feedback {
    #[serde(default)]
    clear: String,
    #[serde(default)]
    useful: String,
    #[serde(default)]
    complete: String,
    #[serde(default)]
    text: String,
}

#[derive(Deserialize)]
struct Suggestion {
    #[serde(default)]
    text: String,
}

#[post("/guides/{theme}/feedback")]
pub(super) async fn feedback(
    mut visit: Visit,
    path: Path<(String, String)>,
    form: Form<Feedback>,
) -> Result<HttpResponse, Fault> {
    let Feedback {
        clear,
        useful,
        complete,
        text,
    } = &form.value;
    let answers = [("clear", clear), ("useful", useful), ("complete", complete)];
    let answers: BTreeMap<&'static str, bool> = answers
        .into_iter()
        .filter_map(|(question, answer)| match answer.as_str() {
            "yes" => Some((question, true)),
            "no" => Some((question, false)),
            _ => None,
        })
        .collect();
    let written = Written {
        suggests: false,
        clear: clear.clone(),
        useful: useful.clone(),
        complete: complete.clone(),
        text: text.clone(),
    };
    keep(&mut visit, &path.1, &form, Said::Feedback, answers, written).await
}

#[post("/guides/{theme}/suggestion")]
pub(super) async fn suggestion(
    mut visit: Visit,
    path: Path<(String, String)>,
    form: Form<Suggestion>,
) -> Result<HttpResponse, Fault> {
    let written = Written {
        suggests: true,
        text: form.value.text.clone(),
        ..Written::default()
    };
    keep(
        &mut visit,
        &path.1,
        &form,
        Said::Suggestion,
        BTreeMap::new(),
        written,
    )
    .await
}

async fn keep<T>(
    visit: &mut Visit,
    theme: &str,
    form: &Form<T>,
    said: Said,
    answers: BTreeMap<&'static str, bool>,
    written: Written,
) -> Result<HttpResponse, Fault> {
    // Of a guide that there is: 404 otherwise.
    let guide = visit.app.read_guide(&visit.caller, theme).await?;
    let operation = match said {
        Said::Feedback => "leave_feedback",
        Said::Suggestion => "leave_suggestion",
    };
    let once = form.once(&visit.caller, operation);
    let remark = Remark {
        said,
        page: format!("/guides/{}", guide.theme),
        answers,
        text: written.text.clone(),
    };
    match visit
        .app
        .leave_remark(&visit.caller, Some(&once), &remark)
        .await
    {
        Ok(()) => {
            visit.session.say("remark-kept");
            Ok(visit.go(&format!("/guides/{}", guide.theme)))
        }
        Err(AppError::Invalid(errors)) => show(
            visit,
            StatusCode::UNPROCESSABLE_ENTITY,
            &guide,
            // The two forms have fields of one name: each error says which.
            Errors(
                errors
                    .into_iter()
                    .map(|e| {
                        e.under(if written.suggests {
                            "/suggestion"
                        } else {
                            "/feedback"
                        })
                    })
                    .collect(),
            ),
            &written,
        ),
        Err(error) => Err(error.into()),
    }
}
