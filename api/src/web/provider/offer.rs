//! One offer: where it stands, what it says, what one can do.

use std::rc::Rc;

use actix_web::{HttpResponse, get};
use askama::Template;
use jiff::Timestamp;
use punte_core::{
    id::OfferId,
    offer::{Availability, Category, ReviewState},
};
use serde_json::json;

use super::{
    dashboard::Row,
    form::{Look, Showing, Shown, country_of, fields_of, label_of, places_of, written_of},
    home_of,
    standing::{level_keys, missing_for_families},
};
use crate::{
    app::AppError,
    extract::PathId,
    problem::Fault,
    web::{frame::Frame, visit::Visit},
};

/// What an offer says under one heading.
pub struct Said {
    /// The heading.
    pub title: String,
    /// Questions with their answers.
    pub answers: Vec<Answer>,
}

/// A question with its answer.
pub struct Answer {
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub words: String,
    /// Whether that is a text of several lines.
    pub long: bool,
}

#[derive(Template)]
#[template(path = "provider/offer.html")]
struct OfferPage {
    f: Rc<Frame>,
    row: Row,
    home: String,
    now: Timestamp,
    /// Names of the fields that the moderators ask about.
    asked: Vec<String>,
    said: Vec<Said>,
    /// What has to be shown to us first before families with children are matched to it, by keys.
    families: Vec<&'static str>,
    /// Questions that are not answered.
    unknown: usize,
}

impl OfferPage {
    const fn can_submit(&self) -> bool {
        matches!(
            self.row.offer.review,
            ReviewState::Draft | ReviewState::ChangesRequested
        )
    }

    const fn can_edit(&self) -> bool {
        !matches!(
            self.row.offer.review,
            ReviewState::Rejected | ReviewState::Suspended | ReviewState::Withdrawn
        )
    }

    const fn can_withdraw(&self) -> bool {
        !matches!(
            self.row.offer.review,
            ReviewState::Rejected | ReviewState::Withdrawn
        )
    }

    fn unanswered(&self) -> String {
        self.f.n("provider-unknown-facts", self.unknown)
    }

    fn paused(&self) -> bool {
        self.row.offer.availability == Availability::Paused
    }
}

#[get("/provider/offers/{id}")]
pub(super) async fn show(
    mut visit: Visit,
    PathId(id): PathId<OfferId>,
) -> Result<HttpResponse, Fault> {
    let offer = visit.app.read_offer(&visit.caller, id).await?;
    let provider = visit
        .app
        .read_provider(&visit.caller, offer.provider_id)
        .await?;
    let f = visit.frame.clone();
    let now = visit.app.now();
    let kind = provider.profile.kind;
    let fields = fields_of(offer.category, kind);
    let body = body_of(&offer.content, &offer.private)?;
    let written = written_of(&body, &fields, &country_of(&visit, &body).await?);
    let places = places_of(&visit, &body, &fields).await?;
    let asked: Vec<String> = asked_fields(offer.last_word.as_ref().map(|w| w.fields.as_slice()));
    let groups = Showing {
        f: &f,
        written: &written,
        places,
        asked: &asked,
    }
    .groups(offer.category, kind);
    let mut unknown = 0;
    let said = groups
        .into_iter()
        .map(|group| Said {
            title: group.title,
            answers: group
                .rows
                .iter()
                .flatten()
                .filter_map(|shown| {
                    let answer = answer(&f, shown);
                    unknown += usize::from(
                        answer.is_none() && matches!(shown.look, Look::Tri(_) | Look::Number(_)),
                    );
                    answer.map(|words| Answer {
                        question: shown.label.clone(),
                        words,
                        long: matches!(shown.look, Look::Area(_)),
                    })
                })
                .collect(),
        })
        .filter(|said| !said.answers.is_empty())
        .collect();
    let asked = asked
        .iter()
        .filter_map(|at| label_of(&f, offer.category, at))
        .collect();
    let home = f.to(&home_of(offer.provider_id));
    let families = match offer.review {
        ReviewState::Rejected | ReviewState::Withdrawn => Vec::new(),
        _ => missing_for_families(&provider, &offer, now),
    };
    let families = families
        .into_iter()
        .flat_map(|level| level_keys(level, kind))
        .copied()
        .collect();
    let row = Row::of(&f, &provider, offer, now);
    let page = OfferPage {
        f,
        row,
        home,
        now,
        asked,
        said,
        families,
        unknown,
    };
    visit.show(&page)
}

/// An offer as the form's pointers see it.
pub fn body_of(
    content: &impl serde::Serialize,
    private: &impl serde::Serialize,
) -> Result<serde_json::Value, Fault> {
    let value = |part: Result<serde_json::Value, serde_json::Error>| {
        part.map_err(|e| Fault::App(AppError::Internal(Box::new(e))))
    };
    Ok(json!({
        "content": value(serde_json::to_value(content))?,
        "private": value(serde_json::to_value(private))?,
    }))
}

/// The pointers that moderators named, as the form has them: theirs begin in the content.
pub fn asked_fields(fields: Option<&[String]>) -> Vec<String> {
    let named = fields.unwrap_or_default().iter();
    named
        .map(|at| {
            if at.starts_with("/content/") || at.starts_with("/private/") {
                at.clone()
            } else {
                format!("/content{at}")
            }
        })
        .collect()
}

/// What was answered, in words; nothing where nobody said.
fn answer(f: &Frame, shown: &Shown) -> Option<String> {
    let words = match &shown.look {
        Look::Line(text, _) | Look::Area(text) | Look::Number(text) | Look::Time(text) => {
            text.clone()
        }
        Look::Day(text) => match crate::web::day::read_day(text, f.today) {
            Some(day) => f.day(day),
            None => String::new(),
        },
        Look::Tri(text) => match text.as_str() {
            "yes" => f.t("form-yes"),
            "no" => f.t("form-no"),
            _ => String::new(),
        },
        Look::Tick(ticked) => ticked.then(|| f.t("form-yes")).unwrap_or_default(),
        Look::Pick(_, choices) | Look::Select(choices) => choices
            .iter()
            .filter(|c| c.chosen && !c.value.is_empty() && c.value != "unknown")
            .map(|c| c.label.clone())
            .collect::<Vec<_>>()
            .join(", "),
        Look::Place(place) => place.text.clone(),
    };
    Some(words).filter(|words| !words.is_empty())
}
