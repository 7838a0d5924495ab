//! One number to call: a new one, and what is said about one that is there.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{
    error::FieldError,
    help_line::{COUNTRIES, HelpFor, HelpLine, TypedHelpLine},
    id::HelpLineId,
    locale::Locale,
};

use crate::{
    app::{App, AppError},
    extract::PathId,
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form, Written},
        frame::Frame,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "admin/help_line.html")]
struct HelpLinePage {
    f: Rc<Frame>,
    errors: Errors,
    /// Which one, if it is there already.
    id: Option<HelpLineId>,
    /// The version that whoever types has seen.
    version: i32,
    /// What somebody else made of it meanwhile.
    changed: Option<HelpLine>,
    written: Written,
    whom: Vec<Choice>,
    countries: Vec<Choice>,
    languages: Vec<Choice>,
}

impl HelpLinePage {
    fn of(
        visit: &Visit,
        seen: Option<(HelpLineId, i32)>,
        written: Written,
        errors: Vec<FieldError>,
    ) -> Self {
        let f = visit.frame.clone();
        let choice = |field: &str, value: &str, label: String| {
            Choice::new(value, label, written.has(field, value))
        };
        let whom = HelpFor::ALL.map(|whom| {
            let name = whom.as_str();
            choice("whom", name, f.tt("help-for", name))
        });
        let anywhere = choice("country", "", f.t("settings-line-anywhere"));
        let countries = COUNTRIES.map(|code| choice("country", code, f.country(code)));
        let languages =
            Locale::ALL.map(|l| choice("languages", l.as_str(), f.language_of(l.as_str())));
        Self {
            errors: Errors(errors),
            id: seen.map(|(id, _)| id),
            version: seen.map_or(0, |(_, version)| version),
            changed: None,
            whom: whom.into(),
            countries: std::iter::once(anywhere).chain(countries).collect(),
            languages: languages.into(),
            written,
            f,
        }
    }

    /// Where the form goes.
    fn address(&self) -> String {
        let base = self.f.to("/admin/settings/help-lines");
        match self.id {
            Some(id) => format!("{base}/{id}"),
            None => base,
        }
    }

    /// The fields of its names: pointer, field, whose language, what was written.
    fn names(&self) -> Vec<(String, String, String, String)> {
        let names = Locale::ALL.map(|l| {
            let tag = l.as_str();
            let field = format!("name_{tag}");
            let label = self
                .f
                .w("settings-line-name", "language", self.f.language_of(tag));
            (
                format!("/{field}"),
                field.clone(),
                label,
                self.written.one(&field),
            )
        });
        names.into()
    }
}

fn typed(written: &Written) -> TypedHelpLine {
    TypedHelpLine {
        number: written.one("number"),
        whom: written.one("whom"),
        country: written.one("country"),
        names: Locale::ALL.map(|l| written.one(&format!("name_{}", l.as_str()))),
        hours: written.one("hours"),
        languages: written.all("languages").to_vec(),
        source: written.one("source"),
        looked: written.has("looked", "yes"),
    }
}

fn written(line: &HelpLine) -> Written {
    let mut written = Written::default();
    let words = &line.words;
    for (field, value) in [
        ("number", words.number.clone()),
        ("whom", words.whom.as_str().to_owned()),
        ("country", words.country.clone().unwrap_or_default()),
        ("hours", words.hours.clone()),
        ("source", words.source.clone()),
    ] {
        written.add(field, value);
    }
    for (locale, name) in Locale::ALL.into_iter().zip(&words.names) {
        written.add(&format!("name_{}", locale.as_str()), name.as_str());
    }
    for language in &words.languages {
        written.add("languages", language.as_str());
    }
    written
}

async fn save(
    visit: &mut Visit,
    form: Form<Written>,
    id: Option<HelpLineId>,
) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "save_help_line");
    let back = form.value;
    let seen = id.map(|id| (id, back.one("version").parse().unwrap_or(0)));
    let saved = visit
        .app
        .save_help_line(&visit.caller, Some(&once), seen, &typed(&back))
        .await;
    match (saved, id) {
        (Ok(()), _) => {
            visit.session.say("settings-line-saved");
            Ok(visit.go("/admin/settings"))
        }
        (Err(AppError::Invalid(errors)), _) => {
            let page = HelpLinePage::of(visit, seen, back, errors);
            visit.show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        (Err(AppError::Stale), Some(id)) => {
            // What was typed stays, beside what is there now.
            let line = visit.app.read_help_line(&visit.caller, id).await?;
            let mut page = HelpLinePage::of(visit, Some((id, line.version)), back, Vec::new());
            page.changed = Some(line);
            visit.show_as(StatusCode::CONFLICT, &page)
        }
        (Err(error), _) => Err(error.into()),
    }
}

#[get("/admin/settings/help-lines")]
pub(super) async fn new(mut visit: Visit) -> Result<HttpResponse, Fault> {
    App::may_add_help_line(&visit.caller)?;
    let mut usual = Written::default();
    usual.add("whom", HelpFor::Everyone.as_str());
    usual.add("country", "");
    let page = HelpLinePage::of(&visit, None, usual, Vec::new());
    visit.show(&page)
}

#[post("/admin/settings/help-lines")]
pub(super) async fn create(mut visit: Visit, form: Form<Written>) -> Result<HttpResponse, Fault> {
    save(&mut visit, form, None).await
}

#[get("/admin/settings/help-lines/{id}")]
pub(super) async fn show(
    mut visit: Visit,
    PathId(id): PathId<HelpLineId>,
) -> Result<HttpResponse, Fault> {
    let line = visit.app.read_help_line(&visit.caller, id).await?;
    let page = HelpLinePage::of(&visit, Some((id, line.version)), written(&line), Vec::new());
    visit.show(&page)
}

#[post("/admin/settings/help-lines/{id}")]
pub(super) async fn answer(
    mut visit: Visit,
    PathId(id): PathId<HelpLineId>,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    save(&mut visit, form, Some(id)).await
}
