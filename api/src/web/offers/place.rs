//! Where: a place in words, as somebody typed it, and the places that it may be.

use punte_core::id::PlaceId;

use crate::{
    app::{App, Caller, places::PlaceView},
    problem::Fault,
};

/// Places to choose from, at most.
const MOST: u32 = 12;

/// Which place the words mean.
pub enum Meant {
    /// This one.
    One(PlaceId),
    /// One of these.
    Several(Vec<PlaceView>),
    /// None that we know.
    None,
}

/// Finds the place that the words mean; `before` is the one that the page had, whose name may stand there unchanged.
pub async fn find(
    app: &App,
    caller: &Caller,
    words: &str,
    before: Option<PlaceId>,
) -> Result<Meant, Fault> {
    let mut found = app.places_called(caller, words, MOST).await?;
    if let Some(same) = before.filter(|b| found.iter().any(|p| p.id == *b)) {
        return Ok(Meant::One(same));
    }
    Ok(match (found.len(), found.pop()) {
        (1, Some(one)) => Meant::One(one.id),
        (_, Some(last)) => {
            found.push(last);
            Meant::Several(found)
        }
        (_, None) => Meant::None,
    })
}
