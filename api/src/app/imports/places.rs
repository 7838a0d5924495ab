use punte_core::{
    id::PlaceId,
    import::ListedPlace,
    place::{distance_m, search_keys},
};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    app::{App, Result},
    storage::{
        Geog, audit,
        places::{self, NameColumns, PlaceColumns},
    },
};

/// How near a known place of the same name must lie to be the same place, metres.
const SAME_PLACE_M: u32 = 5_000;

/// What became of an operator's places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlacesReport {
    /// New places.
    pub created: u32,
    /// Places that were known before, by this list or by the gazetteer; they got its names.
    pub known: u32,
}

impl App {
    /// Adds places of an operator's list, or names to those that are known. In one transaction; the same list again changes
    /// nothing. Point and population of a known place never change: cells are sized by them.
    pub async fn import_places(
        &self,
        source: &str,
        listed: &[ListedPlace],
    ) -> Result<PlacesReport> {
        self.write(async |db| {
            let codes: Vec<String> = listed.iter().map(|p| p.code.clone()).collect();
            let before = places::list_sources(db, source, &codes).await?;
            let mut report = PlacesReport::default();
            let (mut new, mut names, mut ids) =
                (PlaceColumns::default(), NameColumns::default(), Vec::new());
            for place in listed {
                let listed_before = before
                    .iter()
                    .find(|(code, _)| *code == place.code)
                    .map(|(_, id)| *id);
                let known = match listed_before {
                    Some(id) => Some(id),
                    None => find_same(db, place).await?,
                };
                let id = if let Some(id) = known {
                    report.known += 1;
                    places::update_missing_names(
                        db,
                        id,
                        place.names.each_ref().map(Option::as_deref),
                    )
                    .await?;
                    id
                } else {
                    report.created += 1;
                    let id = places::next_own_id(db).await?;
                    push(&mut new, id, place);
                    id
                };
                ids.push(id.0);
                let own = std::iter::once(&place.name)
                    .chain(place.names.iter().flatten())
                    .chain(&place.alternates);
                for name in own {
                    names.push(id, name, &place.country);
                }
            }
            places::upsert(db, &new).await?;
            places::replace_names(db, source, &ids, &names).await?;
            for (place, id) in listed.iter().zip(&ids) {
                places::insert_source(db, source, &place.code, PlaceId(*id)).await?;
            }
            let event = audit::AuditEvent {
                actor_kind: "system",
                actor_id: None,
                action: "places_imported",
                subject_kind: "place",
                subject_id: crate::ids::ordered(),
                data: json!({ "source": source, "created": report.created, "known": report.known }),
            };
            audit::insert(db, event, self.now()).await?;
            Ok(report)
        })
        .await
    }
}

async fn find_same(db: &mut PgConnection, place: &ListedPlace) -> Result<Option<PlaceId>> {
    let named = places::list_named(
        db,
        &search_keys(&place.name, &place.country),
        &place.country,
    )
    .await?;
    Ok(named
        .into_iter()
        .map(|known| (distance_m(known.point, place.point), known.id))
        .filter(|(distance, _)| *distance <= SAME_PLACE_M)
        .min_by_key(|(distance, id)| (*distance, id.0))
        .map(|(_, id)| id))
}

fn push(columns: &mut PlaceColumns, id: PlaceId, place: &ListedPlace) {
    let [uk, ro, en, ru] = place
        .names
        .each_ref()
        .map(|name| name.clone().unwrap_or_default());
    columns.id.push(id.0);
    columns.kind.push("settlement".to_owned());
    columns.country.push(place.country.clone());
    columns.admin1.push(place.admin1.clone());
    columns.name.push(place.name.clone());
    columns.name_uk.push(uk);
    columns.name_ro.push(ro);
    columns.name_en.push(en);
    columns.name_ru.push(ru);
    columns.point.push(Geog::from(place.point));
    columns
        .population
        .push(i32::try_from(place.population).unwrap_or(i32::MAX));
}
