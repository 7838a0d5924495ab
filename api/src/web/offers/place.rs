//! Where: a place in words, as somebody typed it, and the places that it may be.

use punte_core::{id::PlaceId, place::search_key};

use crate::{
    app::{App, AppError, Caller, places::PlaceView},
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
    // Name and division; the country behind them would not be found in the name.
    let asked: Vec<&str> = words.splitn(3, ',').take(2).collect();
    let found = match app
        .search_places(caller, &asked.join(","), None, MOST)
        .await
    {
        Ok(found) => found,
        // Only signs: that is no name.
        Err(AppError::Invalid(_)) => return Ok(Meant::None),
        Err(error) => return Err(error.into()),
    };
    if let Some(same) = before.filter(|b| found.iter().any(|p| p.id == *b)) {
        return Ok(Meant::One(same));
    }
    let key = search_key(asked.first().copied().unwrap_or_default());
    let division = search_key(asked.get(1).copied().unwrap_or_default());
    let fits = |place: &&PlaceView| {
        let names = [&place.name, &place.local_name];
        // A crossing is called by the places on both of its sides.
        names.iter().any(|name| {
            let own = search_key(name);
            own == key || (place.kind == "crossing" && own.starts_with(&key))
        }) && search_key(&place.admin1).starts_with(&division)
    };
    let exact: Vec<PlaceView> = found.iter().filter(fits).cloned().collect();
    let mut choice = if exact.is_empty() { found } else { exact };
    Ok(match (choice.len(), choice.pop()) {
        (1, Some(one)) => Meant::One(one.id),
        (_, Some(last)) => {
            choice.push(last);
            Meant::Several(choice)
        }
        (_, None) => Meant::None,
    })
}
