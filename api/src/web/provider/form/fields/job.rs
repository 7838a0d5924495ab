//! Paid work.

use super::{ADDRESS, Field, Group, HOME, Kind, LANGUAGES, PLACE, SHOW, TRANSLATIONS, WORDS};

pub(super) const GROUPS: &[Group] = &[
    WORDS,
    Group {
        title: "provider-group-job",
        fields: &[
            Field::new(
                "/content/details/occupation",
                Kind::Occupation,
                "provider-occupation",
            )
            .needed(),
            Field::new(
                "/content/details/contract",
                Kind::One(
                    "word-contract",
                    &["permanent", "fixed_term", "seasonal", "service"],
                ),
                "provider-contract",
            )
            .needed(),
            Field::new(
                "/content/details/hours_per_week",
                Kind::Number(1, 60),
                "provider-hours",
            )
            .needed(),
            Field::new(
                "/content/capacity",
                Kind::Number(1, 5000),
                "provider-openings",
            )
            .needed(),
            Field::new(
                "/content/details/starts_on",
                Kind::Day,
                "provider-starts-on",
            ),
        ],
    },
    Group {
        title: "provider-group-pay",
        fields: &[
            Field::new(
                "/content/details/pay_minor",
                Kind::Scaled(100, 0, 100_000_000),
                "provider-pay",
            )
            .needed()
            .hint(),
            Field::new(
                "/content/details/currency",
                Kind::Currency,
                "provider-currency",
            )
            .needed(),
            Field::new(
                "/content/details/pay_period",
                Kind::One("word-pay-period", &["hour", "day", "week", "month"]),
                "provider-pay-period",
            )
            .needed(),
        ],
    },
    Group {
        title: "provider-group-place",
        fields: &[PLACE, ADDRESS, HOME, SHOW],
    },
    Group {
        title: "provider-group-asked",
        fields: &[
            Field::new(
                "/content/details/languages_needed",
                Kind::Levels,
                "provider-levels",
            ),
            LANGUAGES,
            Field::tri("/content/details/licence_needed", "provider-licence-needed"),
        ],
    },
    Group {
        title: "provider-group-with-it",
        fields: &[
            Field::tri("/content/details/remote", "word-feature-remote"),
            Field::tri(
                "/content/details/housing_included",
                "provider-housing-included",
            )
            .hint(),
            Field::tri(
                "/content/details/childcare_included",
                "word-feature-childcare-included",
            ),
            Field::tri(
                "/content/details/accessible_workplace",
                "word-feature-accessible-workplace",
            ),
        ],
    },
    TRANSLATIONS,
];
