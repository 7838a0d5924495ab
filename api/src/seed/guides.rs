//! Guides as they are shipped: a first text of each, which nobody has checked.

use jiff::{Timestamp, civil::Date};
use punte_core::locale::Locale;
use serde::Deserialize;
use serde_json::json;

use super::SeedError;
use crate::storage::guides::ShippedGuide;

macro_rules! shipped {
    ($($theme:literal),+ $(,)?) => {
        /// Theme, language, file.
        const FILES: &[(&str, Locale, &str)] = &[$(
            ($theme, Locale::Uk, include_str!(concat!("../../../seeds/guides/", $theme, "/uk.md"))),
            ($theme, Locale::Ro, include_str!(concat!("../../../seeds/guides/", $theme, "/ro.md"))),
            ($theme, Locale::En, include_str!(concat!("../../../seeds/guides/", $theme, "/en.md"))),
            ($theme, Locale::Ru, include_str!(concat!("../../../seeds/guides/", $theme, "/ru.md"))),
        )+];
    };
}

shipped!(
    "arrival-and-documents",
    "housing",
    "health",
    "work",
    "school",
    "transport",
    "pets",
    "safety",
);

/// The day that the shipped texts were written: how old they are does not depend on when they are loaded.
pub(super) const WRITTEN: &str = "2026-11-26T00:00:00Z";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    title: String,
    summary: String,
    order: i32,
    review_by: Date,
    checked: bool,
    sources: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    title: String,
    publisher: String,
    url: String,
    dated: Option<Date>,
    retrieved: Option<Date>,
}

/// What the files say, for the digest.
pub(super) fn contents() -> Vec<&'static [u8]> {
    FILES.iter().map(|(_, _, text)| text.as_bytes()).collect()
}

/// When they were written.
pub(super) fn written() -> Timestamp {
    WRITTEN.parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The shipped guides.
pub(super) fn shipped() -> Result<Vec<ShippedGuide>, SeedError> {
    FILES
        .iter()
        .map(|(theme, language, text)| read(theme, *language, text))
        .collect()
}

fn read(theme: &'static str, language: Locale, text: &str) -> Result<ShippedGuide, SeedError> {
    let wrong = |what: String| SeedError::File(theme, format!("{}: {what}", language.as_str()));
    let (head, body) = text
        .strip_prefix("+++\n")
        .and_then(|rest| rest.split_once("\n+++\n"))
        .ok_or_else(|| wrong("no head between +++".to_owned()))?;
    let head: Head = toml::from_str(head).map_err(|e| wrong(e.to_string()))?;
    if head.checked {
        // Who checked a text, and when, is said in the product by a person who is signed in.
        return Err(wrong("a file cannot say that it was checked".to_owned()));
    }
    let sources: Vec<_> = head
        .sources
        .iter()
        .map(|s| {
            json!({
                "title": s.title, "publisher": s.publisher, "url": s.url,
                "dated": s.dated, "retrieved": s.retrieved,
            })
        })
        .collect();
    Ok(ShippedGuide {
        theme: theme.to_owned(),
        position: head.order,
        language,
        title: head.title,
        summary: head.summary,
        body: body.trim().to_owned(),
        sources: json!(sources),
        review_by: head.review_by,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guide_is_there_in_four_languages_with_the_same_sources_and_headings() {
        let all = shipped().unwrap();
        assert_eq!(all.len(), 32);
        for four in all.chunks(4) {
            let shape = |guide: &ShippedGuide| {
                let headings = guide.body.lines().filter(|l| l.starts_with('#')).count();
                (
                    guide.theme.clone(),
                    guide.position,
                    guide.sources.clone(),
                    headings,
                )
            };
            let first = shape(&four[0]);
            for other in four {
                assert_eq!(shape(other), first, "{}", other.language.as_str());
                assert!(!other.title.is_empty() && !other.summary.is_empty());
            }
        }
    }

    #[test]
    fn a_file_that_says_it_was_checked_is_refused() {
        let text = "+++\ntitle = \"a\"\nsummary = \"b\"\norder = 1\nreview_by = \"2027-01-01\"\nchecked = true\nsources = []\n+++\ntext";
        assert!(read("pets", Locale::En, text).is_err());
        assert!(read("pets", Locale::En, &text.replace("true", "false")).is_ok());
    }
}
