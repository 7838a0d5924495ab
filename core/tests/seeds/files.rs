//! The files of `seeds/places` and how every file is read.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use serde::{Deserialize, de::DeserializeOwned};

pub(crate) const LOCALES: [&str; 4] = ["uk", "ro", "en", "ru"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    pub(crate) geonameid: i64,
    pub(crate) cc: String,
    pub(crate) admin1: String,
    pub(crate) admin1_name: String,
    pub(crate) name: String,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    pub(crate) population: u32,
    pub(crate) name_en: String,
    pub(crate) name_ro: String,
    pub(crate) name_uk: String,
    pub(crate) name_ru: String,
    pub(crate) alternates: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Crossing {
    pub(crate) id: i64,
    pub(crate) cc: String,
    pub(crate) admin1: String,
    pub(crate) admin1_name: String,
    pub(crate) name: String,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    pub(crate) name_en: String,
    pub(crate) name_ro: String,
    pub(crate) name_uk: String,
    pub(crate) name_ru: String,
}

pub(crate) fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds")
}

pub(crate) fn json_file<T: DeserializeOwned>(path: &str) -> T {
    let file = File::open(seeds().join(path)).unwrap();
    serde_json::from_reader(file).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub(crate) fn table<T: DeserializeOwned>(reader: impl std::io::Read) -> Vec<T> {
    csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_reader(reader)
        .deserialize()
        .collect::<Result<_, _>>()
        .unwrap()
}

pub(crate) fn places() -> Vec<Place> {
    let file = File::open(seeds().join("places/places.tsv.gz")).unwrap();
    table(flate2::read::GzDecoder::new(file))
}

pub(crate) fn crossings() -> Vec<Crossing> {
    table(File::open(seeds().join("places/crossings.tsv")).unwrap())
}
