//! The gazetteer, languages, categories, checklists. Safe to repeat: a seed that did not change is left alone.

use std::io::Read as _;

use flate2::read::GzDecoder;
use geo_types::Point;
use punte_core::{
    checklist::{Checklist, ChecklistItem, checklist_key},
    id::PlaceId,
    offer::Category,
};
use serde::Deserialize;
use serde_json::Value;
use sqlx::{Connection as _, PgPool};

use super::{SeedError, guides};
use crate::{
    auth::keys::{hex, sha256},
    storage::{
        self, Geog, checklists,
        places::{self, NameColumns, PlaceColumns},
        reference::{self, ReferenceItem},
        seeds,
    },
};

const PLACES: &[u8] = include_bytes!("../../../seeds/places/places.tsv.gz");
const CROSSINGS: &[u8] = include_bytes!("../../../seeds/places/crossings.tsv");
const LANGUAGES: &str = include_str!("../../../seeds/reference/languages.json");
const CATEGORIES: &str = include_str!("../../../seeds/reference/categories.json");
const CHECKLISTS: &str = include_str!("../../../seeds/reference/checklists.json");

/// Changes with the rules by which names become keys, so that they are made anew.
const KEYS: &str = "3";

/// Rows of one statement.
const BATCH: usize = 2_000;

/// A row of the gazetteer.
#[derive(Deserialize)]
pub(crate) struct PlaceSeed {
    #[serde(alias = "geonameid")]
    id: i64,
    /// ISO 3166 code of its country.
    pub(crate) cc: String,
    admin1_name: String,
    name: String,
    /// Degrees north.
    pub(crate) lat: f64,
    /// Degrees east.
    pub(crate) lon: f64,
    /// People; 0 = nobody counted, and of crossings.
    #[serde(default)]
    pub(crate) population: i32,
    name_en: String,
    name_ro: String,
    name_uk: String,
    name_ru: String,
    #[serde(default)]
    alternates: String,
}

