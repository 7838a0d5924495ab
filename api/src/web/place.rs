//! A place in a form: text, and the list of what was found for it. It works without a script: the list is on the next page.

use punte_core::{error::FieldError, id::PlaceId};

use super::{
    form::{Choice, Written},
    visit::Visit,
};
use crate::{
    app::{AppError, places::Meant},
    problem::Fault,
};

/// Places of a name that are shown at most.
const SHOWN: u32 = 8;

/// The longest name that is looked for.
const LONGEST: usize = 120;

/// What a field of a place shows; `place` of `parts/form.html`.
#[derive(Default)]
pub struct PlaceField {
    /// The name of the field.
    pub name: String,
    /// What stands in it.
    pub text: String,
    /// The place, once it is known.
    pub id: Option<i64>,
    /// What was found where it is not.
    pub found: Vec<Choice>,
}

impl PlaceField {
    /// An empty one.
    pub fn empty(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// One that holds a place.
    pub async fn of(visit: &Visit, name: &str, id: PlaceId) -> Result<Self, Fault> {
        let place = visit.app.read_place(&visit.caller, id).await?;
        Ok(Self {
            name: name.to_owned(),
            text: visit.frame.place(&place),
            id: Some(id.0),
            found: Vec::new(),
        })
    }

    /// As it was sent: the place that was chosen, or the one that its name means, or the list to choose from, which is asked about.
    /// Nothing written is no error here.
    pub async fn read(
        visit: &Visit,
        written: &Written,
        name: &str,
        pointer: &str,
        errors: &mut Vec<FieldError>,
    ) -> Result<Self, Fault> {
        let text = written.one(name);
        let mut field = Self {
            name: name.to_owned(),
            text,
            ..Self::default()
        };
        if field.text.is_empty() {
            return Ok(field);
        }
        let chosen = written.one(&format!("{name}-id")).parse().ok();
        if let Some(id) = chosen
            && written.one(&format!("{name}-of")) == field.text
        {
            match Self::of(visit, name, PlaceId(id)).await {
                Ok(known) => return Ok(known),
                Err(Fault::App(AppError::NotFound)) => {}
                Err(fault) => return Err(fault),
            }
        }
        let searched =
            field.text.chars().count() <= LONGEST && !field.text.chars().any(char::is_control);
        let meant = if searched {
            visit
                .app
                .place_meant(&visit.caller, &field.text, false, SHOWN)
                .await?
        } else {
            Meant::None
        };
        match meant {
            Meant::One(place) => {
                field.id = Some(place.id.0);
                field.text = visit.frame.place(&place);
            }
            Meant::Several(found) => {
                errors.push(FieldError::new(pointer, "choose-place"));
                field.found = found
                    .iter()
                    .map(|p| Choice::new(p.id.0.to_string(), visit.frame.place(p), false))
                    .collect();
            }
            Meant::None => errors.push(FieldError::new(pointer, "unknown-place")),
        }
        Ok(field)
    }
}
