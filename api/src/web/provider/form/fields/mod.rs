//! The fields of an offer's form, by category: where each lies in the use case's input, how it is asked, and by which words.

mod housing;
mod job;
mod medical;
mod service;
mod transport;

use punte_core::offer::Category;

/// How a field is asked.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A line of text.
    Text,
    /// Several lines.
    Long,
    /// A whole number.
    Number(i64, i64),
    /// A number with decimals, kept as so many times itself: kilometres as metres, lei as bani.
    Scaled(i64, i64, i64),
    /// Not known, yes, no.
    Tri,
    /// A box to tick.
    Tick,
    /// One of a few, all in sight: the stem of their words, and the values.
    One(&'static str, &'static [&'static str]),
    /// One of many.
    Select(&'static str, &'static [&'static str]),
    /// A currency.
    Currency,
    /// An occupation: a list of common groups, or a code.
    Occupation,
    /// A day.
    Day,
    /// A day and a time.
    Moment,
    /// Languages spoken.
    Languages,
    /// Languages that work needs, each with its level.
    Levels,
    /// A place.
    Place,
    /// The stops of a ride; the first is the place of the offer.
    Stops,
    /// When it can be had.
    Periods,
    /// Title and description in other languages.
    Translations,
}

/// Whom a field is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Everybody.
    All,
    /// Organisations.
    Organisations,
}

/// A field.
#[derive(Clone, Copy)]
pub struct Field {
    /// Where it lies in the body of the use case, a JSON pointer.
    pub at: &'static str,
    /// How it is asked.
    pub kind: Kind,
    /// The key of its words.
    pub label: &'static str,
    /// Whether it has a hint, `<label>-hint`.
    pub hint: bool,
    /// Whether it must be answered.
    pub needed: bool,
    /// Whom it is for.
    pub only: For,
}

impl Field {
    const fn new(at: &'static str, kind: Kind, label: &'static str) -> Self {
        Self {
            at,
            kind,
            label,
            hint: false,
            needed: false,
            only: For::All,
        }
    }

    const fn tri(at: &'static str, label: &'static str) -> Self {
        Self::new(at, Kind::Tri, label)
    }

    const fn needed(mut self) -> Self {
        self.needed = true;
        self
    }

    const fn hint(mut self) -> Self {
        self.hint = true;
        self
    }

    const fn organisations(mut self) -> Self {
        self.only = For::Organisations;
        self
    }
}

/// Fields under one heading.
pub struct Group {
    /// The key of the heading.
    pub title: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
}

const WORDS: Group = Group {
    title: "provider-group-words",
    fields: &[
        Field::new("/content/title", Kind::Text, "provider-title")
            .needed()
            .hint(),
        Field::new("/content/description", Kind::Long, "provider-description")
            .needed()
            .hint(),
        Field::new(
            "/content/language",
            Kind::One("language", &["uk", "ro", "en", "ru"]),
            "provider-language",
        )
        .needed(),
    ],
};

const PLACE: Field = Field::new("/content/place_id", Kind::Place, "provider-place").needed();
const ADDRESS: Field = Field::new("/private/address", Kind::Text, "provider-address").hint();
const HOME: Field = Field::new("/content/private_home", Kind::Tick, "provider-private-home").hint();
const SHOW: Field = Field::new("/content/show_address", Kind::Tick, "provider-show-address")
    .hint()
    .organisations();
const MINORS: Field = Field::new("/content/for_minors", Kind::Tick, "provider-for-minors")
    .hint()
    .organisations();
const LANGUAGES: Field =
    Field::new("/content/languages", Kind::Languages, "provider-languages").hint();
const FREE: Field = Field::tri("/content/free_of_charge", "word-feature-free-of-charge");
const PRICE: Field = Field::new("/content/price_note", Kind::Text, "provider-price").hint();
const PERIODS: Field =
    Field::new("/content/availability", Kind::Periods, "provider-periods").hint();

/// Whether it costs something: before all that takes long to answer.
const COST: Group = Group {
    title: "provider-group-cost",
    fields: &[FREE, PRICE],
};

const TALK: Group = Group {
    title: "provider-group-talk",
    fields: &[LANGUAGES],
};

const TRANSLATIONS: Group = Group {
    title: "provider-group-translations",
    fields: &[Field::new(
        "/content/translations",
        Kind::Translations,
        "provider-translations",
    )],
};

/// The groups of a category's form.
pub const fn groups(category: Category) -> &'static [Group] {
    match category {
        Category::Housing => housing::GROUPS,
        Category::Transport => transport::GROUPS,
        Category::Job => job::GROUPS,
        Category::Medical => medical::GROUPS,
        Category::Service => service::GROUPS,
    }
}
