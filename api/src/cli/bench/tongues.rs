//! Languages and occupations: who speaks what, and what work asks for.

use punte_core::{
    locale::Language,
    matching::WorkTerms,
    offer::{IscoCode, LanguageNeed, Proficiency},
};

use super::{catalogue::day, draw::Draw, places::Town};

/// The languages of the catalogue, in the order of their bits in the SQL tables; `ase` stands for a sign language.
pub(super) const TAGS: [&str; 12] = [
    "uk", "ru", "ro", "en", "de", "pl", "bg", "hu", "sk", "rom", "ase", "fr",
];

/// Groups of occupations (ISCO-08 sub-major), each with the unit groups that the catalogue has: cleaning, building, kitchens,
/// farms, care, driving, selling, textile, teaching.
pub(super) const OCCUPATIONS: [(&str, [&str; 4]); 9] = [
    ("91", ["9111", "9112", "9121", "9122"]),
    ("71", ["7112", "7115", "7122", "7131"]),
    ("94", ["9411", "9412", "9411", "9412"]),
    ("92", ["9211", "9212", "9213", "9214"]),
    ("53", ["5311", "5312", "5321", "5322"]),
    ("83", ["8321", "8322", "8331", "8332"]),
    ("52", ["5221", "5222", "5223", "5230"]),
    ("81", ["8152", "8153", "8157", "8159"]),
    ("23", ["2320", "2330", "2341", "2342"]),
];

/// The languages, parsed once.
pub(super) struct Tongues(Vec<(&'static str, Language)>);

impl Tongues {
    /// All of [`TAGS`].
    pub fn new() -> Self {
        Self(
            TAGS.into_iter()
                .filter_map(|tag| Some((tag, Language::parse(tag).ok()?)))
                .collect(),
        )
    }

    /// One of [`TAGS`].
    pub fn get(&self, tag: &str) -> Option<Language> {
        self.0
            .iter()
            .find(|(known, _)| *known == tag)
            .map(|(_, language)| *language)
    }

    /// Its bit in the SQL tables.
    pub fn bit(&self, language: Language) -> i64 {
        self.0
            .iter()
            .position(|(_, known)| *known == language)
            .map_or(0, |at| 1 << at)
    }

    /// What a provider speaks: its country's language mostly, and each of the others by its share.
    pub fn spoken(&self, town: Town, draw: &mut Draw) -> Vec<Language> {
        let own = match &town.country {
            b"RO" | b"MD" => "ro",
            b"PL" => "pl",
            b"BG" => "bg",
            b"HU" => "hu",
            b"SK" => "sk",
            _ => "uk",
        };
        let shares = [
            (own, 900),
            ("uk", 550),
            ("ru", 600),
            ("en", 250),
            ("de", 50),
            ("bg", 10),
            ("hu", 10),
            ("rom", 10),
            ("ase", 2),
        ];
        let mut spoken = Vec::new();
        for (tag, permille) in shares {
            if draw.permille(permille)
                && let Some(language) = self.get(tag)
                && !spoken.contains(&language)
            {
                spoken.push(language);
            }
        }
        spoken
    }

    /// What a job asks for.
    pub fn work(&self, draw: &mut Draw) -> Option<WorkTerms> {
        let (_, units) = draw.one(&OCCUPATIONS)?;
        let languages = [
            ("ro", 450),
            ("pl", 200),
            ("en", 150),
            ("uk", 100),
            ("ru", 100),
        ];
        let count = draw.mostly(0, &[(1, 280), (2, 70)]);
        let needed = draw.several(&languages, count);
        Some(WorkTerms {
            occupation: IscoCode::try_from(draw.one(&units)?.to_owned()).ok()?,
            languages_needed: self.levels(&needed, draw).into(),
            starts_on: draw.percent(60).then(|| day(draw.between(0, 45))),
        })
    }

    /// Each language with a level: half basic, a third independent, the rest proficient.
    pub fn levels(&self, tags: &[&str], draw: &mut Draw) -> Vec<LanguageNeed> {
        tags.iter()
            .filter_map(|tag| {
                let level = draw.mostly(
                    Proficiency::Basic,
                    &[
                        (Proficiency::Independent, 330),
                        (Proficiency::Proficient, 170),
                    ],
                );
                Some(LanguageNeed {
                    language: self.get(tag)?,
                    level,
                })
            })
            .collect()
    }
}
