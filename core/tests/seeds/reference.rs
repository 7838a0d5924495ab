//! `seeds/reference`.

use std::collections::{BTreeMap, BTreeSet};

use punte_core::{
    checklist::RestsOn,
    locale::Language,
    offer::{Category, ServiceTheme},
};
use serde::Deserialize;
use serde_json::json;

use crate::files::{LOCALES, json_file};

type Texts = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpokenLanguage {
    pub(crate) code: Language,
    own_name: String,
    name: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    key: String,
    icon: String,
    name: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Categories {
    categories: Vec<Named>,
    themes: Vec<Named>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Checklist {
    version: u32,
    category: Category,
    private: bool,
    #[serde(default)]
    for_minors: bool,
    items: Vec<CheckItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckItem {
    key: String,
    required: bool,
    evidence: RestsOn,
    #[serde(default)]
    valid_days: Option<u16>,
    text: Texts,
}

#[track_caller]
fn complete(texts: &Texts, what: &str) {
    let keys: BTreeSet<_> = texts.keys().map(String::as_str).collect();
    assert_eq!(keys, BTreeSet::from(LOCALES), "{what}");
    for (locale, text) in texts {
        assert!(
            !text.is_empty() && text.trim() == text,
            "{what}, {locale}: {text:?}"
        );
    }
}

/// What a service can be about, as the file lists it.
pub(crate) fn themes() -> BTreeSet<ServiceTheme> {
    let data: Categories = json_file("reference/categories.json");
    data.themes
        .iter()
        .map(|theme| serde_json::from_value(json!(theme.key)).unwrap())
        .collect()
}

#[test]
fn languages_categories_and_themes_are_named_in_all_four_languages() {
    let languages: Vec<SpokenLanguage> = json_file("reference/languages.json");
    let mut codes = BTreeSet::new();
    for language in &languages {
        let code = language.code.as_str();
        assert!(codes.insert(code), "{code} twice");
        assert!(!language.own_name.trim().is_empty(), "{code}");
        complete(&language.name, code);
    }
    assert!(LOCALES.iter().all(|l| codes.contains(l)));

    let data: Categories = json_file("reference/categories.json");
    let keys: BTreeSet<_> = data.categories.iter().map(|c| c.key.as_str()).collect();
    assert_eq!(keys, Category::ALL.map(Category::as_str).into());
    assert_eq!(data.categories.len(), Category::ALL.len());
    let mut themes = BTreeSet::new();
    for theme in &data.themes {
        let known: ServiceTheme = serde_json::from_value(json!(theme.key)).unwrap();
        assert!(themes.insert(known), "{} twice", theme.key);
    }
    assert_eq!(themes.len(), 11);
    for named in data.categories.iter().chain(&data.themes) {
        assert!(!named.icon.is_empty(), "{}", named.key);
        complete(&named.name, &named.key);
    }
}

#[test]
fn there_is_a_checklist_for_each_category_private_or_not_and_more_is_asked_where_minors_are_meant()
{
    let mut lists: Vec<Checklist> = json_file("reference/checklists.json");
    // What is asked besides stands behind what is always asked.
    lists.sort_by_key(|list| list.for_minors);
    let mut found = BTreeMap::new();
    let mut texts: BTreeMap<String, Texts> = BTreeMap::new();
    for list in lists {
        assert!(list.version >= 1);
        let of = (list.category, list.private, list.for_minors);
        assert!(list.items.iter().any(|i| i.required));
        let base = (list.category, list.private, false);
        let mut keys: BTreeSet<String> = found.get(&base).cloned().unwrap_or_default();
        for item in list.items {
            complete(&item.text, &item.key);
            // What the offer says is read again with each version of it.
            let counts = item.valid_days.is_none_or(|days| (1..=365).contains(&days));
            let read = item.evidence == RestsOn::Offer && item.valid_days.is_some();
            assert!(counts && !read, "{}: {:?}", item.key, item.valid_days);
            assert!(keys.insert(item.key.clone()), "{} twice", item.key);
            let first = texts.entry(item.key.clone()).or_insert(item.text.clone());
            assert_eq!(*first, item.text, "{}: one check, one text", item.key);
            // Who answers for children agrees, and whoever is near them was checked: no point of it is optional.
            assert!(item.required || !list.for_minors, "{}", item.key);
        }
        let checked = [
            "household_checked",
            "with_children_checked",
            "safe_around_children",
        ];
        let minors = keys.contains("authority_agrees") && checked.iter().any(|k| keys.contains(*k));
        assert_eq!(minors, list.for_minors, "{of:?}");
        assert!(found.insert(of, keys).is_none(), "{of:?} twice");
    }
    for category in Category::ALL {
        for private in [true, false] {
            for minors in [true, false] {
                let of = (category, private, minors);
                assert!(found.contains_key(&of), "{of:?}");
            }
        }
    }
}
