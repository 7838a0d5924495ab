//! What is needed.

use std::rc::Rc;

use askama::Template;
use jiff::civil::Date;
use punte_core::{
    error::FieldError,
    offer::Category,
    request::{AskStep, UnfinishedRequest},
};
use serde::Deserialize;

use super::{
    answers::Answers,
    steps::{Head, Step},
};
use crate::web::{errors::Errors, frame::Frame, visit::Visit};

/// The answers.
pub(super) struct What {
    chosen: Vec<Category>,
}

/// A kind of help that a link names: `/ask?category=housing`.
#[derive(Default, Deserialize)]
struct Linked {
    #[serde(default)]
    category: Vec<String>,
}

impl What {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    fn is_chosen(&self, category: &Category) -> bool {
        self.chosen.contains(category)
    }
}

#[derive(Template)]
#[template(path = "ask/what.html")]
struct WhatPage<'a> {
    f: Rc<Frame>,
    head: &'a Head,
    errors: &'a Errors,
    s: &'a What,
}

impl Step for What {
    const STEP: AskStep = AskStep::What;

    fn written(request: &UnfinishedRequest, visit: &Visit) -> Self {
        let linked: Linked = serde_html_form::from_str(&visit.frame.query).unwrap_or_default();
        let mut chosen = request.categories.clone();
        for category in linked
            .category
            .iter()
            .filter_map(|name| Category::from_name(name))
        {
            if !chosen.contains(&category) {
                chosen.push(category);
            }
        }
        Self { chosen }
    }

    fn typed(answers: &Answers, _: &UnfinishedRequest) -> Self {
        let names: Vec<&str> = answers.all("category").collect();
        Self {
            chosen: Category::ALL
                .into_iter()
                .filter(|c| names.contains(&c.as_str()))
                .collect(),
        }
    }

    fn apply(&self, request: &mut UnfinishedRequest, _: Date) -> Vec<FieldError> {
        request.categories.clone_from(&self.chosen);
        Vec::new()
    }

    fn page<'a>(&'a self, f: Rc<Frame>, head: &'a Head, errors: &'a Errors) -> impl Template + 'a {
        WhatPage {
            f,
            head,
            errors,
            s: self,
        }
    }
}
