//! The gazetteer.

use punte_core::{
    error::FieldError,
    id::PlaceId,
    place::{GeoPoint, clear_winner, is_region_called, region_name, search_key},
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{App, AppError, Caller, Result};
use crate::storage::places::{self, PlaceRow};

/// A place, always with its division and country: two towns share a name.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceView {
    /// Its id.
    pub id: PlaceId,
    /// `settlement` or `crossing`.
    pub kind: String,
    /// Name in the caller's language, or the country's.
    pub name: String,
    /// Name in the country.
    pub local_name: String,
    /// First-level division in the caller's language: raion, județ, oblast.
    pub admin1: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Its point.
    pub point: GeoPoint,
}

impl PlaceView {
    pub(super) fn of(row: PlaceRow, locale: punte_core::locale::Locale) -> Self {
        use punte_core::locale::Locale;
        let own = match locale {
            Locale::Uk => row.name_uk,
            Locale::Ro => row.name_ro,
            Locale::En => row.name_en,
            Locale::Ru => row.name_ru,
        };
        Self {
            id: row.id,
            kind: row.kind,
            name: own.unwrap_or_else(|| row.name.clone()),
            local_name: row.name,
            admin1: region_name(&row.country, &row.admin1, locale),
            country: row.country,
            point: row.point,
        }
    }
}

/// Which place words mean.
pub enum Meant {
    /// This one.
    One(PlaceView),
    /// One of these, which has to be asked.
    Several(Vec<PlaceView>),
    /// None that we know.
    None,
}

/// Whether one of the names of a place in the four languages, or in its country, has this key.
fn is_named(row: &PlaceRow, key: &str) -> bool {
    [
        Some(&row.name),
        row.name_uk.as_ref(),
        row.name_ro.as_ref(),
        row.name_en.as_ref(),
        row.name_ru.as_ref(),
    ]
    .into_iter()
    .flatten()
    .any(|name| search_key(name) == key)
}

/// Whether a place lies in the division, or the country of a code, that was written.
fn lies_in(row: &PlaceRow, division: &str) -> bool {
    is_region_called(&row.country, &row.admin1, division)
        || row.country.eq_ignore_ascii_case(division.trim())
}

/// Places of one name that are looked through for those of a division: no name of the region has more.
const SAME_NAME: u32 = 200;

/// Letters of a key, at least, that a name is looked for by likeness: anything resembles fewer, and what is no name has few.
const SHORTEST: usize = 3;

/// People of a town that others know.
const TOWN: i32 = 15_000;

