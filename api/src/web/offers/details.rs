//! The fields of an offer, as the page of one offer lists them.

use punte_core::{
    constraint::Feature,
    locale::Locale,
    offer::{HousingDetails, JobDetails, OfferDetails, ServiceDetails, TransportDetails},
};

use super::card::Fact;
use crate::{
    app::public_offers::PublicOfferView,
    web::{frame::Frame, stops::Stops},
};

/// A field: its name and its value.
pub struct Row {
    /// Name.
    pub name: String,
    /// Value.
    pub value: String,
    /// Whether its provider wrote it, in the offer's language.
    pub written: bool,
}

/// The fields of an offer that are not yes or no. `stops` are those of a ride.
pub fn rows(f: &Frame, offer: &PublicOfferView, stops: &Stops) -> Vec<Row> {
    let mut rows = Rows {
        f,
        rows: Vec::new(),
    };
    match &offer.details {
        OfferDetails::Housing(d) => rows.housing(d),
        OfferDetails::Transport(d) => rows.ride(d, stops),
        OfferDetails::Job(d) => rows.job(d),
        OfferDetails::Medical(d) => {
            rows.add("speciality", f.word("speciality", &d.speciality));
            rows.add("mode", f.word("medical-mode", &d.mode));
            rows.add("clinician", f.word("clinician", &d.clinician));
            rows.add("insured-only", f.word("tri", &d.insured_only));
            rows.written("opening-hours", d.opening_hours.as_deref());
        }
        OfferDetails::Service(d) => rows.service(d),
    }
    if !offer.languages.is_empty() {
        let languages: Vec<String> = offer.languages.iter().map(|l| f.language(l)).collect();
        rows.add("languages", languages.join(", "));
    }
    rows.written("price-note", offer.price_note.as_deref());
    rows.rows
}

struct Rows<'a> {
    f: &'a Frame,
    rows: Vec<Row>,
}

impl Rows<'_> {
    fn add(&mut self, name: &str, value: String) {
        self.rows.push(Row {
            name: self.f.t(&format!("offer-{name}")),
            value,
            written: false,
        });
    }

    fn count(&mut self, name: &str, count: Option<impl std::fmt::Display>) {
        if let Some(count) = count {
            self.add(name, count.to_string());
        }
    }

    fn written(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.rows.push(Row {
                name: self.f.t(&format!("offer-{name}")),
                value: text.to_owned(),
                written: true,
            });
        }
    }

    fn housing(&mut self, d: &HousingDetails) {
        let f = self.f;
        self.add("kind", f.word("housing-kind", &d.kind));
        self.add("privacy", f.word("privacy", &d.privacy));
        self.add("bathroom", f.word("bathroom", &d.bathroom));
        self.add("steps", f.word("step-free", &d.step_free));
        self.count("max-guests", d.max_guests);
        self.count("bedrooms", d.bedrooms);
        self.count("floor", d.floor);
        self.count("min-child-age", d.min_child_age);
        self.count("max-pets", d.pets.max_count);
        if let Some(metres) = d.public_transport_m {
            self.add("public-transport", f.n("offer-metres", metres));
        }
        self.count("min-nights", d.min_nights);
        self.count("max-nights", d.max_nights);
    }

    fn ride(&mut self, d: &TransportDetails, stops: &Stops) {
        let f = self.f;
        let route = stops.along(d.stops.iter().map(|stop| stop.place_id));
        let names: Vec<&str> = route.iter().map(|place| place.name.as_str()).collect();
        self.add("stops", names.join(" → "));
        let first = route.first().copied();
        let leaves = f.departure(&d.departure(), first, route.iter().copied());
        self.add("departs", leaves);
        self.add("wheelchair", f.word("wheelchair", &d.wheelchair));
        self.count("child-seats", d.child_seats);
        self.count("max-pets", d.pets.max_count);
        self.add("return-trip", f.word("tri", &d.return_trip));
    }

    fn job(&mut self, d: &JobDetails) {
        let f = self.f;
        self.add(
            "pay",
            format!(
                "{} {}",
                money(f.locale, d.pay_minor, &d.currency),
                f.word("pay-period", &d.pay_period)
            ),
        );
        self.add("contract", f.word("contract", &d.contract));
        self.count("hours", Some(d.hours_per_week));
        if let Some(day) = d.starts_on {
            self.add("starts", f.day(day));
        }
        if !d.languages_needed.is_empty() {
            let needed: Vec<String> = d
                .languages_needed
                .iter()
                .map(|need| {
                    format!(
                        "{}: {}",
                        f.language(&need.language),
                        f.word("proficiency", &need.level)
                    )
                })
                .collect();
            self.add("languages-needed", needed.join("; "));
        }
    }

    fn service(&mut self, d: &ServiceDetails) {
        self.add("theme", self.f.word("theme", &d.theme));
        self.written("opening-hours", d.opening_hours.as_deref());
        self.written("who", d.who_is_eligible.as_deref());
        self.written("papers", d.documents_needed.as_deref());
    }
}

/// Everything that an offer of its category says yes or no to, or does not say.
pub fn facts(f: &Frame, offer: &PublicOfferView) -> Vec<Fact> {
    let said = offer.details.facts(offer.free_of_charge);
    Feature::ALL
        .iter()
        .filter(|feature| feature.is_public() && feature.categories().contains(&offer.category))
        .map(|feature| Fact::of(f, *feature, said.get(*feature)))
        .collect()
}

/// An amount, grouped as the language does it.
pub fn money(locale: Locale, minor: i64, currency: &str) -> String {
    let (group, decimal) = match locale {
        Locale::En => (',', '.'),
        Locale::Uk | Locale::Ro | Locale::Ru => ('\u{a0}', ','),
    };
    let digits = (minor / 100).to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    match minor % 100 {
        0 => format!("{text}\u{a0}{currency}"),
        cents => format!("{text}{decimal}{cents:02}\u{a0}{currency}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_grouped_as_the_language_does_it() {
        assert_eq!(money(Locale::En, 405_000, "RON"), "4,050\u{a0}RON");
        assert_eq!(
            money(Locale::Uk, 123_456_750, "UAH"),
            "1\u{a0}234\u{a0}567,50\u{a0}UAH"
        );
        assert_eq!(money(Locale::Ro, 900, "EUR"), "9\u{a0}EUR");
    }
}
