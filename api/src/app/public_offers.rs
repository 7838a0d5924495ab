//! Verified offers as anybody may see them.

use std::collections::HashMap;

use jiff::Timestamp;
use punte_core::{
    clock::day_begins,
    constraint::{FeatureSet, Tri},
    error::FieldError,
    id::{OfferId, PlaceId},
    offer::{Category, FreeBand, OfferDetails, OfferDraft, ServiceTheme, Speciality},
    place::{GeoPoint, Publication},
    policy::{Action, Subject},
    provider::{EvidenceKind, ProviderKind, level_for},
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    App, AppError, Caller, Page, Result,
    places::PlaceView,
    translations::{self, TranslationView},
};
use crate::{
    json::wire_name,
    storage::{
        offer_translations::{self, TranslationRow},
        places,
        public_offers::{self, PublicFilter, PublicOfferRow},
    },
};
use punte_core::locale::{Language, Locale};

/// What was checked about a provider, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicCheck {
    /// What was seen.
    pub kind: EvidenceKind,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub seen_at: Timestamp,
}

/// How exactly the point is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PointPrecision {
    /// The door of an institution that agreed to it.
    Door,
    /// The centre of an area of at least 1 km.
    Area,
    /// The settlement.
    Settlement,
}

/// A verified offer, as anybody may see it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicOfferView {
    /// Its id.
    pub id: OfferId,
    /// Reference code to read out.
    pub reference: String,
    /// Its category.
    pub category: Category,
    /// Title, in `language`.
    pub title: String,
    /// Description, in `language`.
    pub description: String,
    /// The language of both.
    pub language: Locale,
    /// Title and description in other languages, each translated by a person.
    pub translations: std::collections::BTreeMap<Locale, TranslationView>,
    /// What its provider is.
    pub provider_kind: ProviderKind,
    /// Name of the organisation; private people are not named.
    pub provider_name: Option<String>,
    /// What was checked about it, newest first.
    pub checks: Vec<PublicCheck>,
    /// The settlement.
    pub place: PlaceView,
    /// The published point; every distance is computed from it.
    pub point: GeoPoint,
    /// How exactly.
    pub point_precision: PointPrecision,
    /// Distance from the point that was searched, metres.
    pub distance_m: Option<u32>,
    /// Free units, as a band.
    pub free: FreeBand,
    /// Languages spoken.
    pub languages: Vec<Language>,
    /// Whether it costs nothing.
    pub free_of_charge: Tri,
    /// What it costs, in words.
    pub price_note: Option<String>,
    /// The fields of its category, without who lives there.
    pub details: OfferDetails,
    /// When its provider last said that it stands.
    #[schema(value_type = String, format = DateTime)]
    pub last_confirmed_at: Timestamp,
}

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct PublicSearch {
    /// Category.
    pub category: Option<Category>,
    /// Near a place.
    pub place: Option<PlaceId>,
    /// Near a point.
    pub point: Option<GeoPoint>,
    /// Within so many metres.
    pub radius_m: u32,
    /// Features that must be stated so.
    pub must: FeatureSet,
    /// A language that is spoken there.
    pub language: Option<Language>,
    /// What a service is about.
    pub theme: Option<ServiceTheme>,
    /// Field of medicine.
    pub speciality: Option<Speciality>,
}

/// Where the next page begins.
pub type PublicKey = (f64, Uuid);

/// How many there are, as anybody may know it: counts under five are not told, since few can be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicCount {
    /// None.
    None,
    /// One to four.
    Few,
    /// So many.
    Many(i64),
}

impl PublicCount {
    const fn of(count: i64) -> Self {
        match count {
            i64::MIN..=0 => Self::None,
            1..5 => Self::Few,
            count => Self::Many(count),
        }
    }
}