impl App {
    /// Places by name, in any of four languages and spellings. What follows a comma is the division or country that a place of
    /// that name should lie in: `Pavlivka, Vinnytsia`.
    pub async fn search_places(
        &self,
        caller: &Caller,
        text: &str,
        country: Option<&str>,
        limit: u32,
    ) -> Result<Vec<PlaceView>> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let (name, division) = text.split_once(',').unwrap_or((text, ""));
        let (key, wanted) = (search_key(name), search_key(division));
        let anywhere = wanted.is_empty();
        if key.is_empty() {
            return Err(FieldError::new("/query/q", "blank").into());
        }
        let looked_at = if anywhere { limit } else { SAME_NAME };
        let db = &mut *self.read().await?;
        let mut rows = if key.chars().count() < SHORTEST {
            let mut named = places::list_called(db, &key, i64::from(looked_at)).await?;
            named.retain(|r| country.is_none_or(|c| c == r.country));
            named
        } else {
            places::search(db, &key, country, i64::from(looked_at)).await?
        };
        if !anywhere {
            // A stable sort: the best names of the division first, then the best of the others.
            // Kyiv is the city before it is the oblast.
            rows.sort_by_key(|r| {
                let region = region_name(&r.country, &r.admin1, caller.locale);
                (!lies_in(r, division), search_key(&region) != wanted)
            });
            rows.truncate(usize::try_from(limit).unwrap_or(0));
        }
        Ok(rows
            .into_iter()
            .map(|r| PlaceView::of(r, caller.locale))
            .collect())
    }

    /// A place.
    pub async fn read_place(&self, caller: &Caller, id: PlaceId) -> Result<PlaceView> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let row = places::find(&mut *self.read().await?, id)
            .await?
            .ok_or(AppError::NotFound)?;
        Ok(PlaceView::of(row, caller.locale))
    }

    /// Which place the words mean: one that is called just so, in any language, in the division that may follow a comma. A name that
    /// several have is that of the town beside which the others are small. What only resembles a name is asked about, and so is a crossing,
    /// which `crossings` finds by the name of either of its sides.
    pub async fn place_meant(
        &self,
        caller: &Caller,
        text: &str,
        crossings: bool,
        limit: u32,
    ) -> Result<Meant> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let mut parts = text.splitn(3, ',');
        let key = search_key(parts.next().unwrap_or_default());
        let division = parts.next().unwrap_or_default();
        if key.is_empty() {
            return Ok(Meant::None);
        }
        let mut rows =
            places::list_called(&mut *self.read().await?, &key, i64::from(SAME_NAME)).await?;
        rows.retain(|r| crossings || r.kind != "crossing" || is_named(r, &key));
        if rows.iter().any(|r| lies_in(r, division)) {
            rows.retain(|r| lies_in(r, division));
        }
        // What else a place is called, or sounds like, counts where none has the name itself.
        if rows.iter().any(|r| is_named(r, &key)) {
            rows.retain(|r| r.kind == "crossing" || is_named(r, &key));
        }
        let crossing = rows.len() > 1 && rows.iter().any(|r| r.kind == "crossing");
        let people: Vec<u32> = rows.iter().map(|r| r.population).collect();
        if let Some(winner) = clear_winner(&people).filter(|_| !crossing) {
            let row = rows.swap_remove(winner);
            return Ok(Meant::One(PlaceView::of(row, caller.locale)));
        }
        let found = if rows.is_empty() {
            self.search_places(caller, text, None, limit).await?
        } else {
            rows.truncate(usize::try_from(limit).unwrap_or(0));
            rows.into_iter()
                .map(|r| PlaceView::of(r, caller.locale))
                .collect()
        };
        Ok(if found.is_empty() {
            Meant::None
        } else {
            Meant::Several(found)
        })
    }

    /// Places, in no order.
    pub async fn list_places(&self, caller: &Caller, ids: &[PlaceId]) -> Result<Vec<PlaceView>> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let rows = places::list(&mut *self.read().await?, &ids).await?;
        Ok(rows
            .into_iter()
            .map(|r| PlaceView::of(r, caller.locale))
            .collect())
    }

    /// The border crossings.
    pub async fn list_crossings(&self, caller: &Caller) -> Result<Vec<PlaceView>> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let rows = places::list_crossings(&mut *self.read().await?).await?;
        Ok(rows
            .into_iter()
            .map(|r| PlaceView::of(r, caller.locale))
            .collect())
    }

    /// The crossings and the largest settlements of a part of the map (west, south, east, north), crossings first.
    pub async fn places_within(
        &self,
        caller: &Caller,
        part: (f64, f64, f64, f64),
        limit: u32,
    ) -> Result<Vec<PlaceView>> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let rows = places::list_within(&mut *self.read().await?, part, i64::from(limit)).await?;
        Ok(rows
            .into_iter()
            .map(|r| PlaceView::of(r, caller.locale))
            .collect())
    }

    /// The town near a place that people know; none if it is that town itself.
    pub async fn nearest_town(
        &self,
        caller: &Caller,
        place: &PlaceView,
    ) -> Result<Option<PlaceView>> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let db = &mut *self.read().await?;
        let town = places::find_nearest(db, place.point, &place.country, TOWN).await?;
        Ok(town
            .filter(|town| town.id != place.id)
            .map(|town| PlaceView::of(town, caller.locale)))
    }

    /// Places that the input names, each with its pointer, in the same order; an error at the pointer of each that there is not.
    pub(super) async fn places_at(
        &self,
        db: &mut PgConnection,
        named: &[(PlaceId, String)],
    ) -> Result<Vec<PlaceRow>> {
        if named.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<i64> = named.iter().map(|(id, _)| id.0).collect();
        let found = places::list(db, &ids).await?;
        let (mut rows, mut unknown) = (Vec::new(), Vec::new());
        for (id, pointer) in named {
            match found.iter().find(|row| row.id == *id) {
                Some(row) => rows.push(row.clone()),
                None => unknown.push(FieldError::new(pointer, "unknown-place")),
            }
        }
        if unknown.is_empty() {
            Ok(rows)
        } else {
            Err(unknown.into())
        }
    }

    /// A place that the input names; an error at its pointer if there is none.
    pub(super) async fn place_at(
        &self,
        db: &mut PgConnection,
        id: PlaceId,
        pointer: &str,
    ) -> Result<PlaceRow> {
        places::find(db, id)
            .await?
            .ok_or_else(|| AppError::Invalid(vec![FieldError::new(pointer, "unknown-place")]))
    }
}
