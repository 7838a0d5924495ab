//! The gazetteer.

use punte_core::{
    error::FieldError,
    id::PlaceId,
    place::{GeoPoint, search_key},
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
    /// First-level division: raion, județ, oblast.
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
            admin1: row.admin1,
            country: row.country,
            point: row.point,
        }
    }
}

/// Places of one name that are looked through for those of a division: no name of the region has more.
const SAME_NAME: u32 = 200;

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
        let (key, division) = (search_key(name), search_key(division));
        if key.is_empty() {
            return Err(FieldError::new("/query/q", "blank").into());
        }
        let looked_at = if division.is_empty() {
            limit
        } else {
            SAME_NAME
        };
        let mut rows = places::search(
            &mut *self.read().await?,
            &key,
            country,
            i64::from(looked_at),
        )
        .await?;
        if !division.is_empty() {
            // A stable sort: the best names of the division first, then the best of the others.
            rows.sort_by_key(|r| {
                !search_key(&r.admin1).starts_with(&division)
                    && !search_key(&r.country).starts_with(&division)
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

    /// Places that are called just so, in any language, in the division that may follow a comma; if there are none, those of
    /// similar names.
    pub async fn places_called(
        &self,
        caller: &Caller,
        text: &str,
        limit: u32,
    ) -> Result<Vec<PlaceView>> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let mut parts = text.splitn(3, ',').map(search_key);
        let key = parts.next().unwrap_or_default();
        let division = parts.next().unwrap_or_default();
        if key.is_empty() {
            return Ok(Vec::new());
        }
        let mut rows =
            places::list_called(&mut *self.read().await?, &key, i64::from(SAME_NAME)).await?;
        if rows
            .iter()
            .any(|r| search_key(&r.admin1).starts_with(&division))
        {
            rows.retain(|r| search_key(&r.admin1).starts_with(&division));
        }
        if rows.is_empty() {
            return self.search_places(caller, text, None, limit).await;
        }
        rows.truncate(usize::try_from(limit).unwrap_or(0));
        Ok(rows
            .into_iter()
            .map(|r| PlaceView::of(r, caller.locale))
            .collect())
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