/// Loads reference data; `progress` is told how many places are in.
pub async fn seed_reference(
    pool: &PgPool,
    mut progress: impl FnMut(usize, usize),
) -> Result<(), SeedError> {
    let mut db = pool.acquire().await?;
    let digest = hex(&sha256(&[PLACES, CROSSINGS, KEYS.as_bytes()]));
    if seeds::find(&mut db, "places").await?.as_deref() != Some(&digest) {
        let (settlements, crossings) = (settlements()?, crossings()?);
        let total = settlements.len() + crossings.len();
        let mut done = 0;
        for (kind, rows) in [("settlement", &settlements), ("crossing", &crossings)] {
            for batch in rows.chunks(BATCH) {
                insert_places(&mut db, kind, batch).await?;
                done += batch.len();
                progress(done, total);
            }
        }
        seeds::upsert(&mut db, "places", &digest).await?;
    }
    let digest = hex(&sha256(&[
        LANGUAGES.as_bytes(),
        CATEGORIES.as_bytes(),
        CHECKLISTS.as_bytes(),
    ]));
    if seeds::find(&mut db, "reference").await?.as_deref() != Some(&digest) {
        let mut tx = db.begin().await?;
        for (position, item) in (0..).zip(reference_items()?) {
            reference::upsert(&mut tx, &item, position).await?;
        }
        for (key, checklist) in shipped_checklists()? {
            // A version is what decisions were made by: it never changes.
            if checklists::insert(&mut tx, &key, &checklist).await? != checklist.items {
                let wrong = format!(
                    "{key} says something else in its version {}",
                    checklist.version
                );
                return Err(SeedError::File("checklists.json", wrong));
            }
        }
        seeds::upsert(&mut tx, "reference", &digest).await?;
        tx.commit().await?;
    }
    let digest = hex(&sha256(&guides::contents()));
    if seeds::find(&mut db, "guides").await?.as_deref() != Some(&digest) {
        let mut tx = db.begin().await?;
        for guide in guides::shipped()? {
            storage::guides::insert_shipped(&mut tx, &guide, guides::written()).await?;
        }
        seeds::upsert(&mut tx, "guides", &digest).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The settlements of the shipped gazetteer.
pub(crate) fn settlements() -> Result<Vec<PlaceSeed>, SeedError> {
    let mut table = String::new();
    GzDecoder::new(PLACES)
        .read_to_string(&mut table)
        .map_err(|e| SeedError::File("places.tsv.gz", e.to_string()))?;
    read_table(table.as_bytes(), "places.tsv.gz")
}

/// The border crossings.
pub(crate) fn crossings() -> Result<Vec<PlaceSeed>, SeedError> {
    read_table(CROSSINGS, "crossings.tsv")
}

fn read_table(bytes: &[u8], name: &'static str) -> Result<Vec<PlaceSeed>, SeedError> {
    csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_reader(bytes)
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|e| SeedError::File(name, e.to_string()))
}

async fn insert_places(
    db: &mut sqlx::PgConnection,
    kind: &str,
    batch: &[PlaceSeed],
) -> Result<(), SeedError> {
    let mut columns = PlaceColumns::default();
    let mut names = NameColumns::default();
    for place in batch {
        columns.id.push(place.id);
        columns.kind.push(kind.to_owned());
        columns.country.push(place.cc.clone());
        columns.admin1.push(place.admin1_name.clone());
        columns.name.push(place.name.clone());
        columns.name_uk.push(place.name_uk.clone());
        columns.name_ro.push(place.name_ro.clone());
        columns.name_en.push(place.name_en.clone());
        columns.name_ru.push(place.name_ru.clone());
        columns.point.push(Geog(Point::new(place.lon, place.lat)));
        columns.population.push(place.population);
        let own = [
            &place.name,
            &place.name_en,
            &place.name_ro,
            &place.name_uk,
            &place.name_ru,
        ];
        for name in own
            .into_iter()
            .map(String::as_str)
            .chain(place.alternates.split('|'))
        {
            names.push(PlaceId(place.id), name, &place.cc);
        }
    }
    // Together: an interruption between the two would leave places without names.
    let mut tx = db.begin().await?;
    places::upsert(&mut tx, &columns).await?;
    places::replace_names(&mut tx, "gazetteer", &columns.id, &names).await?;
    tx.commit().await?;
    Ok(())
}

fn reference_items() -> Result<Vec<ReferenceItem>, SeedError> {
    let parse = |name, text| {
        serde_json::from_str::<Value>(text).map_err(|e| SeedError::File(name, e.to_string()))
    };
    let text = |item: &Value, field: &str| {
        item.get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut items = Vec::new();
    for language in list(&parse("languages.json", LANGUAGES)?) {
        items.push(ReferenceItem {
            kind: "language".to_owned(),
            key: text(&language, "code"),
            data: language,
        });
    }
    let categories = parse("categories.json", CATEGORIES)?;
    for (kind, field) in [("category", "categories"), ("theme", "themes")] {
        for item in list(categories.get(field).unwrap_or(&Value::Null)) {
            items.push(ReferenceItem {
                kind: kind.to_owned(),
                key: text(&item, "key"),
                data: item,
            });
        }
    }
    Ok(items)
}

/// A checklist of the file: for which offers it is, and what it says. One for minors says what is asked besides.
#[derive(Clone, Deserialize)]
struct ChecklistSeed {
    category: Category,
    private: bool,
    #[serde(default)]
    for_minors: bool,
    version: u32,
    items: Vec<ChecklistItem>,
}

fn shipped_checklists() -> Result<Vec<(String, Checklist)>, SeedError> {
    let seeds: Vec<ChecklistSeed> = serde_json::from_str(CHECKLISTS)
        .map_err(|e| SeedError::File("checklists.json", e.to_string()))?;
    let base = |of: &ChecklistSeed| {
        let same = |s: &&ChecklistSeed| s.category == of.category && s.private == of.private;
        seeds.iter().filter(same).find(|s| !s.for_minors).cloned()
    };
    Ok(seeds
        .iter()
        .map(|seed| {
            let key = checklist_key(seed.category, seed.private, seed.for_minors);
            // Of both parts together: whichever of them changes, the version is a higher one.
            let (mut version, mut items) = (seed.version, seed.items.clone());
            if let Some(base) = base(seed).filter(|_| seed.for_minors) {
                version += base.version;
                items = [base.items, items].concat();
            }
            (key, Checklist { version, items })
        })
        .collect())
}
