//! What an address asks for: a search of offers as a query string, and back.

use punte_core::{
    constraint::{Feature, FeatureSet},
    id::PlaceId,
    locale::Language,
    offer::{Category, ServiceTheme, Speciality},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{app::public_offers::PublicSearch, json::wire_name};

/// How far around a place one can look, kilometres.
pub const RADII_KM: [u32; 6] = [10, 25, 50, 100, 200, 400];

/// How far, if nobody says.
const USUAL_KM: u32 = 50;

/// What the form sends. What is not known is passed over: an old link still finds something.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    category: String,
    /// A place in words: `None` in links, empty if it was cleared in the form.
    pub place: Option<String>,
    at: String,
    radius: String,
    must: Vec<String>,
    language: String,
    theme: String,
    speciality: String,
    /// Where the page begins.
    pub after: String,
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Category.
    pub category: Option<Category>,
    /// Near this place.
    pub place: Option<PlaceId>,
    /// Within so many kilometres.
    pub radius_km: u32,
    /// Features, in their own order.
    pub must: Vec<Feature>,
    /// A language that is spoken there.
    pub language: Option<Language>,
    /// What a service is about.
    pub theme: Option<ServiceTheme>,
    /// Field of medicine.
    pub speciality: Option<Speciality>,
}

/// A value by its wire name.
fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(Value::String(name.to_owned())).ok()
}

impl Asked {
    /// Of a query, without its words for a place.
    pub fn of(query: &Query) -> Self {
        let category = Category::from_name(&query.category);
        let fits = |feature: &Feature| {
            feature.is_public() && category.is_none_or(|c| feature.categories().contains(&c))
        };
        let must = Feature::ALL
            .iter()
            .copied()
            .filter(|f| fits(f) && query.must.iter().any(|name| name == f.as_str()))
            .collect();
        let radius_km = query.radius.parse().ok().filter(|r| RADII_KM.contains(r));
        Self {
            category,
            place: query.at.parse().ok().map(PlaceId),
            radius_km: radius_km.unwrap_or(USUAL_KM),
            must,
            language: Language::parse(&query.language).ok(),
            theme: named(&query.theme).filter(|_| category == Some(Category::Service)),
            speciality: named(&query.speciality).filter(|_| category == Some(Category::Medical)),
        }
    }

    /// As the use case takes it.
    pub fn search(&self) -> PublicSearch {
        let mut must = FeatureSet::default();
        for feature in &self.must {
            must.insert(*feature);
        }
        PublicSearch {
            category: self.category,
            place: self.place,
            point: None,
            radius_m: self.radius_km * 1_000,
            must,
            language: self.language,
            theme: self.theme,
            speciality: self.speciality,
        }
    }

    /// Its address, below the language.
    pub fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(category) = self.category {
            query.append_pair("category", category.as_str());
        }
        if let Some(place) = self.place {
            query.append_pair("at", &place.0.to_string());
            query.append_pair("radius", &self.radius_km.to_string());
        }
        for feature in &self.must {
            query.append_pair("must", feature.as_str());
        }
        if let Some(language) = self.language {
            query.append_pair("language", language.as_str());
        }
        if let Some(theme) = self.theme {
            query.append_pair("theme", &wire_name(&theme));
        }
        if let Some(speciality) = self.speciality {
            query.append_pair("speciality", &wire_name(&speciality));
        }
        let query = query.finish();
        if query.is_empty() {
            "/offers".to_owned()
        } else {
            format!("/offers?{query}")
        }
    }

    /// Its address further on.
    pub fn address_after(&self, cursor: &str) -> String {
        let address = self.address();
        let mark = if address.contains('?') { '&' } else { '?' };
        format!("{address}{mark}after={cursor}")
    }

    /// The same with something changed.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut other = self.clone();
        change(&mut other);
        other
    }

    /// The same in another category, without what only this one has.
    pub fn in_category(&self, category: Option<Category>) -> Self {
        self.with(|a| {
            a.category = category;
            a.theme = None;
            a.speciality = None;
            a.must
                .retain(|f| category.is_none_or(|c| f.categories().contains(&c)));
        })
    }

    /// The next wider radius.
    pub fn wider(&self) -> Option<u32> {
        let wider = RADII_KM.into_iter().find(|r| *r > self.radius_km);
        wider.filter(|_| self.place.is_some())
    }

    /// What can be ticked: the features of its category.
    pub fn features(&self) -> impl Iterator<Item = Feature> + '_ {
        Feature::ALL
            .iter()
            .copied()
            .filter(|f| f.is_public() && self.category.is_some_and(|c| f.categories().contains(&c)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> Asked {
        Asked::of(&serde_html_form::from_str(query).unwrap())
    }

    #[test]
    fn a_search_is_its_address_and_its_address_is_the_search() {
        for address in [
            "/offers",
            "/offers?category=housing&at=-3&radius=100&must=step_free&must=dogs&language=uk",
            "/offers?category=service&theme=legal",
            "/offers?category=medical&speciality=dialysis",
        ] {
            let query = address.split_once('?').map_or("", |a| a.1);
            assert_eq!(of(query).address(), address);
        }
    }

    #[test]
    fn what_is_not_known_or_not_public_or_of_another_category_is_passed_over() {
        let asked =
            of("category=nothing&radius=51&must=no_animals&must=x&language=xxxx&theme=legal&at=a");
        assert_eq!(asked, of(""));
        assert!(of("category=job&must=dogs").must.is_empty());
        assert_eq!(of("must=dogs").in_category(Some(Category::Job)).must, []);
        assert_eq!(of("category=job&theme=legal").theme, None);
    }

    #[test]
    fn only_around_a_place_can_one_look_wider() {
        assert_eq!(of("radius=50").wider(), None);
        assert_eq!(of("at=1&radius=50").wider(), Some(100));
        assert_eq!(of("at=1&radius=400").wider(), None);
    }
}
