//! Where: a place in words, as somebody typed it, and the places that it may be.

use punte_core::id::PlaceId;

use crate::{
    app::{App, Caller, places::Meant},
    problem::Fault,
};

/// Places to choose from, at most.
const MOST: u32 = 12;

/// Finds the place that the words mean; `before` is the one that the page had, whose name may stand there unchanged.
pub async fn find(
    app: &App,
    caller: &Caller,
    words: &str,
    before: Option<PlaceId>,
) -> Result<Meant, Fault> {
    Ok(match app.place_meant(caller, words, true, MOST).await? {
        Meant::Several(mut found) => match found.iter().position(|p| Some(p.id) == before) {
            Some(same) => Meant::One(found.swap_remove(same)),
            None => Meant::Several(found),
        },
        meant => meant,
    })
}