impl App {
    /// How many verified offers of each category are open, in the order of [`Category::ALL`].
    pub async fn count_public_offers(
        &self,
        caller: &Caller,
    ) -> Result<Vec<(Category, PublicCount)>> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let counts = public_offers::count(&mut *self.read().await?).await?;
        Ok(Category::ALL
            .into_iter()
            .map(|category| {
                let found = counts.iter().find(|(c, _)| *c == category);
                (category, PublicCount::of(found.map_or(0, |(_, n)| *n)))
            })
            .collect())
    }

    /// Verified offers: nearest first if a place or point is given, else last confirmed first.
    pub async fn search_public_offers(
        &self,
        caller: &Caller,
        search: &PublicSearch,
        after: Option<PublicKey>,
        limit: u32,
    ) -> Result<Page<PublicOfferView, PublicKey>> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let db = &mut *self.read().await?;
        let names = Names::of(search);
        let filter = PublicFilter {
            after,
            limit: i64::from(limit) + 1,
            ..names.filter(search, centre(db, search).await?)
        };
        let rows = public_offers::list(db, &filter, self.today()).await?;
        let page = Page::cut(rows, usize::try_from(limit).unwrap_or(0), |(sort, row)| {
            (*sort, row.id.0)
        });
        let next = page.next;
        let items = self
            .public_views(
                db,
                caller,
                page.items.into_iter().map(|(_, row)| row).collect(),
            )
            .await?;
        Ok(Page { items, next })
    }

    /// How many verified offers a search finds, on all of its pages.
    pub async fn count_found_offers(&self, caller: &Caller, search: &PublicSearch) -> Result<i64> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let db = &mut *self.read().await?;
        let names = Names::of(search);
        let filter = names.filter(search, centre(db, search).await?);
        Ok(public_offers::count_found(db, &filter).await?)
    }

    /// A verified offer.
    pub async fn read_public_offer(&self, caller: &Caller, id: OfferId) -> Result<PublicOfferView> {
        Self::allow(caller, Action::ReadPublic, Subject::Anything)?;
        let db = &mut *self.read().await?;
        self.public_offers_of(db, caller, &[id.0])
            .await?
            .pop()
            .ok_or(AppError::NotFound)
    }

    /// Those of the given offers that anybody may see, in no order.
    pub async fn read_public_offers(
        &self,
        caller: &Caller,
        ids: &[OfferId],
    ) -> Result<Vec<PublicOfferView>> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        self.public_offers_of(&mut *self.read().await?, caller, &ids)
            .await
    }

    /// As [`App::read_public_offers`].
    pub(super) async fn public_offers_of(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        ids: &[Uuid],
    ) -> Result<Vec<PublicOfferView>> {
        let filter = PublicFilter {
            ids: Some(ids),
            limit: i64::try_from(ids.len()).unwrap_or(i64::MAX),
            ..PublicFilter::default()
        };
        let rows = public_offers::list(db, &filter, self.today()).await?;
        self.public_views(db, caller, rows.into_iter().map(|(_, row)| row).collect())
            .await
    }

    async fn public_views(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        rows: Vec<PublicOfferRow>,
    ) -> Result<Vec<PublicOfferView>> {
        let place_ids: Vec<i64> = rows.iter().map(|r| r.place.0).collect();
        let provider_ids: Vec<Uuid> = rows.iter().map(|r| r.provider.0).collect();
        let places: HashMap<PlaceId, PlaceView> = places::list(db, &place_ids)
            .await?
            .into_iter()
            .map(|p| (p.id, PlaceView::of(p, caller.locale)))
            .collect();
        let checks = public_offers::list_checks(db, &provider_ids, self.now()).await?;
        let offer_ids: Vec<Uuid> = rows.iter().map(|r| r.id.0).collect();
        let added = offer_translations::list(db, &offer_ids).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let place = places.get(&row.place)?.clone();
                let mut own: Vec<PublicCheck> = checks
                    .iter()
                    .filter(|(provider, _, _)| *provider == row.provider)
                    .filter_map(|(_, kind, seen_at)| {
                        Some(PublicCheck {
                            kind: EvidenceKind::from_name(kind)?,
                            seen_at: *seen_at,
                        })
                    })
                    .collect();
                own.extend(register_check(&row, self.now()));
                own.sort_by_key(|check| std::cmp::Reverse(check.seen_at));
                Some(view(row, place, own, &added))
            })
            .collect())
    }
}

/// A public institution that stands in a register is checked by that: the day of the register is when.
fn register_check(row: &PublicOfferRow, now: Timestamp) -> Option<PublicCheck> {
    level_for(row.provider_kind, None, row.register_date, now)?;
    let seen_at = row.register_date.and_then(day_begins)?;
    Some(PublicCheck {
        kind: EvidenceKind::PublicRegister,
        seen_at,
    })
}

/// The point that distances of a search are from.
async fn centre(db: &mut PgConnection, search: &PublicSearch) -> Result<Option<GeoPoint>> {
    match (search.point, search.place) {
        (Some(point), _) => Ok(Some(point)),
        (None, Some(id)) => places::find(db, id)
            .await?
            .map(|place| Some(place.point))
            .ok_or_else(|| {
                AppError::Invalid(vec![FieldError::new("/query/place_id", "unknown-place")])
            }),
        (None, None) => Ok(None),
    }
}

/// The wire names of what a search filters by.
struct Names {
    language: Option<String>,
    theme: Option<String>,
    speciality: Option<String>,
}

impl Names {
    fn of(search: &PublicSearch) -> Self {
        Self {
            language: search.language.map(String::from),
            theme: search.theme.as_ref().map(wire_name),
            speciality: search.speciality.as_ref().map(wire_name),
        }
    }

    fn filter(&self, search: &PublicSearch, centre: Option<GeoPoint>) -> PublicFilter<'_> {
        PublicFilter {
            category: search.category,
            near: centre.map(|c| (c, search.radius_m)),
            must: search.must.0,
            language: self.language.as_deref(),
            theme: self.theme.as_deref(),
            speciality: self.speciality.as_deref(),
            ..PublicFilter::default()
        }
    }
}

fn view(
    row: PublicOfferRow,
    place: PlaceView,
    checks: Vec<PublicCheck>,
    added: &[TranslationRow],
) -> PublicOfferView {
    let point_precision = match row.content.publication(row.provider_kind) {
        _ if row.point == place.point => PointPrecision::Settlement,
        Publication::Door => PointPrecision::Door,
        Publication::Cell => PointPrecision::Area,
        Publication::Settlement => PointPrecision::Settlement,
    };
    let OfferDraft {
        title,
        description,
        language,
        translations,
        languages,
        free_of_charge,
        price_note,
        details,
        ..
    } = row.content.into_draft();
    let written = (title.as_str(), description.as_str(), language);
    let translations = translations::of_offer(translations, added, row.id, written);
    PublicOfferView {
        id: row.id,
        reference: row.reference,
        category: row.category,
        title,
        description,
        language,
        translations,
        provider_kind: row.provider_kind,
        provider_name: row.provider_name,
        checks,
        place,
        point: row.point,
        point_precision,
        distance_m: row.distance_m,
        free: FreeBand::of(row.free),
        languages,
        free_of_charge,
        price_note,
        details,
        last_confirmed_at: row.last_confirmed_at,
    }
}
